//! A fully connected layer with the ReLU that may follow it, forward and backward.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use crate::elementwise;
use crate::launch::{buffer, empty, threads};
use crate::product::{Order, Parts, Product};

/// `rows . weight^T + bias`, of `[rows, features]`, `[units, features]` and `[units]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear {
    /// Numbers in a row that comes in.
    pub features: usize,
    /// Numbers in a row that comes out.
    pub units: usize,
    /// Whether `max(0, x)` follows.
    pub relu: bool,
}

/// What the way back needs of the way forward.
#[derive(Clone, Debug)]
pub struct Saved {
    /// `[rows, features]`
    pub rows: Handle,
    /// `[units, features]`
    pub weight: Handle,
    /// What came out, `[rows, units]`. Read with ReLU.
    pub values: Handle,
}

/// How the loss changes with what went in.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// `[rows, features]`; absent where it was not asked for.
    pub rows: Option<Handle>,
    /// `[units, features]`
    pub weight: Handle,
    /// `[units]`
    pub bias: Handle,
}

impl Linear {
    /// Of so many rows: `[rows, units]`.
    #[must_use]
    pub fn forward(&self, client: &Client, count: usize, rows: &Handle, weight: &Handle, bias: &Handle) -> Handle {
        let product = Product {
            rows: count,
            columns: self.units,
            depth: self.features,
            order: Order {
                rows_first: true,
                columns_first: true,
                sums: false,
            },
        };
        let parts = product.launch(client, rows, weight);
        let len = count * self.units;
        let values = empty(client, len);
        let (groups, dim) = threads(client, len);
        let bias = buffer(bias, self.units);
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
                self.units,
                self.relu,
            );
        }
        values
    }

    /// `gradient` is that of what came out, `[rows, units]`. `rows`: whether that of the rows is wanted.
    #[must_use]
    pub fn backward(&self, client: &Client, count: usize, saved: &Saved, gradient: &Handle, rows: bool) -> Gradients {
        let masked = if self.relu {
            &elementwise::masked(client, count * self.units, &saved.values, gradient)
        } else {
            gradient
        };
        let by_weight = Product {
            rows: self.units,
            columns: self.features,
            depth: count,
            order: Order {
                rows_first: false,
                columns_first: false,
                sums: true,
            },
        };
        let Parts { numbers, count: parts } = by_weight.launch(client, masked, &saved.rows);
        let weights = self.units * self.features;
        let (weight, bias) = elementwise::weight_and_bias(client, &numbers, parts, weights, self.units);
        let rows = rows.then(|| {
            let by_rows = Product {
                rows: count,
                columns: self.features,
                depth: self.units,
                order: Order {
                    rows_first: true,
                    columns_first: false,
                    sums: false,
                },
            };
            let parts = by_rows.launch(client, masked, &saved.weight);
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
