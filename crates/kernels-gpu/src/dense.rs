//! A dense (fully connected) layer for a GPU, with the ReLU that may follow it, forward and backward.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::dense::{Dense, Gradients, Saved};

use crate::elementwise;
use crate::launch::{buffer, empty, threads};
use crate::product::{Order, Parts, Product};

/// `rows . weight^T + bias` of `count` rows: `[rows, units]`.
#[must_use]
pub fn forward(layer: &Dense, client: &Client, count: usize, rows: &Handle, weight: &Handle, bias: &Handle) -> Handle {
    let product = Product {
        rows: count,
        columns: layer.units,
        depth: layer.features,
        order: Order {
            rows_first: true,
            columns_first: true,
            sums: false,
        },
    };
    let parts = product.launch(client, rows, weight);
    let len = count * layer.units;
    let values = empty(client, len);
    let (groups, dim) = threads(client, len);
    let bias = buffer(bias, layer.units);
    let (from, to) = (buffer(&parts.numbers, parts.count * len), buffer(&values, len));
    // SAFETY: a thread past the end stops, and the others read and write one number of each part.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        finish_kernel::launch_unchecked(
            client,
            groups,
            dim,
            from,
            bias,
            to,
            parts.count,
            len,
            layer.units,
            layer.relu,
        );
    }
    values
}

/// `gradient` is that of the values, `[rows, units]`. `rows`: whether that of the rows is wanted.
#[must_use]
pub fn backward(
    layer: &Dense,
    client: &Client,
    count: usize,
    saved: Saved<&Handle>,
    gradient: &Handle,
    rows: bool,
) -> Gradients<Handle> {
    let masked = if layer.relu {
        &elementwise::masked(client, count * layer.units, saved.values, gradient)
    } else {
        gradient
    };
    let by_weight = Product {
        rows: layer.units,
        columns: layer.features,
        depth: count,
        order: Order {
            rows_first: false,
            columns_first: false,
            sums: true,
        },
    };
    let Parts { numbers, count: parts } = by_weight.launch(client, masked, saved.rows);
    let weights = layer.units * layer.features;
    let (weight, bias) = elementwise::weight_and_bias(client, &numbers, parts, weights, layer.units);
    let rows = rows.then(|| {
        let by_rows = Product {
            rows: count,
            columns: layer.features,
            depth: layer.units,
            order: Order {
                rows_first: true,
                columns_first: false,
                sums: false,
            },
        };
        let parts = by_rows.launch(client, masked, saved.weight);
        if parts.count == 1 {
            parts.numbers
        } else {
            // Nothing behind the sums but one number of a bias, which nobody reads.
            let len = by_rows.len();
            elementwise::weight_and_bias(client, &parts.numbers, parts.count, len, 0).0
        }
    });
    Gradients { rows, weight, bias }
}

/// Adds up the parts of a product, and what follows it.
#[cube(launch_unchecked)]
fn finish_kernel(
    products: &[f32],
    bias: &[f32],
    values: &mut [f32],
    parts: usize,
    len: usize,
    units: usize,
    #[comptime] relu: bool,
) {
    let at = ABSOLUTE_POS;
    if at >= len {
        terminate!();
    }
    let mut value = bias[at % units];
    for part in 0..parts {
        value += products[part * len + at];
    }
    if relu {
        value = select(value <= 0.0, 0.0, value);
    }
    values[at] = value;
}
