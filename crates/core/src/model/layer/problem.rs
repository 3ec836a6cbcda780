//! Why a layer cannot be built where it stands: the place and the reason as data, from which the message is made.

use std::fmt;

use serde::Serialize;

use crate::error::Range;

/// Why a layer cannot take its input.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LayerProblem {
    /// It takes an image only.
    #[error("it takes an image `[channels, height, width]`. Move it before the layer that gives up the image's shape.")]
    ImageNeeded,
    /// It takes features, and an image came.
    #[error("it takes features, not an image. Put a flatten layer before it.")]
    FeaturesNeeded,
    /// It takes a sequence only.
    #[error("it takes a sequence [positions, features]. Put a patches layer before it.")]
    SequenceNeeded,
    /// It goes from position to position, or from row to row, and features came.
    #[error("it reads a sequence or an image row by row, not features. Move it before the flatten layer.")]
    RowsNeeded,
    /// It averages over places or positions, and features came.
    #[error("it takes an image or a sequence, not features. Remove it.")]
    PlacesNeeded,
    /// It takes anything but the sequence that came.
    #[error("it takes an image or features, not a sequence. Use layerNorm.")]
    SequenceUnfit,
    /// A number outside of its range.
    #[error("its {name} must be {range}{}.", unless_whole(range, *found))]
    OutOfRange {
        /// The field, as the JSON spells it.
        #[serde(skip)]
        field: &'static str,
        /// What the message calls it.
        #[serde(skip)]
        name: &'static str,
        /// What is allowed.
        range: Range,
        /// What it was.
        found: f64,
    },
    /// A kernel larger than the image.
    #[error("its kernel of {kernel} is larger than the image. Make it smaller.")]
    KernelTooLarge {
        /// Height and width, in pixels.
        kernel: usize,
    },
    /// Only an odd kernel has a middle.
    #[error("padding \"same\" takes an odd kernel, but it is {kernel}. Use {odd} or \"valid\".")]
    KernelEven {
        /// Height and width, in pixels.
        kernel: usize,
        /// The next odd one.
        odd: usize,
    },
    /// A window larger than the image.
    #[error("pooling by {size} leaves nothing of the image. Remove it, or pool by less.")]
    PoolTooLarge {
        /// Height and width of the window, in pixels.
        size: usize,
    },
    /// Patches that leave a rest, or are larger than the image.
    #[error("patches of {size} do not fill it. Use a size that divides {height} and {width}.")]
    PatchesUnfit {
        /// Height and width of a patch, in pixels.
        size: usize,
        /// Of the image, in pixels.
        height: usize,
        /// Of the image, in pixels.
        width: usize,
    },
    /// Heads that leave a rest of the features.
    #[error("{heads} heads cannot share {dim} features. Use a number that divides {dim}.")]
    HeadsUnfit {
        /// Heads.
        heads: usize,
        /// Features of the sequence.
        dim: usize,
    },
    /// A block of no layers.
    #[error("it has no layers within. Add one, or remove it.")]
    BlockEmpty,
    /// A block within a block, and so on, too often.
    #[error("it holds residual blocks more than {limit} deep. Flatten the list.")]
    BlockTooDeep {
        /// How deep they may be.
        limit: usize,
    },
    /// A block's layers change the shape in a way that its input cannot follow.
    #[error(
        "its layers turn {from:?} into {to:?}, to which the input cannot be added. Keep the shape, or divide an image's height and width by one whole number."
    )]
    ShapeChanged {
        /// Before them.
        from: Vec<usize>,
        /// Behind them.
        to: Vec<usize>,
    },
    /// More numbers than can be counted.
    #[error("it would be larger than any memory. Make it smaller.")]
    TooLarge,
    /// Too many parameters, up to this layer.
    #[error("the network would have more than {limit} parameters. Make it smaller.")]
    TooManyParams {
        /// How many there may be.
        limit: usize,
    },
    /// The last layer does not give one number a class.
    #[error("the network must end in a dense layer of {classes} units, one a class. Add one.")]
    WrongEnd {
        /// Of the dataset.
        classes: usize,
    },
}

/// ", but is ..." for the message; left out for whole numbers, where only 0 is refused.
fn unless_whole(range: &Range, found: f64) -> String {
    if range.is_whole {
        String::new()
    } else {
        format!(", but is {found}")
    }
}

impl LayerProblem {
    /// The field that it is about, as the JSON spells it; `None` where the layer is at fault as a whole.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::OutOfRange { field, .. } => Some(field),
            Self::KernelTooLarge { .. } | Self::KernelEven { .. } => Some("kernel"),
            Self::PoolTooLarge { .. } | Self::PatchesUnfit { .. } => Some("size"),
            Self::HeadsUnfit { .. } => Some("heads"),
            Self::ImageNeeded
            | Self::FeaturesNeeded
            | Self::SequenceNeeded
            | Self::RowsNeeded
            | Self::PlacesNeeded
            | Self::SequenceUnfit
            | Self::BlockEmpty
            | Self::BlockTooDeep { .. }
            | Self::ShapeChanged { .. }
            | Self::TooLarge
            | Self::TooManyParams { .. }
            | Self::WrongEnd { .. } => None,
        }
    }
}

/// A layer in a list, and what comes to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Position in the list, from 0.
    pub index: usize,
    /// Its kind.
    pub layer: &'static str,
    /// `[channels, height, width]`, `[positions, features]` or `[features]`.
    pub input: Vec<usize>,
}

/// A layer that cannot be built. Its message names it and every block around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(into = "LayerRefusal")]
pub struct LayerError {
    /// The layer at fault comes last, behind the blocks that it is within.
    places: Vec<Place>,
    problem: LayerProblem,
}

/// A [`LayerError`] as it is serialised.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerRefusal {
    /// The layer, or the field of it, as the JSON of the configuration spells it: `layers[3].layers[0].kernel`.
    pub path: String,
    /// What comes to the layer: `[channels, height, width]`, `[positions, features]` or `[features]`.
    pub input: Vec<usize>,
    /// Why it cannot take that.
    pub problem: LayerProblem,
}

impl LayerError {
    /// The same, with the layer's place in the list around it.
    #[must_use]
    pub fn at(mut self, index: usize, layer: &'static str, input: &[usize]) -> Self {
        let input = input.to_vec();
        self.places.insert(0, Place { index, layer, input });
        self
    }

    /// See [`LayerRefusal::path`].
    #[must_use]
    pub fn path(&self) -> String {
        let layers = self.places.iter().map(|place| format!("layers[{}]", place.index));
        let all: Vec<String> = layers.chain(self.problem.field().map(str::to_owned)).collect();
        all.join(".")
    }

    /// Why.
    #[must_use]
    pub fn problem(&self) -> &LayerProblem {
        &self.problem
    }
}

impl From<LayerProblem> for LayerError {
    fn from(problem: LayerProblem) -> Self {
        Self {
            places: Vec::new(),
            problem,
        }
    }
}

impl From<LayerError> for LayerRefusal {
    fn from(mut error: LayerError) -> Self {
        Self {
            path: error.path(),
            input: error.places.pop().map(|place| place.input).unwrap_or_default(),
            problem: error.problem,
        }
    }
}

impl fmt::Display for LayerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, Place { index, layer, input }) in self.places.iter().enumerate() {
            let position = index + 1;
            if depth == 0 {
                write!(
                    f,
                    "layer {position} ({layer}) cannot take an input of shape {input:?}: "
                )?;
            } else {
                write!(f, "within it, layer {position} ({layer}), input {input:?}: ")?;
            }
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for LayerError {}
