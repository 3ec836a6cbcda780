//! Summary of a dataset: sizes, classes, and class balance.

use serde::Serialize;

use super::{Dataset, Split};

/// A dataset's sizes.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DatasetInfo {
    /// Training images.
    pub num_train: usize,
    /// Test images.
    pub num_test: usize,
    /// Of an image, in pixels.
    pub height: usize,
    /// Of an image, in pixels.
    pub width: usize,
    /// Labels are below this.
    pub num_classes: usize,
    /// What each class is called.
    pub class_names: Vec<String>,
    /// Training images of each class.
    pub train_counts: Vec<usize>,
    /// Test images of each class.
    pub test_counts: Vec<usize>,
    /// Training images of the largest class over those of the smallest: 1 where all are equal, null where a class has
    /// none.
    #[cfg_attr(feature = "typescript", tsify(type = "number | null"))]
    pub imbalance: Option<f64>,
    /// Which images these are: see [`Dataset::fingerprint`].
    pub fingerprint: u32,
}

impl Dataset {
    /// Sizes and class balance.
    #[must_use]
    pub fn info(&self) -> DatasetInfo {
        let train_counts = self.train.counts(self.num_classes);
        let (fewest, most) = (train_counts.iter().min(), train_counts.iter().max());
        let imbalance = match (fewest, most) {
            (Some(&fewest), Some(&most)) if fewest > 0 => Some(most as f64 / fewest as f64),
            _ => None,
        };
        DatasetInfo {
            num_train: self.train.len(),
            num_test: self.test.len(),
            height: self.train.height,
            width: self.train.width,
            num_classes: self.num_classes,
            class_names: self.class_names.clone(),
            train_counts,
            test_counts: self.test.counts(self.num_classes),
            imbalance,
            fingerprint: self.fingerprint(),
        }
    }
}

impl Split {
    /// Images of each class.
    pub(super) fn counts(&self, num_classes: usize) -> Vec<usize> {
        let mut counts = vec![0; num_classes];
        for &label in &self.labels {
            counts[usize::from(label)] += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Preprocessing;

    fn imbalance(labels: &[u8]) -> Option<f64> {
        let split = Split {
            images: vec![0; labels.len()],
            labels: labels.to_vec(),
            height: 1,
            width: 1,
        };
        let class_names = vec!["a".to_owned(), "b".to_owned()];
        Dataset {
            train: split.clone(),
            test: split,
            num_classes: 2,
            class_names,
            preprocessing: Preprocessing::default(),
        }
        .info()
        .imbalance
    }

    #[test]
    fn imbalance_is_the_largest_class_over_the_smallest() {
        assert_eq!(imbalance(&[0, 1, 1, 0]), Some(1.0));
        assert_eq!(imbalance(&[0, 1, 1, 1]), Some(3.0));
        assert_eq!(imbalance(&[1, 1]), None);
    }

    #[test]
    fn both_splits_are_counted() {
        let info = Dataset::synthetic(50, 20, 1).unwrap().info();
        assert_eq!((info.train_counts, info.test_counts), (vec![5; 10], vec![2; 10]));
    }
}
