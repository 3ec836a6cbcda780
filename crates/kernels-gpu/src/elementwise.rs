//! Elementwise kernels: the mask of ReLU, and sums over parts.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use crate::launch::{buffer, empty, threads};

/// `gradient` with 0 where ReLU made the value 0; both of `len` numbers.
pub(crate) fn masked(client: &Client, len: usize, values: &Handle, gradient: &Handle) -> Handle {
    let masked = empty(client, len);
    let (count, dim) = threads(client, len);
    let [values, gradient, to] = [values, gradient, &masked].map(|handle| buffer(handle, len));
    // SAFETY: a thread past the end stops.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        mask_kernel::launch_unchecked(client, count, dim, values, gradient, to, len);
    }
    masked
}

#[cube(launch_unchecked)]
fn mask_kernel(values: &[f32], gradient: &[f32], masked: &mut [f32], len: usize) {
    let at = ABSOLUTE_POS;
    if at >= len {
        terminate!();
    }
    masked[at] = select(values[at] <= 0.0, 0.0, gradient[at]);
}

/// Weight and bias, of so many numbers, from sums in `parts`: each part is a weight and then a bias.
pub(crate) fn weight_and_bias(
    client: &Client,
    sums: &Handle,
    parts: usize,
    weights: usize,
    biases: usize,
) -> (Handle, Handle) {
    let numbers = weights + biases;
    let (weight, bias) = (empty(client, weights), empty(client, biases));
    let (count, dim) = threads(client, numbers);
    let (to_weight, to_bias) = (buffer(&weight, weights), buffer(&bias, biases));
    let sums = buffer(sums, parts * numbers);
    // SAFETY: a thread past the end stops, and the others read and write one number of each part.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        total_kernel::launch_unchecked(client, count, dim, sums, to_weight, to_bias, parts, numbers, weights);
    }
    (weight, bias)
}

#[cube(launch_unchecked)]
fn total_kernel(sums: &[f32], weight: &mut [f32], bias: &mut [f32], parts: usize, numbers: usize, weights: usize) {
    let at = ABSOLUTE_POS;
    if at >= numbers {
        terminate!();
    }
    let mut total = 0.0f32;
    for part in 0..parts {
        total += sums[part * numbers + at];
    }
    if at < weights {
        weight[at] = total;
    } else {
        bias[at - weights] = total;
    }
}
