//! Adam's update of one parameter, in one pass.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use crate::launch::{buffer, empty, threads};

/// What is the same for all weights of a step (Kingma & Ba, 2015, algorithm 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    /// What the mean of gradients keeps of itself, and what it takes of the new one: their sum is 1. In single precision
    /// one less the other would lose digits.
    pub mean: [f32; 2],
    /// The same for their squares.
    pub square: [f32; 2],
    /// Keeps the division from going wrong.
    pub epsilon: f32,
    /// Size of the step, with the correction of the mean's bias.
    pub rate: f32,
    /// Root of the correction of the squares' bias.
    pub root: f32,
    /// Weight decay that is added to the gradient.
    pub decay: f32,
    /// What a weight keeps of itself before the step: decoupled weight decay.
    pub keep: f32,
}

impl Adam {
    /// The next values of a parameter of `len` numbers. `mean` and `square` are changed where they are.
    #[must_use]
    pub fn update(
        &self,
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
        // SAFETY: a thread past the end stops.
        #[expect(unsafe_code, reason = "without a check at every read")]
        unsafe {
            update_kernel::launch_unchecked(
                client,
                count,
                dim,
                value,
                gradient,
                mean,
                square,
                to,
                len,
                self.mean[0],
                self.mean[1],
                self.square[0],
                self.square[1],
                self.epsilon,
                self.rate,
                self.root,
                self.decay,
                self.keep,
            );
        }
        updated
    }
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
    let slope = gradient[at] + weight * decay;
    let first = mean[at] * stays1 + slope * comes1;
    let second = square[at] * stays2 + slope * slope * comes2;
    mean[at] = first;
    square[at] = second;
    updated[at] = weight * keep - first / (second.sqrt() / root + epsilon) * rate;
}
