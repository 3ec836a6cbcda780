//! Self-check of a device: a few training steps there and on the CPU, compared, since with a faulty driver nothing
//! looks broken while nothing is learnt.

use std::collections::BTreeMap;

use burn::tensor::Device;
use serde::Serialize;

use super::trace::{Case, Trace, trace};
use crate::config::RunConfig;
use crate::data::synthetic;
use crate::error::Error;
use crate::model::layer::{Conv2d, Dense, Flatten, MaxPool2d, Relu};

/// Largest difference allowed, relative to the largest number of the tensor: some hundred roundings of an f32 in a sum
/// of thousands of terms, and far below what a wrong kernel gives.
pub const TOLERANCE: f32 = 1e-3;

const NUM_IMAGES: usize = 8;

/// Result of a self-check.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SelfCheck {
    /// `difference` is at most `tolerance`.
    pub passed: bool,
    /// Largest relative difference of any logit, gradient or loss.
    pub difference: f32,
    /// [`TOLERANCE`]
    pub tolerance: f32,
}

/// Compares `device` with `reference`.
///
/// ```
/// use burn::tensor::Device;
/// use kiln_core::train::self_check::self_check;
///
/// let check = pollster::block_on(self_check(&Device::flex(), &Device::flex()))?;
/// assert!(check.passed);
/// # Ok::<(), kiln_core::Error>(())
/// ```
///
/// # Errors
/// [`Error::Readback`] if `device` does not answer at all.
pub async fn self_check(device: &Device, reference: &Device) -> Result<SelfCheck, Error> {
    let case = case();
    let found = trace(&case, device).await?;
    let expected = trace(&case, reference).await?;
    Ok(SelfCheck::of(difference(&found, &expected)))
}

impl SelfCheck {
    fn of(difference: f32) -> Self {
        Self {
            passed: difference <= TOLERANCE,
            difference,
            tolerance: TOLERANCE,
        }
    }
}

/// The layers that the first presets are made of, as small as they can be: what is compared is also compiled, and a GPU
/// takes its time for that.
fn case() -> Case {
    let layers = vec![
        Conv2d::new(4, 3).into(),
        Relu {}.into(),
        MaxPool2d { size: 2 }.into(),
        Conv2d::new(8, 3).into(),
        Relu {}.into(),
        Flatten {}.into(),
        Dense { units: 10 }.into(),
    ];
    let (pixels, labels) = synthetic::generate(NUM_IMAGES, 1);
    Case {
        config: RunConfig::new(layers),
        image: [1, synthetic::SIDE, synthetic::SIDE],
        num_classes: 10,
        params: BTreeMap::new(),
        images: pixels.iter().map(|&pixel| f32::from(pixel) / 255.0).collect(),
        labels,
        steps: 2,
    }
}

/// The largest of all, relative to the largest number of each tensor.
fn difference(found: &Trace, expected: &Trace) -> f32 {
    let gradients = found.gradients.iter().map(|(name, values)| {
        let expected = expected.gradients.get(name).map_or(&[][..], Vec::as_slice);
        relative_difference(values, expected)
    });
    [
        relative_difference(&found.logits, &expected.logits),
        relative_difference(&found.losses, &expected.losses),
    ]
    .into_iter()
    .chain(gradients)
    .fold(0.0, f32::max)
}

/// Infinite where anything is not finite, or missing.
fn relative_difference(found: &[f32], expected: &[f32]) -> f32 {
    // `f32::max` drops a NaN, so it is looked for.
    if found.len() != expected.len() || found.iter().any(|x| !x.is_finite()) {
        return f32::INFINITY;
    }
    let scale = expected.iter().fold(f32::MIN_POSITIVE, |max, x| max.max(x.abs()));
    let pairs = found.iter().zip(expected);
    pairs.map(|(a, b)| (a - b).abs() / scale).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn self_check_of_the_cpu_against_itself_has_no_difference() {
        let check = pollster::block_on(self_check(&Device::flex(), &Device::flex())).unwrap();
        assert_eq!((check.passed, check.difference), (true, 0.0));
    }

    #[test]
    fn self_check_passes_up_to_the_tolerance() {
        for (difference, passed) in [
            (0.0, true),
            (TOLERANCE, true),
            (TOLERANCE.next_up(), false),
            (f32::INFINITY, false),
        ] {
            assert_eq!(SelfCheck::of(difference).passed, passed, "{difference}");
        }
    }

    #[test]
    fn logits_and_the_loss_after_an_update_are_compared() {
        let found = pollster::block_on(trace(&case(), &Device::flex())).unwrap();
        // Where both steps had the same weights, a wrong update would not be seen.
        assert!(found.losses.len() == 2 && found.losses[0] != found.losses[1]);
        let mut wrong = found.clone();
        wrong.logits[3] += 1.0;
        assert!(difference(&wrong, &found) > TOLERANCE);
        let mut wrong = found.clone();
        wrong.losses[1] += 1.0;
        assert!(difference(&wrong, &found) > TOLERANCE);
    }

    #[test]
    fn every_parameter_is_compared() {
        let found = pollster::block_on(trace(&case(), &Device::flex())).unwrap();
        // Weight and bias of three layers.
        assert_eq!(found.gradients.len(), 6);
        assert!(found.gradients.values().all(|tensor| tensor.iter().any(|x| *x != 0.0)));
        let mut wrong = found.clone();
        wrong.gradients.get_mut("layers.3.bias").unwrap()[2] += 1.0;
        assert!(difference(&wrong, &found) > TOLERANCE);
        wrong.gradients.get_mut("layers.3.bias").unwrap()[2] = f32::NAN;
        assert_eq!(difference(&wrong, &found), f32::INFINITY);
    }

    #[test]
    fn differences_are_relative_to_the_tensor() {
        assert_eq!(relative_difference(&[1.0, 3.0], &[2.0, 4.0]), 0.25);
        assert_eq!(relative_difference(&[1.0], &[]), f32::INFINITY);
    }
}
