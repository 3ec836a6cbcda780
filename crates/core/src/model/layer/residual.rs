//! Residual blocks.

#[cfg(feature = "export")]
mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, LayerConfig, LayerError, LayerProblem, Plan, fused, product, work};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{ParamSpec, Weights};
use crate::op;

/// Residual block: `layers(x) + x` (He et al., 2016). Where the layers change an image's shape, `x` goes through a 1x1
/// convolution of the stride that makes it fit, option B of that paper; other shapes must stay the same.
///
/// Parameters: those of `layers.0`, `layers.1`..., then `shortcut.weight` `[out, in, 1, 1]` and `shortcut.bias` `[out]`
/// if there is that convolution.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Residual {
    /// The layers that the shortcut skips.
    pub layers: Vec<LayerConfig>,
}

/// Largest depth of nested blocks: a bound for untrusted files, not for learning.
const MAX_DEPTH: usize = 8;

impl Residual {
    fn depth(&self) -> usize {
        let inner = |layer: &LayerConfig| match layer {
            LayerConfig::Residual(block) => block.depth(),
            _ => 0,
        };
        1 + self.layers.iter().map(inner).max().unwrap_or(0)
    }

    /// The plans of the layers within.
    fn plans(&self, input: &[usize]) -> Result<Vec<Plan>, LayerError> {
        let mut shape = input.to_vec();
        let mut plans = Vec::with_capacity(self.layers.len());
        for (i, layer) in self.layers.iter().enumerate() {
            let plan = layer.layer().plan(&shape);
            let plan = plan.map_err(|error| error.at(i, layer.name(), &shape))?;
            shape.clone_from(&plan.output);
            plans.push(plan);
        }
        Ok(plans)
    }

    /// The stride of the 1x1 convolution that brings `input` to `output`; None where they are one.
    fn stride(input: &[usize], output: &[usize]) -> Result<Option<usize>, LayerProblem> {
        if input == output {
            return Ok(None);
        }
        let unfit = || LayerProblem::ShapeChanged {
            from: input.to_vec(),
            to: output.to_vec(),
        };
        let (&[_, h, w], &[_, to_h, to_w]) = (input, output) else {
            return Err(unfit());
        };
        let stride = h.div_ceil(to_h.max(1));
        let fits = to_h > 0 && h.div_ceil(stride) == to_h && w.div_ceil(stride) == to_w;
        if fits { Ok(Some(stride)) } else { Err(unfit()) }
    }
}

impl Layer for Residual {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        if self.layers.is_empty() {
            return Err(LayerProblem::BlockEmpty.into());
        }
        if self.depth() > MAX_DEPTH {
            return Err(LayerProblem::BlockTooDeep { limit: MAX_DEPTH }.into());
        }
        let plans = self.plans(input)?;
        let output = plans.last().map_or(input, |plan| &plan.output).to_vec();
        let within = plans.iter().map(Plan::summary).collect();
        let mut params = Vec::new();
        let (mut multiply_adds, mut scratch) = (0_u64, product(&output)?);
        for (i, plan) in plans.into_iter().enumerate() {
            params.extend(
                plan.params
                    .into_iter()
                    .map(|param| param.within(&format!("layers.{i}"))),
            );
            multiply_adds = multiply_adds.saturating_add(plan.multiply_adds);
            scratch = scratch
                .saturating_add(plan.scratch)
                .saturating_add(product(&plan.output)?);
        }
        if Self::stride(input, &output)?.is_some() {
            let (from, to) = (input[0], output[0]);
            product(&[from, to])?;
            params.push(ParamSpec::drawn("shortcut.weight", &[to, from, 1, 1], from, to));
            params.push(ParamSpec::constant("shortcut.bias", &[to], 0.0));
            multiply_adds = multiply_adds.saturating_add(work(&[from, to, output[1], output[2]]));
        }
        Ok(Plan {
            output,
            params,
            multiply_adds,
            scratch,
            within,
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, context: &ForwardContext) -> Activation {
        let (y, rest) = fused::sequence(&self.layers, x.clone(), weights, context, |_| {});
        if rest.specs.is_empty() {
            return y + x;
        }
        match (x, y) {
            (Activation::Image(x), Activation::Image(y)) => {
                let (from, to): (Tensor<4>, [usize; 4]) = (x, y.dims());
                let stride = from.dims()[2].div_ceil(to[2]);
                let options = op::ConvOptions {
                    stride,
                    pad: 0,
                    relu: false,
                    pool: false,
                };
                Activation::Image(y + op::conv(from, rest.get(0), rest.get(1), options))
            }
            _ => unreachable!("a checked architecture has a shortcut for images only"),
        }
    }
}
