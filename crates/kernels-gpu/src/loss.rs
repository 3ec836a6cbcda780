//! Cross-entropy for a GPU: how wrong the predictions of a batch are, and its gradient. One thread a row.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::loss::{CrossEntropy, Losses};

use crate::launch::{buffer, empty, threads};

/// `logits` and `targets` are `[rows, classes]`. Targets sum to 1 in each row.
#[must_use]
pub fn forward(loss: &CrossEntropy, client: &Client, rows: usize, logits: &Handle, targets: &Handle) -> Losses<Handle> {
    let (classes, len) = (loss.classes, rows * loss.classes);
    let (losses, gradients) = (empty(client, rows), empty(client, len));
    let (count, dim) = threads(client, rows);
    let (keep, spread) = (1.0 - loss.smoothing, loss.smoothing / classes as f32);
    let [logits, targets, to_gradients] = [logits, targets, &gradients].map(|handle| buffer(handle, len));
    let to_losses = buffer(&losses, rows);
    // SAFETY: a thread past the end stops, and the others keep to their row.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        score_kernel::launch_unchecked(
            client,
            count,
            dim,
            logits,
            targets,
            to_losses,
            to_gradients,
            rows,
            classes,
            keep,
            spread,
        );
    }
    Losses {
        values: losses,
        gradients,
    }
}

/// The gradient with respect to the logits, `[rows, classes]`: [`Losses::gradients`] times `gradient`, `[rows]`, that with
/// respect to the loss of each row.
#[must_use]
pub fn backward(loss: &CrossEntropy, client: &Client, rows: usize, gradients: &Handle, gradient: &Handle) -> Handle {
    let len = rows * loss.classes;
    let scaled = empty(client, len);
    let (count, dim) = threads(client, len);
    let [gradients, to] = [gradients, &scaled].map(|handle| buffer(handle, len));
    let gradient = buffer(gradient, rows);
    // SAFETY: a thread past the end stops.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        scale_kernel::launch_unchecked(client, count, dim, gradients, gradient, to, len, loss.classes);
    }
    scaled
}

/// Of each row its loss, and 1 if the largest of its logits is where that of its targets is, else 0: `[2, rows]`. `losses`
/// is `[rows]`, `logits` and `targets` are `[rows, classes]`.
#[must_use]
pub fn marks(
    client: &Client,
    rows: usize,
    classes: usize,
    losses: &Handle,
    logits: &Handle,
    targets: &Handle,
) -> Handle {
    let marks = empty(client, 2 * rows);
    let (count, dim) = threads(client, rows);
    let [logits, targets] = [logits, targets].map(|handle| buffer(handle, rows * classes));
    let (losses, to) = (buffer(losses, rows), buffer(&marks, 2 * rows));
    // SAFETY: a thread past the end stops, and the others keep to their row.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        mark_kernel::launch_unchecked(client, count, dim, losses, logits, targets, to, rows, classes);
    }
    marks
}

#[cube(launch_unchecked)]
#[expect(clippy::too_many_arguments, reason = "a kernel takes numbers one by one")]
fn score_kernel(
    logits: &[f32],
    targets: &[f32],
    losses: &mut [f32],
    gradients: &mut [f32],
    rows: usize,
    classes: usize,
    keep: f32,
    spread: f32,
) {
    let row = ABSOLUTE_POS;
    if row >= rows {
        terminate!();
    }
    let first = row * classes;
    let mut largest = logits[first];
    for class in 1..classes {
        largest = select(logits[first + class] > largest, logits[first + class], largest);
    }
    let mut total = 0.0f32;
    for class in 0..classes {
        total += (logits[first + class] - largest).exp();
    }
    let log = total.ln();
    let mut loss = 0.0f32;
    for class in 0..classes {
        let x = logits[first + class] - largest;
        let wanted = targets[first + class] * keep + spread;
        loss += (log - x) * wanted;
        gradients[first + class] = x.exp() / total - wanted;
    }
    losses[row] = loss;
}

#[cube(launch_unchecked)]
fn scale_kernel(gradients: &[f32], gradient: &[f32], scaled: &mut [f32], len: usize, classes: usize) {
    let at = ABSOLUTE_POS;
    if at >= len {
        terminate!();
    }
    scaled[at] = gradients[at] * gradient[at / classes];
}

#[cube(launch_unchecked)]
fn mark_kernel(losses: &[f32], logits: &[f32], targets: &[f32], marks: &mut [f32], rows: usize, classes: usize) {
    let row = ABSOLUTE_POS;
    if row >= rows {
        terminate!();
    }
    let first = row * classes;
    let mut answer = first;
    let mut wanted = first;
    for class in 1..classes {
        let at = first + class;
        answer = select(logits[at] > logits[answer], at, answer);
        wanted = select(targets[at] > targets[wanted], at, wanted);
    }
    marks[row] = losses[row];
    marks[rows + row] = select(answer == wanted, 1.0f32, 0.0f32);
}
