//! From an image to a sequence.

#[cfg(feature = "export")]
mod export;

use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, dense, positive, product, work};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{Initializer, ParamSpec, Weights};

/// Cuts an image into square patches, left to right and top to bottom, makes `dim` features of each by one linear map,
/// and adds what is learnt about its position (Dosovitskiy et al., 2021): `[c, h, w]` to `[h/size * w/size, dim]`.
///
/// Parameters: `weight` `[dim, c * size * size]`, `bias` `[dim]`, `position` `[positions, dim]`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Patches {
    /// Height and width of a patch, in pixels; must divide the image's.
    pub size: usize,
    /// Features of a patch.
    pub dim: usize,
}

/// Standard deviation of the initial positions, as in the paper's code.
const POSITION_STD: f32 = 0.02;

impl Layer for Patches {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        let &[depth, height, width] = input else {
            return Err(LayerProblem::ImageNeeded.into());
        };
        let Self { size, dim } = *self;
        positive("size", "patch size", size)?;
        positive("dim", "dim", dim)?;
        if size > height.min(width) || height % size != 0 || width % size != 0 {
            return Err(LayerProblem::PatchesUnfit { size, height, width }.into());
        }
        let positions = (height / size) * (width / size);
        let pixels = product(&[depth, size, size])?;
        let mut params = dense::params("", pixels, dim)?;
        product(&[positions, dim])?;
        let position = Initializer::Normal { std: POSITION_STD };
        params.push(ParamSpec::new("position", &[positions, dim], position));
        Ok(Plan {
            output: vec![positions, dim],
            params,
            multiply_adds: work(&[positions, pixels, dim]),
            scratch: product(input)?,
            within: Vec::new(),
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &ForwardContext) -> Activation {
        let Activation::Image(x) = x else {
            unreachable!("a checked architecture cuts images")
        };
        let [batch, depth, height, width] = x.dims();
        let (rows, columns, size) = (height / self.size, width / self.size, self.size);
        let patches = x
            .reshape([batch, depth, rows, size, columns, size])
            .permute([0, 2, 4, 1, 3, 5])
            .reshape([batch, rows * columns, depth * size * size]);
        Activation::Sequence(dense::linear_sequence(patches, weights, false) + weights.get::<2>(2).unsqueeze())
    }
}
