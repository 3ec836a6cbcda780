//! Matrix products, each one piece of memory with rows one after the other.

#![allow(
    clippy::collapsible_if,
    clippy::erasing_op,
    reason = "conditions at compile time of a kernel stand alone, and choose between values of the kernel"
)]

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

use crate::launch::{buffer, empty, threads};

/// `[rows, columns]`, summed over `depth`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Product {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) depth: usize,
    pub(crate) order: Order,
}

/// How the two factors lie, and what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Order {
    /// The first is `[rows, depth]`, else `[depth, rows]`.
    pub(crate) rows_first: bool,
    /// The second is `[columns, depth]`, else `[depth, columns]`.
    pub(crate) columns_first: bool,
    /// Behind the product come the sums of the first factor over `depth`, `[rows]`.
    pub(crate) sums: bool,
}

/// A product in parts: each a sum over some of the depth.
pub(crate) struct Parts {
    pub(crate) numbers: Handle,
    pub(crate) count: usize,
}

/// The least number of threads, for which the depth is cut into parts if need be.
const THREADS: usize = 2048;

/// The least that a part sums over.
const DEPTH: usize = 32;

/// Steps of the depth that are taken together.
const STEPS: usize = 4;

/// Rows that a thread computes.
const ROWS: usize = 8;

impl Product {
    /// Columns that a thread computes.
    fn width(&self) -> usize {
        if self.columns.next_multiple_of(8) > self.columns.next_multiple_of(4) && self.columns < 32 {
            4
        } else {
            8
        }
    }

    /// Numbers in a part.
    pub(crate) fn len(&self) -> usize {
        let sums = if self.order.sums { self.rows } else { 0 };
        self.rows * self.columns + sums
    }

    pub(crate) fn launch(&self, client: &Client, first: &Handle, second: &Handle) -> Parts {
        let width = self.width();
        let tiles = self.rows.div_ceil(ROWS) * self.columns.div_ceil(width);
        let wanted = THREADS.div_ceil(tiles).min(self.depth.div_ceil(DEPTH)).max(1);
        let per_part = self.depth.div_ceil(wanted).next_multiple_of(STEPS);
        let parts = self.depth.div_ceil(per_part);
        let numbers = empty(client, parts * self.len());
        let (count, dim) = threads(client, parts * tiles);
        let first = buffer(first, self.rows * self.depth);
        let second = buffer(second, self.columns * self.depth);
        let to = buffer(&numbers, parts * self.len());
        let Self {
            rows,
            columns,
            depth,
            order,
        } = *self;
        // SAFETY: a thread past the end stops, and the others stay within rows and columns.
        #[expect(unsafe_code, reason = "without a check at every read")]
        unsafe {
            let total = parts * tiles;
            product_kernel::launch_unchecked(
                client, count, dim, first, second, to, total, rows, columns, depth, per_part, order, width,
            );
        }
        Parts { numbers, count: parts }
    }
}

#[cube(launch_unchecked)]
#[expect(clippy::too_many_arguments, reason = "a kernel takes numbers one by one")]
fn product_kernel(
    first: &[f32],
    second: &[f32],
    product: &mut [f32],
    total: usize,
    rows: usize,
    columns: usize,
    depth: usize,
    per_part: usize,
    #[comptime] order: Order,
    #[comptime] width: usize,
) {
    let at = ABSOLUTE_POS;
    if at >= total {
        terminate!();
    }
    let height = comptime!(ROWS);
    let across = columns.div_ceil(width);
    let down = rows.div_ceil(height);
    let left = at % across * width;
    let top = at / across % down * height;
    let part = at / across / down;

    // Where a row or column begins; past the edge the last one again, which is not written.
    let mut row_at = Sequence::<usize>::new();
    #[unroll]
    for i in 0..height {
        let row = clamp_max(top + i, rows - 1);
        row_at.push(if comptime!(order.rows_first) { row * depth } else { row });
    }
    let mut column_at = Sequence::<usize>::new();
    #[unroll]
    for j in 0..width {
        let column = clamp_max(left + j, columns - 1);
        column_at.push(if comptime!(order.columns_first) {
            column * depth
        } else {
            column
        });
    }
    let mut sums = Sequence::<RuntimeCell<f32>>::new();
    #[unroll]
    for _sum in 0..comptime!(height * width) {
        sums.push(RuntimeCell::<f32>::new(0.0));
    }
    let mut lines = Sequence::<RuntimeCell<f32>>::new();
    #[unroll]
    for _row in 0..height {
        lines.push(RuntimeCell::<f32>::new(0.0));
    }

    let end = clamp_max(part * per_part + per_part, depth);
    for block in 0..(end - part * per_part).div_ceil(STEPS) {
        let mut seconds = Sequence::<f32>::new();
        let mut firsts = Sequence::<f32>::new();
        #[unroll]
        for step in 0..STEPS {
            let l = part * per_part + block * STEPS + step;
            let within = l < end;
            let l = clamp_max(l, depth - 1);
            let second_at = if comptime!(order.columns_first) { l } else { l * columns };
            #[unroll]
            for j in 0..width {
                seconds.push(second[second_at + *column_at.index(j)]);
            }
            let first_at = if comptime!(order.rows_first) { l } else { l * rows };
            #[unroll]
            for i in 0..height {
                firsts.push(select(within, first[first_at + *row_at.index(i)], 0.0));
            }
        }
        // Sum by sum, a few steps each: there are more sums than a processor has registers.
        #[unroll]
        for i in 0..height {
            if comptime!(order.sums) {
                #[unroll]
                for step in 0..STEPS {
                    let line = lines.index(i);
                    line.store(line.read() + *firsts.index(comptime!(step * height + i)));
                }
            }
            #[unroll]
            for j in 0..width {
                let at = comptime!(i * width + j);
                let mut sum = sums.index(at).read();
                #[unroll]
                for step in 0..STEPS {
                    let (first, second) = comptime!((step * height + i, step * width + j));
                    sum = fma(*firsts.index(first), *seconds.index(second), sum);
                }
                sums.index(at).store(sum);
            }
        }
    }

    let lines_len = if comptime!(order.sums) { rows } else { rows * 0 };
    let start = part * (rows * columns + lines_len);
    #[unroll]
    for i in 0..height {
        let row = top + i;
        if row < rows {
            #[unroll]
            for j in 0..width {
                let column = left + j;
                if column < columns {
                    product[start + row * columns + column] = sums.index(comptime!(i * width + j)).read();
                }
            }
            if comptime!(order.sums) {
                if left == 0 {
                    product[start + rows * columns + row] = lines.index(i).read();
                }
            }
        }
    }
}
