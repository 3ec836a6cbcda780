//! Weight initialization, drawn on the host.

use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_pcg::Pcg32;
use serde::{Deserialize, Serialize};

use super::param::{Initializer, ParamSpec};
use crate::random::{Stream, stream};

/// Weight initialization. With `n_in` inputs that reach a unit and `n_out` outputs that one reaches: Xavier's variance
/// is `2 / (n_in + n_out)` (Glorot & Bengio, 2010, eq. 16), He's is `2 / n_in` (He et al., 2015, eq. 10). Biases start
/// at 0, and what scales a normalisation at 1. All in braces, as only so unknown fields are refused.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Initialization {
    /// `U(-b, b)` with `b = sqrt(6 / (n_in + n_out))`; what Keras gives its layers.
    XavierUniform {},
    /// `N(0, 2 / (n_in + n_out))`.
    XavierNormal {},
    /// `U(-b, b)` with `b = sqrt(6 / n_in)`.
    HeUniform {},
    /// `N(0, 2 / n_in)`.
    HeNormal {},
    /// All weights 0, to show why it fails: every unit of a layer gets the same gradient and stays like the others.
    Zeros {},
    /// The weights of a checkpoint, as far as names and shapes agree; the others as `XavierUniform`.
    Checkpoint {
        /// SHA-256 of the file, in hexadecimal: which one it must be.
        digest: String,
    },
}

impl Default for Initialization {
    fn default() -> Self {
        Self::XavierUniform {}
    }
}

/// Initial values `[n]` of parameter `index` of a network.
#[must_use]
pub fn draw(spec: &ParamSpec, initialization: &Initialization, seed: u32, index: usize) -> Vec<f32> {
    use Initialization::{Checkpoint, HeNormal, HeUniform, XavierNormal, XavierUniform, Zeros};
    let mut rng = stream(seed, Stream::Weights { layer: index });
    let count = spec.len();
    match (spec.initializer, initialization) {
        (Initializer::Constant(value), _) => vec![value; count],
        (_, Zeros {}) => vec![0.0; count],
        (Initializer::Normal { std }, _) => normal(count, std, &mut rng),
        (Initializer::Drawn { fan_in, fan_out }, XavierUniform {} | Checkpoint { .. }) => {
            uniform(count, (6.0 / (fan_in + fan_out) as f32).sqrt(), &mut rng)
        }
        (Initializer::Drawn { fan_in, fan_out }, XavierNormal {}) => {
            normal(count, (2.0 / (fan_in + fan_out) as f32).sqrt(), &mut rng)
        }
        (Initializer::Drawn { fan_in, .. }, HeUniform {}) => uniform(count, (6.0 / fan_in as f32).sqrt(), &mut rng),
        (Initializer::Drawn { fan_in, .. }, HeNormal {}) => normal(count, (2.0 / fan_in as f32).sqrt(), &mut rng),
    }
}

/// Values as a tensor on `device`, `[n]`.
#[must_use]
pub(crate) fn upload(values: Vec<f32>, device: &Device) -> Tensor<1> {
    let count = values.len();
    Tensor::from_data(TensorData::new(values, [count]), device)
}

fn uniform(count: usize, bound: f32, rng: &mut Pcg32) -> Vec<f32> {
    (0..count).map(|_| rng.random_range(-bound..=bound)).collect()
}

/// Box-Muller transform (1958): two uniform numbers give two normal ones.
fn normal(count: usize, std: f32, rng: &mut Pcg32) -> Vec<f32> {
    let mut values = Vec::with_capacity(count + 1);
    while values.len() < count {
        // 1 - u lies in (0, 1], so its logarithm is finite.
        let radius = std * (-2.0 * (1.0 - rng.random::<f32>()).ln()).sqrt();
        let (sin, cos) = (std::f32::consts::TAU * rng.random::<f32>()).sin_cos();
        values.extend([radius * cos, radius * sin]);
    }
    values.truncate(count);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(initialization: &Initialization) -> (f32, f32, f32) {
        let spec = ParamSpec::drawn("weight", &[100, 100], 30, 70);
        let weights = draw(&spec, initialization, 1, 0);
        let mean = weights.iter().sum::<f32>() / 1e4;
        let variance = weights.iter().map(|w| w * w).sum::<f32>() / 1e4;
        let largest = weights.iter().fold(0.0_f32, |max, w| max.max(w.abs()));
        (mean, variance, largest)
    }

    #[test]
    fn initializations_have_their_variance() {
        use Initialization::{HeNormal, HeUniform, XavierNormal, XavierUniform, Zeros};
        for (way, expected) in [
            (XavierUniform {}, 0.02),
            (XavierNormal {}, 0.02),
            (HeUniform {}, 1.0 / 15.0),
            (HeNormal {}, 1.0 / 15.0),
        ] {
            let (mean, variance, _) = moments(&way);
            assert!(mean.abs() < 0.01, "{way:?} {mean}");
            assert!((variance / expected - 1.0).abs() < 0.05, "{way:?} {variance}");
        }
        assert!(moments(&XavierUniform {}).2 <= 0.06_f32.sqrt());
        // A uniform one ends at sqrt(3) standard deviations; of 10,000 normal ones some lie beyond three.
        assert!(moments(&XavierNormal {}).2 > 3.0 * 0.02_f32.sqrt());
        assert_eq!(moments(&Zeros {}), (0.0, 0.0, 0.0));
    }

    #[test]
    fn parameters_are_drawn_from_separate_streams() {
        let spec = ParamSpec::drawn("weight", &[4], 1, 1);
        let draw = |seed, index| draw(&spec, &Initialization::default(), seed, index);
        assert_eq!(draw(1, 0), draw(1, 0));
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }
}
