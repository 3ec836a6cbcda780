//! How the images of a dataset were prepared before it was one. It goes into the checkpoint, so that images which the
//! network is to read later are prepared alike.

use serde::{Deserialize, Serialize};

/// What was done to each image; see [`super::labelled`]. Absent is what is not known.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Preparation {
    /// Whether it was cropped to its ink and centred as MNIST's are, rather than kept whole.
    #[cfg_attr(feature = "typescript", tsify(type = "boolean | null"))]
    pub centered: Option<bool>,
    /// Whether dark became bright.
    #[cfg_attr(feature = "typescript", tsify(type = "boolean | null"))]
    pub inverted: Option<bool>,
}

impl Preparation {
    /// Of MNIST, and of what is drawn like it. Its ink is bright, which says nothing of the paper that it was on.
    pub const MNIST: Self = Self {
        centered: Some(true),
        inverted: None,
    };
}
