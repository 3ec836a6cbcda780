//! A transformer's encoder.

#[cfg(feature = "export")]
mod export;

use burn::tensor::Tensor;
use burn::tensor::activation::softmax;
use serde::{Deserialize, Serialize};

use super::activation::exact_gelu;
use super::dropout::{check, drop};
use super::{Layer, LayerError, LayerProblem, Plan, dense, layer_norm, positive, product, work};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{ParamSpec, Weights};

/// One encoder block over a sequence `[positions, dim]`, which keeps its shape (Vaswani et al., 2017, with the
/// normalisation before each half as in Xiong et al., 2020):
/// `x + attention(norm1(x))`, then `x + linear2(gelu(linear1(norm2(x))))`.
///
/// Parameters as in PyTorch's `nn.TransformerEncoderLayer(norm_first=True, activation="gelu")`:
/// `self_attn.in_proj_weight` `[3 dim, dim]`, `self_attn.in_proj_bias`, `self_attn.out_proj.weight` and `.bias`,
/// `linear1`, `linear2`, `norm1`, `norm2`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TransformerEncoder {
    /// Parts of the features that attend each for itself; must divide `dim`.
    pub heads: usize,
    /// Width of the perceptron.
    pub hidden: usize,
    /// Dropout of the attention weights, of what attention and perceptron add, and within the perceptron; 0 to below 1.
    #[serde(default)]
    pub dropout: f64,
}

impl Layer for TransformerEncoder {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        let &[positions, dim] = input else {
            return Err(LayerProblem::SequenceNeeded.into());
        };
        let Self { heads, hidden, dropout } = *self;
        positive("heads", "number of heads", heads)?;
        positive("hidden", "hidden width", hidden)?;
        check("dropout", dropout)?;
        if dim % heads != 0 {
            return Err(LayerProblem::HeadsUnfit { heads, dim }.into());
        }
        product(&[3, dim, dim])?;
        let mut params = vec![
            ParamSpec::drawn("self_attn.in_proj_weight", &[3 * dim, dim], dim, dim),
            ParamSpec::constant("self_attn.in_proj_bias", &[3 * dim], 0.0),
        ];
        params.extend(dense::params("self_attn.out_proj.", dim, dim)?);
        params.extend(dense::params("linear1.", dim, hidden)?);
        params.extend(dense::params("linear2.", hidden, dim)?);
        params.extend(layer_norm::params("norm1.", &[dim]));
        params.extend(layer_norm::params("norm2.", &[dim]));
        let projections = work(&[positions, 4, dim, dim]);
        let attention = work(&[2, positions, positions, dim]);
        let perceptron = work(&[2, positions, dim, hidden]);
        let kept = product(&[positions, heads, positions, 2])?.saturating_add(product(&[positions, 2, hidden])?);
        Ok(Plan {
            output: input.to_vec(),
            params,
            multiply_adds: projections.saturating_add(attention).saturating_add(perceptron),
            scratch: kept.saturating_add(product(&[positions, dim, 8])?),
            within: Vec::new(),
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, context: &ForwardContext) -> Activation {
        let Activation::Sequence(x) = x else {
            unreachable!("a checked architecture attends to sequences")
        };
        let (attention, rest) = weights.split_at(4);
        let (perceptron, norms) = rest.split_at(4);
        let (norm1, norm2) = norms.split_at(2);
        let attended = self.attend(layer_norm::normalize(x.clone(), norm1), attention, context);
        let x = x + drop(attended, self.dropout, context);
        let (first, second) = perceptron.split_at(2);
        let hidden = exact_gelu(dense::linear_sequence(
            layer_norm::normalize(x.clone(), norm2),
            first,
            false,
        ));
        let added = dense::linear_sequence(drop(hidden, self.dropout, context), second, false);
        Activation::Sequence(x + drop(added, self.dropout, context))
    }
}

impl TransformerEncoder {
    /// Multi-head self-attention, `softmax(Q K^T / sqrt(dim / heads)) V`: `[batch, positions, dim]` to the same.
    fn attend(&self, x: Tensor<3>, weights: Weights<'_>, context: &ForwardContext) -> Tensor<3> {
        let [batch, positions, dim] = x.dims();
        let width = dim / self.heads;
        let (inward, outward) = weights.split_at(2);
        // [3, batch, heads, positions, width]
        let projected = dense::linear_sequence(x, inward, false)
            .reshape([batch, positions, 3, self.heads, width])
            .permute([2, 0, 3, 1, 4]);
        let part = |index| -> Tensor<4> { projected.clone().narrow(0, index, 1).squeeze_dim(0) };
        let scores = part(0).matmul(part(1).transpose()) / (width as f64).sqrt();
        let attention = drop(softmax(scores, 3), self.dropout, context);
        let mixed = attention.matmul(part(2));
        dense::linear_sequence(mixed.swap_dims(1, 2).reshape([batch, positions, dim]), outward, false)
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;
    use crate::model::init::{Initialization, draw, upload};

    fn mask(context: &ForwardContext, shape: [usize; 2]) -> Tensor<2> {
        let mask = context.mask(0.5, shape, &Device::flex());
        mask.expect("something is dropped")
    }

    /// As PyTorch's `nn.TransformerEncoderLayer` has them: on the attention weights, on what attention adds, within the
    /// perceptron, and on what that adds.
    #[test]
    fn encoder_dropout_masks_match_pytorch() {
        let device = Device::flex();
        let layer = TransformerEncoder {
            heads: 1,
            hidden: 3,
            dropout: 0.5,
        };
        let specs = layer.plan(&[2, 2]).unwrap().params;
        let numbered = specs.iter().enumerate();
        let params: Vec<Tensor<1>> = numbered
            .map(|(index, spec)| upload(draw(spec, &Initialization::default(), 3, index), &device))
            .collect();
        let weights = Weights {
            specs: &specs,
            tensors: &params,
            first: 0,
            prefix: 0,
        };
        let linear = |x: Tensor<2>, first: usize| x.matmul(weights.get::<2>(first).transpose());
        let norm = |x: &Tensor<2>, first| layer_norm::normalize(x.clone(), weights.split_at(first).1);
        let x = Tensor::<2>::from_floats([[1.0, -0.5], [0.25, 2.0]], &device);
        // Some masks leave nothing that others could change.
        for seed in 0..16 {
            let context = ForwardContext::training(seed, 1, None, false);
            let found = layer.forward(Activation::Sequence(x.clone().unsqueeze()), weights, &context);
            let found: Tensor<2> = found.flatten().reshape([2, 2]);

            let masks = ForwardContext::training(seed, 1, None, false);
            // First biases are 0.
            let projected = linear(norm(&x, 8), 0);
            let part = |index: usize| projected.clone().narrow(1, 2 * index, 2);
            let attention = softmax(part(0).matmul(part(1).transpose()) / 2.0_f64.sqrt(), 1) * mask(&masks, [2, 2]);
            let x = x.clone() + linear(attention.matmul(part(2)), 2) * mask(&masks, [2, 2]);
            let hidden = exact_gelu(linear(norm(&x, 10), 4)) * mask(&masks, [2, 3]);
            let expected = x + linear(hidden, 6) * mask(&masks, [2, 2]);
            let far = (found - expected).abs().max().into_scalar::<f32>();
            assert!(far < 1e-5, "seed {seed}: {far}");
        }
    }
}
