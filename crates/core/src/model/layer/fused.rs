//! Layer fusion: layers that are computed as one operation, so that what lies between them is not written to memory.

use super::activation::record_dead;
use super::{LayerConfig, MaxPool2d};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::Weights;

/// Passes a batch through `layers`, whose parameters are called `layers.0.`... in `weights`; `begin` is called with the
/// index of each. Returns the output, and the parameters that are left.
pub(crate) fn sequence<'a>(
    layers: &[LayerConfig],
    mut x: Activation,
    weights: Weights<'a>,
    context: &ForwardContext,
    begin: impl Fn(usize),
) -> (Activation, Weights<'a>) {
    let (mut rest, mut index) = (weights, 0);
    while index < layers.len() {
        let (own, after) = rest.split_off(&format!("layers.{index}."));
        begin(index);
        let input = context.dead.is_some().then(|| x.clone());
        let done;
        (x, done) = forward(&layers[index..], x, own, context);
        if let (Some(input), Some(LayerConfig::Relu(_)), 2..) = (input, layers.get(index + 1), done) {
            begin(index + 1);
            record_dead_units(&layers[index..index + done], input, &x, own, context);
        }
        index += done;
        rest = after;
    }
    (x, rest)
}

/// Forward pass of the first of `layers` and of those behind it that are fused with it; also returns how many those
/// are. `weights` are the first one's; only it may have any.
fn forward(
    layers: &[LayerConfig],
    x: Activation,
    weights: Weights<'_>,
    context: &ForwardContext,
) -> (Activation, usize) {
    use LayerConfig::{BatchNorm, Conv2d, Dense, MaxPool2d as Pool, Relu};
    const TWO: MaxPool2d = MaxPool2d { size: 2 };
    match layers {
        [Conv2d(conv), Relu(_), Pool(TWO), ..] => (conv.followed_by(true, true, x, weights), 3),
        [Conv2d(conv), Relu(_), ..] => (conv.followed_by(true, false, x, weights), 2),
        [Conv2d(conv), Pool(TWO), ..] => (conv.followed_by(false, true, x, weights), 2),
        [Dense(dense), Relu(_), ..] => (dense.followed_by(true, x, weights), 2),
        [BatchNorm(norm), Relu(_), ..] => (norm.followed_by(true, x, weights, context), 2),
        [first, ..] => (first.layer().forward(x, weights, context), 1),
        [] => (x, 0),
    }
}

/// Records the dead units of the ReLU within the fused `layers`. The fused result stays the one that is used, since
/// separate layers round differently, and training must not depend on whether it is measured.
fn record_dead_units(
    layers: &[LayerConfig],
    input: Activation,
    output: &Activation,
    weights: Weights<'_>,
    context: &ForwardContext,
) {
    match layers {
        // Pooling has dropped the odd edge, so the ReLU is computed again without it, for this alone.
        [LayerConfig::Conv2d(conv), _, _] => record_dead(conv.followed_by(true, false, input, weights), context),
        _ => record_dead(output.clone(), context),
    }
}
