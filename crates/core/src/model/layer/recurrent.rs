//! Common parts of recurrent layers: unrolling over positions or rows, and the parameters of gates.

#[cfg(feature = "export")]
pub(super) mod export;

use burn::tensor::{Device, Tensor};

use super::{LayerError, LayerProblem, Plan, positive, product, work};
use crate::model::activation::Activation;
use crate::model::param::{ParamSpec, Weights};
use crate::op;

/// Positions and features of an input: the rows of an image are positions, top to bottom.
fn sequence(input: &[usize]) -> Result<[usize; 2], LayerProblem> {
    match *input {
        [channels, height, width] => Ok([height, product(&[channels, width])?]),
        [positions, features] => Ok([positions, features]),
        _ => Err(LayerProblem::RowsNeeded),
    }
}

/// The plan of a layer of `units` units with `gates` gates each, and parameters named and shaped as PyTorch's: rows of
/// all gates below one another.
pub(super) fn plan(input: &[usize], units: usize, gates: usize, all: bool) -> Result<Plan, LayerError> {
    let [positions, features] = sequence(input)?;
    positive("units", "number of units", units)?;
    let rows = product(&[gates, units])?;
    let weights = product(&[rows, features])?.saturating_add(product(&[rows, units])?);
    Ok(Plan {
        output: if all { vec![positions, units] } else { vec![units] },
        params: vec![
            // A gate is a fully connected layer of its own: the fans are one gate's.
            ParamSpec::drawn("weight_ih_l0", &[rows, features], features, units),
            ParamSpec::drawn("weight_hh_l0", &[rows, units], units, units),
            ParamSpec::constant("bias_ih_l0", &[rows], 0.0),
            ParamSpec::constant("bias_hh_l0", &[rows], 0.0),
        ],
        multiply_adds: work(&[positions, weights]),
        scratch: product(&[positions, rows, 3])?,
        within: Vec::new(),
    })
}

/// Unrolls a recurrent layer over the positions of `x`. `cell` makes the state after a position from what the inputs
/// come to there, `[batch, gates * units]`, and the state before, whose first tensor is the output `[batch, units]`.
pub(super) fn unroll<const N: usize>(
    x: Activation,
    weights: Weights<'_>,
    units: usize,
    all: bool,
    cell: impl Fn(Tensor<2>, [Tensor<2>; N]) -> [Tensor<2>; N],
) -> Activation {
    let x: Tensor<3> = match x {
        Activation::Sequence(x) => x,
        Activation::Image(x) => x.swap_dims(1, 2).flatten(2, 3),
        Activation::Features(_) => unreachable!("a checked architecture gives sequences or images"),
    };
    let [batch, positions, features] = x.dims();
    let device: Device = x.device();
    let (inward, bias) = (weights.get::<2>(0), weights.get::<1>(2));
    let mut state: [Tensor<2>; N] = std::array::from_fn(|_| Tensor::zeros([batch, units], &device));
    let mut outputs = Vec::with_capacity(if all { positions } else { 0 });
    for position in 0..positions {
        let row = x.clone().narrow(1, position, 1).reshape([batch, features]);
        state = cell(op::dense(row, inward.clone(), bias.clone(), false), state);
        if all {
            outputs.push(state[0].clone());
        }
    }
    if all {
        Activation::Sequence(Tensor::stack(outputs, 1))
    } else {
        Activation::Features(state[0].clone())
    }
}

/// Gate `index` of `[batch, gates * units]`.
pub(super) fn gate(gates: &Tensor<2>, index: usize, units: usize) -> Tensor<2> {
    gates.clone().narrow(1, index * units, units)
}
