//! The gradients of weight and bias: each number of a filter sums over all positions of all images. Some threads sum over
//! some images each, and others add up those sums.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::conv::{Conv, Saved};

use super::forward::pixel;
use super::tile::{Tile, Tiled};
use crate::elementwise::weight_and_bias;
use crate::launch::{buffer, empty, threads};

/// The least number of threads, for which the batch is cut into parts if need be.
const THREADS: usize = 8192;

/// Gradients of weight and bias, from the masked gradient of the values.
pub(super) fn weight_gradient(
    conv: &Conv,
    client: &Client,
    batch: usize,
    saved: Saved<&Handle, &Handle>,
    gradient: &Handle,
) -> (Handle, Handle) {
    let tile = Tile::weight_gradient(conv);
    let each = conv.channels_out.div_ceil(tile.fours) * conv.channels_in * (conv.kernel / conv.rows_together());
    let per_part = batch.div_ceil(THREADS.div_ceil(each).min(batch).max(1)).max(1);
    let parts = batch.div_ceil(per_part);
    let numbers = conv.num_weights() + conv.channels_out;
    let sums = empty(client, parts * numbers);
    let gradients = batch * conv.output_len();
    let indices = if conv.options.pool { gradients } else { 1 };
    let (count, dim) = threads(client, parts * each);
    // SAFETY: a thread past the end stops, and the others stay within what `Conv` says.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        sums_kernel::launch_unchecked(
            client,
            count,
            dim,
            buffer(saved.images, batch * conv.image_len()),
            buffer(gradient, gradients),
            buffer(saved.indices, indices),
            buffer(&sums, parts * numbers),
            parts * each,
            batch,
            per_part,
            *conv,
            tile,
        );
    }
    weight_and_bias(client, &sums, parts, conv.num_weights(), conv.channels_out)
}

#[cube(launch_unchecked)]
fn sums_kernel(
    images: &[f32],
    gradient: &[f32],
    indices: &[u32],
    totals: &mut [f32],
    total: usize,
    batch: usize,
    per_part: usize,
    #[comptime] conv: Conv,
    #[comptime] tile: Tile,
) {
    let at = ABSOLUTE_POS;
    if at >= total {
        terminate!();
    }
    let (height, width) = comptime!(conv.output());
    let filters = comptime!(tile.fours);
    let groups = comptime!(conv.channels_out.div_ceil(filters));
    let taps_down = comptime!(conv.rows_together());
    let tops = comptime!(conv.kernel / taps_down);
    let taps = comptime!(taps_down * conv.kernel);
    let window = comptime!(conv.window());
    let positions_across = comptime!(tile.width * window);
    let rows = comptime!(conv.patch(tile.height * window, taps_down));
    let columns = comptime!(conv.patch(positions_across, conv.kernel));
    let step = comptime!(window * conv.options.stride);
    let down = comptime!(height.div_ceil(tile.height));
    let across = comptime!(width.div_ceil(tile.width));

    let channel = at % conv.channels_in;
    let rest = at / conv.channels_in;
    let first = rest % groups * filters;
    let top = rest / groups % tops * taps_down;
    let part = rest / comptime!(groups * tops);

    let mut sums = Sequence::<RuntimeCell<f32>>::new();
    #[unroll]
    for _sum in 0..comptime!(taps * filters) {
        sums.push(RuntimeCell::<f32>::new(0.0));
    }
    let mut biases = Sequence::<RuntimeCell<f32>>::new();
    #[unroll]
    for _filter in 0..filters {
        biases.push(RuntimeCell::<f32>::new(0.0));
    }

    for image in part * per_part..clamp_max(part * per_part + per_part, batch) {
        let pixels = (image * conv.channels_in + channel) * comptime!(conv.height * conv.width);
        for spot in 0..comptime!(down * across) {
            let tile_y = spot / across * tile.height;
            let tile_x = spot % across * tile.width;
            let mut column_at = Sequence::<usize>::new();
            let mut column_in = Sequence::<bool>::new();
            #[unroll]
            for x in 0..columns {
                let (at, within) = pixel(tile_x * step + x, conv.width, conv.options.pad);
                column_at.push(at);
                column_in.push(within);
            }
            let mut patch = Sequence::<f32>::new();
            #[unroll]
            for y in 0..rows {
                let (row, within) = pixel(tile_y * step + top + y, conv.height, conv.options.pad);
                let row = pixels + row * conv.width;
                #[unroll]
                for x in 0..columns {
                    let value = images[row + *column_at.index(x)];
                    if comptime!(conv.options.pad > 0) {
                        patch.push(select(within, select(*column_in.index(x), value, 0.0), 0.0));
                    } else {
                        patch.push(value);
                    }
                }
            }
            #[unroll]
            for filter in 0..filters {
                let k = clamp_max(first + filter, comptime!(conv.channels_out - 1));
                let plane = (image * conv.channels_out + k) * comptime!(height * width);
                #[unroll]
                for spot in 0..comptime!(tile.height * tile.width) {
                    let (window_y, window_x) = comptime!((spot / tile.width, spot % tile.width));
                    let y = tile_y + window_y;
                    let x = tile_x + window_x;
                    let from = plane + clamp_max(y, comptime!(height - 1)) * width + clamp_max(x, comptime!(width - 1));
                    let mut value = gradient[from];
                    if comptime!(height % tile.height > 0 || width % tile.width > 0) {
                        value = select(y < height, select(x < width, value, 0.0), 0.0);
                    }
                    let mut index = 0u32;
                    if comptime!(conv.options.pool) {
                        index = indices[from];
                        value = select(index < 4, value, 0.0);
                    }
                    let bias = biases.index(filter);
                    bias.store(bias.read() + value);
                    #[unroll]
                    for position in 0..comptime!(window * window) {
                        let mut own = value;
                        if comptime!(conv.options.pool) {
                            own = select(index == comptime!(position as u32), value, 0.0);
                        }
                        let top = comptime!((window_y * window + position / window) * conv.options.stride);
                        let left = comptime!((window_x * window + position % window) * conv.options.stride);
                        #[unroll]
                        for tap in 0..taps {
                            let (ky, kx) = comptime!((tap / conv.kernel, tap % conv.kernel));
                            let seen = *patch.index(comptime!((top + ky) * columns + left + kx));
                            let sum = sums.index(comptime!(filter * taps + tap));
                            sum.store(fma(own, seen, sum.read()));
                        }
                    }
                }
            }
        }
    }

    let start = part * comptime!(conv.num_weights() + conv.channels_out);
    #[unroll]
    for filter in 0..filters {
        let k = first + filter;
        if k < conv.channels_out {
            let to = start + (k * conv.channels_in + channel) * comptime!(conv.taps()) + top * conv.kernel;
            #[unroll]
            for tap in 0..taps {
                totals[to + tap] = sums.index(comptime!(filter * taps + tap)).read();
            }
            if channel == 0 && top == 0 {
                totals[start + comptime!(conv.num_weights()) + k] = biases.index(filter).read();
            }
        }
    }
}
