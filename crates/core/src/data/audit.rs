//! Audit of a dataset's training images: duplicates, conflicting labels, leaks into the test set, blanks. It changes
//! nothing; [`Dataset::without`] drops images.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::{Dataset, Split};

/// Images listed of each kind in a report.
const LISTED: usize = 100;

/// Positions in the training split, ascending, of images that are suspect. One image can be of several kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The same pixels as an earlier training image.
    pub duplicates: Vec<u32>,
    /// The same pixels as a training image with another label: all that share them.
    pub conflicting: Vec<u32>,
    /// Leaks: the same pixels as a test image, which then no longer measures generalization.
    pub leaked: Vec<u32>,
    /// Background only.
    pub blank: Vec<u32>,
    /// One gray value throughout, other than the background's.
    pub constant: Vec<u32>,
}

/// [`Findings`] for showing: how many, and the first of each kind.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CleaningReport {
    /// Training images with the same pixels as an earlier one.
    pub duplicates: Finding,
    /// Training images with the same pixels as one with another label.
    pub conflicting: Finding,
    /// Training images that are also test images.
    pub leaked: Finding,
    /// Training images of background only.
    pub blank: Finding,
    /// Training images of one gray value other than the background's.
    pub constant: Finding,
}

/// Images of one kind.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// How many there are.
    pub count: usize,
    /// Positions in the training split of the first 100.
    pub indices: Vec<u32>,
}

/// Audits every training image: compares it with all others and with the test images, byte by byte.
///
/// ```
/// use kiln_core::data::{Dataset, audit};
///
/// let mut data = Dataset::synthetic(20, 10, 1)?;
/// data.train.images.copy_within(0..28 * 28, 28 * 28);
/// let findings = audit::find(&data);
/// assert_eq!(findings.duplicates, [1]);
/// assert_eq!(data.without(&findings.duplicates)?.train.len(), 19);
/// # Ok::<(), kiln_core::Error>(())
/// ```
#[must_use]
pub fn find(data: &Dataset) -> Findings {
    let test: HashSet<&[u8]> = images(&data.test).collect();
    let mut labels: HashMap<&[u8], Labels> = HashMap::with_capacity(data.train.len());
    let mut findings = Findings::default();
    for (index, (image, &label)) in images(&data.train).zip(&data.train.labels).enumerate() {
        let index = index as u32;
        let seen = labels.entry(image).or_insert(Labels {
            first: label,
            differ: false,
        });
        seen.differ |= seen.first != label;
        if test.contains(image) {
            findings.leaked.push(index);
        }
        match image {
            [first, rest @ ..] if rest.iter().all(|pixel| pixel == first) => match first {
                0 => findings.blank.push(index),
                1.. => findings.constant.push(index),
            },
            _ => {}
        }
    }
    let mut before = HashSet::with_capacity(labels.len());
    for (index, image) in images(&data.train).enumerate() {
        if !before.insert(image) {
            findings.duplicates.push(index as u32);
        }
        if labels[image].differ {
            findings.conflicting.push(index as u32);
        }
    }
    findings
}

/// The short form of [`find`].
#[must_use]
pub fn report(data: &Dataset) -> CleaningReport {
    let findings = find(data);
    let short = |indices: Vec<u32>| Finding {
        count: indices.len(),
        indices: indices.into_iter().take(LISTED).collect(),
    };
    CleaningReport {
        duplicates: short(findings.duplicates),
        conflicting: short(findings.conflicting),
        leaked: short(findings.leaked),
        blank: short(findings.blank),
        constant: short(findings.constant),
    }
}

/// Labels of all images with the same pixels.
struct Labels {
    first: u8,
    differ: bool,
}

fn images(split: &Split) -> impl Iterator<Item = &[u8]> {
    (0..split.len()).map(|index| split.image(index))
}

#[cfg(test)]
mod tests;
