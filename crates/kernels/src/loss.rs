//! Cross-entropy: how wrong the predictions of a batch are, and its gradient; its description, which `kiln-kernels-gpu` and
//! `kiln-core` share, and its kernels for a CPU.

/// Softmax and cross-entropy in one: of each row of logits `x` and targets `t`, `-sum_c q_c log softmax(x)_c` in nats, where
/// `q = (1 - smoothing) t + smoothing / classes` (Szegedy et al., 2016, section 7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossEntropy {
    /// Numbers in a row.
    pub classes: usize,
    /// At least 0 and below 1.
    pub smoothing: f32,
}

/// The losses of a batch. `T` holds numbers: a vector, or a buffer of a GPU.
#[derive(Clone, Debug)]
pub struct Losses<T> {
    /// `[rows]`
    pub values: T,
    /// Gradient of the loss of each row with respect to its logits, `[rows, classes]`.
    pub gradients: T,
}

impl CrossEntropy {
    /// `logits` and `targets` are `[rows, classes]`. Targets sum to 1 in each row.
    #[must_use]
    pub fn forward(&self, logits: &[f32], targets: &[f32]) -> Losses<Vec<f32>> {
        let mut values = Vec::with_capacity(logits.len() / self.classes);
        let mut gradients = Vec::with_capacity(logits.len());
        let (keep, spread) = (1.0 - self.smoothing, self.smoothing / self.classes as f32);
        for (logits, targets) in logits
            .chunks_exact(self.classes)
            .zip(targets.chunks_exact(self.classes))
        {
            let largest = logits.iter().fold(f32::NEG_INFINITY, |largest, x| largest.max(*x));
            let total: f32 = logits.iter().map(|x| (x - largest).exp()).sum();
            let log = total.ln();
            let mut loss = 0.0;
            for (x, target) in logits.iter().zip(targets) {
                let (x, wanted) = (x - largest, target * keep + spread);
                loss += (log - x) * wanted;
                gradients.push(x.exp() / total - wanted);
            }
            values.push(loss);
        }
        Losses { values, gradients }
    }

    /// The gradient with respect to the logits, `[rows, classes]`: [`Losses::gradients`] times `gradient`, `[rows]`, that
    /// with respect to the loss of each row.
    #[must_use]
    pub fn backward(&self, gradients: &[f32], gradient: &[f32]) -> Vec<f32> {
        let rows = gradients.chunks_exact(self.classes).zip(gradient);
        rows.flat_map(|(of_row, gradient)| of_row.iter().map(move |one| one * gradient))
            .collect()
    }
}

/// The sum of `losses`, `[rows]`, and in how many rows the largest of the logits is where that of the targets is, both
/// `[rows, classes]`.
#[must_use]
pub fn sums(classes: usize, losses: &[f32], logits: &[f32], targets: &[f32]) -> [f32; 2] {
    let rows = logits.chunks_exact(classes).zip(targets.chunks_exact(classes));
    let correct = rows.filter(|(logits, targets)| largest(logits) == largest(targets));
    [crate::sum::sum(losses) as f32, correct.count() as f32]
}

/// Argmax: where the largest number of a row is, the first of equals. NaN counts as smaller than any number.
#[must_use]
pub fn largest(row: &[f32]) -> usize {
    let mut at = 0;
    for (index, value) in row.iter().enumerate() {
        if *value > row[at] || (row[at].is_nan() && !value.is_nan()) {
            at = index;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    fn one_hot(rows: usize, classes: usize) -> Vec<f32> {
        (0..rows * classes)
            .map(|i| f32::from(u8::from(i % classes == (i / classes * 3) % classes)))
            .collect()
    }

    #[test]
    fn gradients_match_finite_differences() {
        let (rows, classes) = (7, 5);
        let (logits, targets) = (random(rows * classes, 1), one_hot(rows, classes));
        for smoothing in [0.0, 0.3] {
            let loss = CrossEntropy { classes, smoothing };
            let found = loss.forward(&logits, &targets);
            for at in 0..logits.len() {
                let side = |change: f32| {
                    let mut changed = logits.clone();
                    changed[at] += change;
                    f64::from(loss.forward(&changed, &targets).values[at / classes])
                };
                let difference = (side(1e-2) - side(-1e-2)) / 2e-2;
                assert!((difference - f64::from(found.gradients[at])).abs() < 1e-4, "{at}");
            }
            let doubled = loss.backward(&found.gradients, &[2.0; 7]);
            assert!(doubled.iter().zip(&found.gradients).all(|(two, one)| *two == 2.0 * one));
        }
    }

    #[test]
    fn large_logits_stay_finite_and_nan_propagates() {
        let loss = CrossEntropy {
            classes: 2,
            smoothing: 0.0,
        };
        let found = loss.forward(&[1000.0, 0.0, f32::NAN, 0.0], &[0.0, 1.0, 1.0, 0.0]);
        assert_eq!(found.values[0], 1000.0);
        assert_eq!(found.gradients[..2], [1.0, -1.0]);
        assert!(found.values[1].is_nan());
    }

    #[test]
    fn ties_count_as_the_first_class() {
        let found = sums(2, &[0.5, 0.25], &[1.0, 1.0, -1.0, 2.0], &[0.0, 1.0, 0.0, 1.0]);
        assert_eq!(found, [0.75, 1.0]);
        assert_eq!([largest(&[f32::NAN, -1.0, 2.0]), largest(&[f32::NAN; 2])], [2, 0]);
    }
}
