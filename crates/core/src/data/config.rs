//! Data configuration of a run: how many images are used, validation split, normalization and augmentation.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Limit, Range};

/// Data configuration.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DataConfig {
    /// Most images to learn from, at least 1, of those that `validation` leaves; all of them if absent.
    #[cfg_attr(feature = "typescript", tsify(type = "number | null"))]
    pub num_train: Option<usize>,
    /// Fraction of the training images set aside for validation, 0 to 0.5.
    pub validation: f64,
    /// Normalization of pixels.
    pub normalization: Normalization,
    /// Augmentation of training images.
    pub augmentation: Augmentation,
}

/// Normalization of pixels.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Normalization {
    /// `pixel / 255`, in [0, 1].
    #[default]
    Unit,
    /// Mean 0 and standard deviation 1 over all pixels of the images learnt from.
    Standard,
}

/// Augmentation: random changes made to every training image, anew in each epoch: one warp (shift, rotation, scale,
/// shear, elastic), then noise, then an erased rectangle. A strength of 0 means that the change is off.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Augmentation {
    /// Factor on all the rest, 0 to 1.
    pub strength: f64,
    /// Farthest shift in each direction, as a fraction of the side, 0 to 0.5.
    pub shift: f64,
    /// Largest angle either way, in degrees, 0 to 180.
    pub rotate: f64,
    /// The size is multiplied by 1 - scale to 1 + scale; 0 to 0.5.
    pub scale: f64,
    /// Farthest sideways lean per pixel of height, either way, 0 to 0.5.
    pub shear: f64,
    /// Farthest elastic displacement along each axis, in pixels of an image 28 pixels wide, 0 to 10.
    pub elastic: f64,
    /// Standard deviation of the gray value added to each pixel, of a range of 1; 0 to 0.5.
    pub noise: f64,
    /// Largest fraction of the area that is erased, 0 to 0.5.
    pub erase: f64,
}

impl Default for Augmentation {
    fn default() -> Self {
        Self {
            strength: 1.0,
            shift: 0.0,
            rotate: 0.0,
            scale: 0.0,
            shear: 0.0,
            elastic: 0.0,
            noise: 0.0,
            erase: 0.0,
        }
    }
}

pub(crate) const NUM_TRAIN: Limit =
    Limit::new("data.numTrain", Range::at_least(1.0).whole()).noting(", or absent for all images");
pub(crate) const VALIDATION: Limit = Limit::new("data.validation", Range::between(0.0, 0.5));
/// In the order of the fields of [`Augmentation`].
pub(crate) const AUGMENTATION: [Limit; 8] = [
    Limit::new("data.augmentation.strength", Range::between(0.0, 1.0)),
    Limit::new("data.augmentation.shift", Range::between(0.0, 0.5)),
    Limit::new("data.augmentation.rotate", Range::between(0.0, 180.0)),
    Limit::new("data.augmentation.scale", Range::between(0.0, 0.5)),
    Limit::new("data.augmentation.shear", Range::between(0.0, 0.5)),
    Limit::new("data.augmentation.elastic", Range::between(0.0, 10.0)),
    Limit::new("data.augmentation.noise", Range::between(0.0, 0.5)),
    Limit::new("data.augmentation.erase", Range::between(0.0, 0.5)),
];

impl DataConfig {
    /// Checks every field by itself; whether the dataset has that many images is for [`super::run_data::RunData::new`].
    ///
    /// # Errors
    /// [`Error::Config`] names the field, its range and what was found.
    pub fn validate(&self) -> Result<(), Error> {
        NUM_TRAIN.check(self.num_train.unwrap_or(1) as f64)?;
        VALIDATION.check(self.validation)?;
        self.augmentation.validate()
    }
}

impl Augmentation {
    /// Checks every field.
    ///
    /// # Errors
    /// [`Error::Config`] names the field, its range and what was found.
    pub fn validate(&self) -> Result<(), Error> {
        let values = [
            self.strength,
            self.shift,
            self.rotate,
            self.scale,
            self.shear,
            self.elastic,
            self.noise,
            self.erase,
        ];
        AUGMENTATION
            .iter()
            .zip(values)
            .try_for_each(|(limit, value)| limit.check(value))
    }

    /// Whether images stay as they are.
    #[must_use]
    pub fn is_none(&self) -> bool {
        let all = [
            self.shift,
            self.rotate,
            self.scale,
            self.shear,
            self.elastic,
            self.noise,
            self.erase,
        ];
        self.strength == 0.0 || all == [0.0; 7]
    }

    /// The same with `strength` multiplied in.
    pub(super) fn applied(&self) -> Self {
        let by = self.strength;
        Self {
            strength: 1.0,
            shift: by * self.shift,
            rotate: by * self.rotate,
            scale: by * self.scale,
            shear: by * self.shear,
            elastic: by * self.elastic,
            noise: by * self.noise,
            erase: by * self.erase,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_data_config_uses_all_images_unchanged() {
        let config: DataConfig = serde_json::from_str("{}").unwrap();
        assert_eq!(config, DataConfig::default());
        assert_eq!((config.num_train, config.validation), (None, 0.0));
        assert!(config.augmentation.is_none() && config.validate().is_ok());
        assert_eq!(config.augmentation.strength, 1.0);
    }

    #[test]
    fn data_config_round_trips_and_refuses_unknown_fields() {
        let json = r#"{"numTrain":500,"validation":0.1,"normalization":"standard","augmentation":{"rotate":12.5}}"#;
        let config: DataConfig = serde_json::from_str(json).unwrap();
        assert_eq!((config.num_train, config.augmentation.rotate), (Some(500), 12.5));
        assert_eq!(config.normalization, Normalization::Standard);
        let again = serde_json::to_string(&config).unwrap();
        assert_eq!(serde_json::from_str::<DataConfig>(&again).unwrap(), config);
        assert!(serde_json::from_str::<DataConfig>(r#"{"augmentation":{"flip":1}}"#).is_err());
        assert!(serde_json::from_str::<DataConfig>(r#"{"normalisation":"unit"}"#).is_err());
    }

    #[test]
    fn ranges_are_checked_and_the_field_is_named() {
        let bad = [
            (r#"{"numTrain":0}"#, "data.numTrain"),
            (r#"{"validation":0.51}"#, "data.validation"),
            (r#"{"augmentation":{"strength":-0.1}}"#, "data.augmentation.strength"),
            (r#"{"augmentation":{"rotate":181}}"#, "data.augmentation.rotate"),
            (r#"{"augmentation":{"erase":1}}"#, "data.augmentation.erase"),
        ];
        for (json, name) in bad {
            let config: DataConfig = serde_json::from_str(json).unwrap();
            match config.validate() {
                Err(Error::Config(refusal)) => assert_eq!(refusal.path, name),
                other => panic!("{json}: {other:?}"),
            }
        }
        let unknown = Augmentation {
            noise: f64::NAN,
            ..Augmentation::default()
        };
        assert_eq!(unknown.validate().unwrap_err().code(), "config");
    }
}
