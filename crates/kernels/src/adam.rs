//! Adam's update of a parameter, in one pass over it: its description, which `kiln-kernels-gpu` and `kiln-core` share, and
//! its kernel for a CPU.

use pulp::{Simd, WithSimd};

use crate::{part, simd};

/// Adam's update (Kingma & Ba, 2015) with what is the same for all numbers of a step worked out:
/// `m = beta1 m + (1 - beta1) g`, `v = beta2 v + (1 - beta2) g^2`, `w = keep w - rate m / (sqrt(v) / root + epsilon)`,
/// where `g` has `decay w` added to it first. Scalars are rounded to single precision only where they meet numbers: 1 - 0.999
/// would lose five digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    /// Decay of the running mean of gradients.
    pub beta1: f64,
    /// Decay of the running mean of their squares.
    pub beta2: f64,
    /// Added to the root.
    pub epsilon: f64,
    /// The step's size over `1 - beta1^t`.
    pub rate: f64,
    /// `sqrt(1 - beta2^t)`
    pub root: f64,
    /// Weight decay that is added to the gradient, as L2 regularisation is: 0 without it.
    pub decay: f64,
    /// Factor of a weight by decoupled weight decay, as in AdamW: 1 without it.
    pub keep: f64,
}

/// Numbers that one thread takes at a time.
const PART: usize = 16 * 1024;
/// Multiplications that a root, two divisions and seven accesses to memory take the time of.
const WORK: usize = 16;

impl Adam {
    /// The parameter after the update; `mean` and `square` are changed. All slices are as long.
    #[must_use]
    pub fn update(&self, value: &[f32], gradient: &[f32], mean: &mut [f32], square: &mut [f32]) -> Vec<f32> {
        let mut updated = value.to_vec();
        let moments = mean.chunks_mut(PART).zip(square.chunks_mut(PART));
        let tasks = updated.chunks_mut(PART).zip(gradient.chunks(PART)).zip(moments);
        let tasks = tasks.collect();
        part::each(WORK * value.len(), tasks, |((value, gradient), (mean, square))| {
            simd::dispatch(Part {
                adam: self,
                value,
                gradient,
                mean,
                square,
            });
        });
        updated
    }
}

/// Some numbers of a parameter.
struct Part<'a> {
    adam: &'a Adam,
    value: &'a mut [f32],
    gradient: &'a [f32],
    mean: &'a mut [f32],
    square: &'a mut [f32],
}

impl WithSimd for Part<'_> {
    type Output = ();

    /// In plain numbers: the compiler makes registers of them.
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let adam = self.adam;
        let [epsilon, rate, root, decay, keep] =
            [adam.epsilon, adam.rate, adam.root, adam.decay, adam.keep].map(|x| x as f32);
        let [(stays1, comes1), (stays2, comes2)] = [adam.beta1, adam.beta2].map(|x| (x as f32, (1.0 - x) as f32));
        let moments = self.mean.iter_mut().zip(self.square);
        for ((value, gradient), (mean, square)) in self.value.iter_mut().zip(self.gradient).zip(moments) {
            let gradient = gradient + *value * decay;
            *mean = *mean * stays1 + gradient * comes1;
            *square = *square * stays2 + gradient * gradient * comes2;
            *value = *value * keep - *mean / (square.sqrt() / root + epsilon) * rate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    #[test]
    fn update_matches_definition() {
        let adam = Adam {
            beta1: 0.9,
            beta2: 0.99,
            epsilon: 1e-3,
            rate: 0.1,
            root: 0.5,
            decay: 0.2,
            keep: 0.95,
        };
        // More than one part, and an odd rest.
        let len = 2 * PART + 5;
        let (value, gradient) = (random(len, 1), random(len, 2));
        let (before, squares) = (random(len, 3), random(len, 4).iter().map(|x| x * x).collect::<Vec<_>>());
        let (mut mean, mut square) = (before.clone(), squares.clone());
        let updated = adam.update(&value, &gradient, &mut mean, &mut square);
        for i in 0..len {
            let [w, g, m, v] = [value[i], gradient[i], before[i], squares[i]].map(f64::from);
            let g = g + 0.2 * w;
            let (m, v) = (0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g);
            let w = 0.95 * w - 0.1 * m / (v.sqrt() / 0.5 + 1e-3);
            for (found, expected) in [(updated[i], w), (mean[i], m), (square[i], v)] {
                assert!((f64::from(found) - expected).abs() < 1e-5, "{i}: {found} {expected}");
            }
        }
    }
}
