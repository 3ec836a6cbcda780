//! Adam's update of a parameter for a GPU, in one pass.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::adam::Adam;

use crate::launch::{buffer, empty, threads};

/// The next values of a parameter of `len` numbers. `mean` and `square` are changed where they are.
#[must_use]
pub fn update(
    adam: &Adam,
    client: &Client,
    len: usize,
    value: &Handle,
    gradient: &Handle,
    mean: &Handle,
    square: &Handle,
) -> Handle {
    let updated = empty(client, len);
    let (count, dim) = threads(client, len);
    let [value, gradient, mean, square, to] =
        [value, gradient, mean, square, &updated].map(|handle| buffer(handle, len));
    let [epsilon, rate, root, decay, keep] =
        [adam.epsilon, adam.rate, adam.root, adam.decay, adam.keep].map(|x| x as f32);
    // In single precision, 1 - 0.999 would lose digits.
    let [(stays1, comes1), (stays2, comes2)] = [adam.beta1, adam.beta2].map(|x| (x as f32, (1.0 - x) as f32));
    // SAFETY: a thread past the end stops.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        update_kernel::launch_unchecked(
            client, count, dim, value, gradient, mean, square, to, len, stays1, comes1, stays2, comes2, epsilon, rate,
            root, decay, keep,
        );
    }
    updated
}

#[cube(launch_unchecked)]
#[expect(clippy::too_many_arguments, reason = "a kernel takes numbers one by one")]
fn update_kernel(
    value: &[f32],
    gradient: &[f32],
    mean: &mut [f32],
    square: &mut [f32],
    updated: &mut [f32],
    len: usize,
    stays1: f32,
    comes1: f32,
    stays2: f32,
    comes2: f32,
    epsilon: f32,
    rate: f32,
    root: f32,
    decay: f32,
    keep: f32,
) {
    let at = ABSOLUTE_POS;
    if at >= len {
        terminate!();
    }
    let weight = value[at];
    let g = gradient[at] + weight * decay;
    let first = mean[at] * stays1 + g * comes1;
    let second = square[at] * stays2 + g * g * comes2;
    mean[at] = first;
    square[at] = second;
    updated[at] = weight * keep - first / (second.sqrt() / root + epsilon) * rate;
}
