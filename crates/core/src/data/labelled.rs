//! Datasets from anyone's own images, of any sizes, decoded elsewhere: brought to one size and polarity, and divided
//! into training and test images.

use serde::{Deserialize, Serialize};

use super::config::within;
use super::stratify::{self, Drawn};
use super::{Dataset, Preparation, Split, preprocess};
use crate::error::Error;
use crate::random::{Stream, stream};

/// Classes a dataset may have: fewer than 2 leave nothing to tell apart, more no longer fit a screen.
pub const CLASSES: std::ops::RangeInclusive<usize> = 2..=100;
/// Sides an image may be brought to, in pixels.
pub const SIZES: std::ops::RangeInclusive<usize> = 8..=128;

/// An image with its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledImage {
    /// Grayscale, row-major `[height, width]`.
    pub pixels: Vec<u8>,
    /// In pixels, at least 1.
    pub height: usize,
    /// In pixels, at least 1.
    pub width: usize,
    /// Position in the class names.
    pub class: usize,
    /// Whether it is a test image; drawn at random if absent.
    pub test: Option<bool>,
}

/// What is made of the images.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LabelledOptions {
    /// Height and width of the dataset's images, in pixels, 8 to 128; 28 unless said.
    pub size: usize,
    /// Share of test images among those that are not assigned, 0 to 0.5; 0.2 unless said.
    pub test_share: f64,
    /// Whether dark becomes bright. If absent it is inverted where the borders of the images, which show background,
    /// are brighter than middle gray on average, so that ink is bright.
    #[cfg_attr(feature = "typescript", tsify(type = "boolean | null"))]
    pub invert: Option<bool>,
    /// Whether each image is cropped to its ink and centred as MNIST's are, rather than kept whole.
    pub center: bool,
}

impl Default for LabelledOptions {
    fn default() -> Self {
        Self {
            size: 28,
            test_share: 0.2,
            invert: None,
            center: false,
        }
    }
}

impl Dataset {
    /// Makes a dataset of 2 to 100 classes. Images keep their aspect ratio, background fills the rest, and their order
    /// stays; test images are drawn from the seed, as many of each class as is its share, and never its last image.
    ///
    /// # Errors
    /// [`Error::NumClasses`], [`Error::Config`] for an option out of its range, [`Error::LabelledImage`] for an image
    /// of another size than it says or of no class, [`Error::EmptyClass`] for a class without training images, and
    /// [`Error::NoImages`] where no test image comes about.
    pub fn from_images(
        images: Vec<LabelledImage>,
        class_names: Vec<String>,
        options: &LabelledOptions,
        seed: u32,
    ) -> Result<Self, Error> {
        let num_classes = class_names.len();
        check(&images, num_classes, options)?;
        let labels: Vec<u8> = images.iter().map(|image| image.class as u8).collect();
        let free: Vec<u32> = (0..images.len() as u32)
            .filter(|&index| images[index as usize].test.is_none())
            .collect();
        let count = (options.test_share * free.len() as f64).round() as usize;
        let mut rng = stream(seed, Stream::Split);
        let Drawn { drawn, .. } = stratify::draw(&free, &labels, num_classes, count, 1, &mut rng);

        let size = options.size;
        let empty = Split {
            images: Vec::new(),
            labels: Vec::new(),
            height: size,
            width: size,
        };
        let (mut train, mut test) = (empty.clone(), empty);
        let invert = options.invert.unwrap_or_else(|| bright_borders(&images));
        let bring = if options.center {
            preprocess::center
        } else {
            preprocess::fit
        };
        for (index, mut image) in images.into_iter().enumerate() {
            if invert {
                image.pixels.iter_mut().for_each(|pixel| *pixel = 255 - *pixel);
            }
            let drawn = || drawn.binary_search(&(index as u32)).is_ok();
            let split = if image.test.unwrap_or_else(drawn) {
                &mut test
            } else {
                &mut train
            };
            split
                .images
                .extend(bring(&image.pixels, image.width, image.height, size, size));
            split.labels.push(labels[index]);
        }
        if let Some(class) = train.counts(num_classes).iter().position(|&count| count == 0) {
            let name = class_names[class].clone();
            return Err(Error::EmptyClass { class, name });
        }
        if test.is_empty() {
            return Err(Error::NoImages { split: "test" });
        }
        Ok(Self {
            train,
            test,
            num_classes,
            class_names,
            preparation: Preparation {
                centered: Some(options.center),
                inverted: Some(invert),
            },
        })
    }
}

fn check(images: &[LabelledImage], num_classes: usize, options: &LabelledOptions) -> Result<(), Error> {
    if !CLASSES.contains(&num_classes) {
        return Err(Error::NumClasses { found: num_classes });
    }
    if !SIZES.contains(&options.size) {
        return Err(Error::Config {
            field: "size",
            expected: "8 to 128 pixels",
            found: options.size.to_string(),
        });
    }
    within("testShare", options.test_share, 0.5, "0 to 0.5")?;
    for (index, image) in images.iter().enumerate() {
        let reason = if image.width.checked_mul(image.height) != Some(image.pixels.len()) || image.pixels.is_empty() {
            let (width, height, found) = (image.width, image.height, image.pixels.len());
            format!("expected {width} x {height} pixels, at least one, found {found}. Decode it again as grayscale")
        } else if image.class >= num_classes {
            format!(
                "expected a class below {num_classes}, found {}. Name its class",
                image.class
            )
        } else {
            continue;
        };
        return Err(Error::LabelledImage { index, reason });
    }
    Ok(())
}

/// Whether the borders are brighter than middle gray, on the average of all images: they are of one making, and a
/// single image whose ink touches its border says nothing.
fn bright_borders(images: &[LabelledImage]) -> bool {
    let brightness = |image: &LabelledImage| border_brightness(&image.pixels, image.width, image.height);
    images.iter().map(brightness).sum::<f64>() > 127.5 * images.len() as f64
}

/// Whether the border of an image is brighter than middle gray, so that what it shows is dark on bright.
///
/// `pixels`: grayscale, row-major `[height, width]`, at least one.
///
/// # Panics
/// Where `pixels` has fewer than `height * width` bytes.
#[must_use]
pub fn has_bright_border(pixels: &[u8], width: usize, height: usize) -> bool {
    border_brightness(pixels, width, height) > 127.5
}

/// Mean of the pixels at the border, 0 to 255.
fn border_brightness(pixels: &[u8], width: usize, height: usize) -> f64 {
    let border = (0..height).flat_map(|y| {
        let step = if y == 0 || y + 1 == height {
            1
        } else {
            (width - 1).max(1)
        };
        (0..width).step_by(step).map(move |x| y * width + x)
    });
    let (sum, count) = border.fold((0.0, 0.0), |(sum, count), i| (sum + f64::from(pixels[i]), count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests;
