//! Layers that are computed as one, because what lies between them need not be written to memory.

use super::activation::note_dead;
use super::{LayerConfig, MaxPool2d};
use crate::model::flow::{Activation, Pass};
use crate::model::param::Weights;

/// Passes a batch through `layers`, whose parameters are called `layers.0.`... in `weights`; `begin` is told each that
/// begins. What comes out, and the parameters that are left.
pub(crate) fn sequence<'a>(
    layers: &[LayerConfig],
    mut x: Activation,
    weights: Weights<'a>,
    pass: &Pass,
    begin: impl Fn(usize),
) -> (Activation, Weights<'a>) {
    let (mut rest, mut index) = (weights, 0);
    while index < layers.len() {
        let (own, after) = rest.split_off(&format!("layers.{index}."));
        begin(index);
        let given = pass.dead.is_some().then(|| x.clone());
        let done;
        (x, done) = forward(&layers[index..], x, own, pass);
        if let (Some(given), Some(LayerConfig::Relu(_)), 2..) = (given, layers.get(index + 1), done) {
            begin(index + 1);
            look(&layers[index..index + done], given, &x, own, pass);
        }
        index += done;
        rest = after;
    }
    (x, rest)
}

/// Passes a batch through the first of `layers` and those behind it that can be one operation with it; and how many those
/// are. `weights` are the first one's; only it may have any.
fn forward(layers: &[LayerConfig], x: Activation, weights: Weights<'_>, pass: &Pass) -> (Activation, usize) {
    use LayerConfig::{BatchNorm, Conv2d, Dense, MaxPool2d as Pool, Relu};
    const TWO: MaxPool2d = MaxPool2d { size: 2 };
    match layers {
        [Conv2d(conv), Relu(_), Pool(TWO), ..] => (conv.followed_by(true, true, x, weights), 3),
        [Conv2d(conv), Relu(_), ..] => (conv.followed_by(true, false, x, weights), 2),
        [Conv2d(conv), Pool(TWO), ..] => (conv.followed_by(false, true, x, weights), 2),
        [Dense(dense), Relu(_), ..] => (dense.followed_by(true, x, weights), 2),
        [BatchNorm(norm), Relu(_), ..] => (norm.followed_by(true, x, weights, pass), 2),
        [first, ..] => (first.layer().forward(x, weights, pass), 1),
        [] => (x, 0),
    }
}

/// Notes what the ReLU within `layers`, which were computed as one from `given`, held back. They are computed as they are
/// when nobody looks: another way would round in another way, and what is measured would learn otherwise.
fn look(layers: &[LayerConfig], given: Activation, made: &Activation, weights: Weights<'_>, pass: &Pass) {
    match layers {
        // Pooling leaves out what is left over at an odd edge: nothing is learnt from what is made once more.
        [LayerConfig::Conv2d(conv), _, _] => note_dead(conv.followed_by(true, false, given, weights), pass),
        _ => note_dead(made.clone(), pass),
    }
}
