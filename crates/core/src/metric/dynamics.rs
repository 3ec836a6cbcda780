//! Training dynamics, layer by layer: gradient norms, update ratios and dead units, which show why a network does not
//! learn.

use burn::tensor::Tensor;
use serde::Serialize;

use crate::model::architecture::Architecture;
use crate::op::squares;

/// Dynamics of one layer in one step.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerDynamics {
    /// Position in the list of layers, from 0.
    pub layer: usize,
    /// Euclidean norm of the gradient of all its parameters, before clipping; null for a layer without any.
    pub gradient_norm: Option<f32>,
    /// Euclidean norm of the update over that of the parameters before it. About 0.001 is usual.
    pub update_ratio: Option<f32>,
    /// For ReLU: fraction of units, channels of an image, that were 0 for every image of the batch.
    pub dead: Option<f32>,
}

/// The sums of squares that a step's dynamics are computed from, still on the device.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Sums of squares of gradient, update and value of each trainable parameter, `[3]`.
    pub(crate) squares: Vec<Tensor<1>>,
    /// Layers with a ReLU, and their fraction of dead units, `[1]`.
    pub(crate) dead: Vec<(usize, Tensor<1>)>,
}

impl Measured {
    /// All in one tensor, `[3 * trainable parameters + layers that can die]`.
    pub(crate) fn together(&self) -> Tensor<1> {
        let dead = self.dead.iter().map(|(_, fraction)| fraction.clone());
        Tensor::cat(self.squares.iter().cloned().chain(dead).collect(), 0)
    }

    /// `[sum of squares of each]`, `[3]`.
    pub(crate) fn squares(gradient: &Tensor<1>, before: &Tensor<1>, after: &Tensor<1>) -> Tensor<1> {
        let update = after.clone() - before.clone();
        let [gradient, before] = [gradient, before].map(|x| squares(x.clone()));
        Tensor::cat(vec![gradient, squares(update), before], 0)
    }
}

/// The norm of the whole gradient, and a row for each layer, from the numbers that were read back of
/// [`Measured::together`].
#[must_use]
pub(crate) fn resolve(architecture: &Architecture, dead: &[usize], numbers: &[f32]) -> (f32, Vec<LayerDynamics>) {
    let owners = architecture.owners.iter().zip(&architecture.params);
    let owners = owners.filter(|(_, spec)| spec.trainable).map(|(&owner, _)| owner);
    let mut sums = vec![None::<[f32; 3]>; architecture.layers.len()];
    let (squares, fractions) = numbers.split_at(numbers.len() - dead.len());
    let mut total = 0.0;
    for (owner, triple) in owners.zip(squares.chunks_exact(3)) {
        total += triple[0];
        let sum = sums[owner].get_or_insert([0.0; 3]);
        sum.iter_mut().zip(triple).for_each(|(sum, square)| *sum += square);
    }
    let rows = sums.into_iter().enumerate().map(|(layer, sum)| LayerDynamics {
        layer,
        gradient_norm: sum.map(|[gradient, ..]| gradient.sqrt()),
        update_ratio: sum.map(|[_, update, value]| (update / value.max(f32::MIN_POSITIVE)).sqrt()),
        dead: dead.iter().position(|&dead| dead == layer).map(|at| fractions[at]),
    });
    let told = |row: &LayerDynamics| row.gradient_norm.is_some() || row.dead.is_some();
    (total.sqrt(), rows.filter(told).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::layer::{BatchNorm, Dense, Flatten, LayerConfig, Relu};

    #[test]
    fn layer_norms_sum_over_trainable_parameters() {
        let layers: [LayerConfig; 5] = [
            BatchNorm {}.into(),
            Flatten {}.into(),
            Dense { units: 3 }.into(),
            Relu {}.into(),
            Dense { units: 2 }.into(),
        ];
        let architecture = Architecture::new(&layers, [1, 2, 2], 2).unwrap();
        // Sums of squares of gradient, update and value, of weight and bias each; buffers are not measured.
        let numbers = [
            [1.0, 3.0, 3.0],
            [3.0, 1.0, 1.0],
            [9.0, 1e-6, 0.5],
            [16.0, 3e-6, 3.5],
            [5.0, 0.0, 0.0],
            [2.0, 0.0, 0.0],
        ];
        let numbers = [numbers.as_flattened(), &[0.25]].concat();
        let (norm, rows) = resolve(&architecture, &[3], &numbers);
        assert_eq!(norm, 6.0);
        let row = |layer, gradient_norm, update_ratio, dead| LayerDynamics {
            layer,
            gradient_norm,
            update_ratio,
            dead,
        };
        assert_eq!(rows[0], row(0, Some(2.0), Some(1.0), None));
        assert_eq!((rows[1].layer, rows[1].gradient_norm), (2, Some(5.0)));
        assert!((rows[1].update_ratio.unwrap() - 1e-3).abs() < 1e-7, "{:?}", rows[1]);
        assert_eq!(rows[2], row(3, None, None, Some(0.25)));
        // Where all weights are 0, nothing is divided by it.
        assert_eq!(rows[3], row(4, Some(7.0_f32.sqrt()), Some(0.0), None));
        assert_eq!(rows.len(), 4);
    }
}
