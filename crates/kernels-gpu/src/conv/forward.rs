//! The forward pass of a convolution, with ReLU and pooling in the same kernel.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::conv::{Conv, Output};

use super::pack::{Side, pack, packed_len, padded};
use super::tile::{Tile, Tiled};
use crate::launch::{Four, buffer, empty, threads};

/// The pooling index of a value that ReLU made 0: no pixel of its window has a gradient.
const NO_PIXEL: u32 = 4;

/// Of a batch of so many images. Pooling indices are `u32`.
#[must_use]
pub fn forward(
    conv: &Conv,
    client: &Client,
    batch: usize,
    images: &Handle,
    weight: &Handle,
    bias: &Handle,
) -> Output<Handle, Handle> {
    let packed = pack(conv, client, weight, Side::Filters);
    let len = batch * conv.output_len();
    let indices_len = if conv.options.pool { len } else { 1 };
    let (values, indices) = (empty(client, len), empty(client, indices_len));
    let tile = Tile::forward(conv);
    let (height, width) = conv.output();
    let tiles = height.div_ceil(tile.height) * width.div_ceil(tile.width);
    let total = batch * tiles * conv.channels_out.div_ceil(4 * tile.fours);
    let (count, dim) = threads(client, total);
    // SAFETY: a thread past the end stops, and the others stay within what `Conv` says.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        forward_kernel::launch_unchecked(
            client,
            count,
            dim,
            buffer(images, batch * conv.image_len()),
            buffer(&packed, packed_len(conv, Side::Filters) / 4),
            buffer(bias, conv.channels_out),
            buffer(&values, len),
            buffer(&indices, indices_len),
            total,
            *conv,
            tile,
        );
    }
    Output { values, indices }
}

#[cube(launch_unchecked)]
fn forward_kernel(
    images: &[f32],
    filters: &[Four],
    bias: &[f32],
    values: &mut [f32],
    indices: &mut [u32],
    total: usize,
    #[comptime] conv: Conv,
    #[comptime] tile: Tile,
) {
    let at = ABSOLUTE_POS;
    if at >= total {
        terminate!();
    }
    let (height, width) = comptime!(conv.output());
    let fours = comptime!(padded(&conv, Side::Filters) / 4);
    let groups = comptime!(conv.channels_out.div_ceil(4 * tile.fours));
    let across = comptime!(width.div_ceil(tile.width));
    let down = comptime!(height.div_ceil(tile.height));
    let window = comptime!(conv.window());
    let positions_down = comptime!(tile.height * window);
    let positions_across = comptime!(tile.width * window);
    let positions = comptime!(positions_down * positions_across);
    let taps_down = comptime!(conv.rows_together());
    let rows = comptime!(conv.patch(positions_down, taps_down));
    let columns = comptime!(conv.patch(positions_across, conv.kernel));

    let first = at % groups * tile.fours;
    let rest = at / groups;
    let tile_x = rest % across * tile.width;
    let tile_y = rest / across % down * tile.height;
    let image = rest / comptime!(across * down);
    let plane = comptime!(conv.height * conv.width);
    let pixels = image * comptime!(conv.channels_in * plane);
    let step = comptime!(window * conv.options.stride);

    // The last tile may reach past the edge: its sums there are not written, wherever they come from.
    let mut column_at = Sequence::<usize>::new();
    let mut column_in = Sequence::<bool>::new();
    #[unroll]
    for x in 0..columns {
        let (at, within) = pixel(tile_x * step + x, conv.width, conv.options.pad);
        column_at.push(at);
        column_in.push(within);
    }

    let mut sums = Sequence::<RuntimeCell<Four>>::new();
    #[unroll]
    for four in 0..tile.fours {
        let mut start = Four::new(0.0);
        #[unroll]
        for i in 0..4 {
            let filter = clamp_max((first + four) * 4 + i, comptime!(conv.channels_out - 1));
            start.insert(i, bias[filter]);
        }
        #[unroll]
        for _place in 0..positions {
            sums.push(RuntimeCell::<Four>::new(start));
        }
    }

    for turn in 0..comptime!(conv.channels_in * conv.kernel / taps_down) {
        let channel = turn / comptime!(conv.kernel / taps_down);
        let top = turn % comptime!(conv.kernel / taps_down) * taps_down;
        let mut patch = Sequence::<f32>::new();
        #[unroll]
        for y in 0..rows {
            let (row, within) = pixel(tile_y * step + top + y, conv.height, conv.options.pad);
            let row = pixels + channel * plane + row * conv.width;
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
        // Sum by sum, each with all its taps: there are more sums than a processor has registers.
        let last = comptime!(conv.channels_in * conv.taps() * fours - 1);
        #[unroll]
        for four in 0..tile.fours {
            let mut weights = Sequence::<Four>::new();
            #[unroll]
            for tap in 0..comptime!(taps_down * conv.kernel) {
                let filter = (channel * comptime!(conv.taps()) + top * conv.kernel + tap) * fours + first + four;
                weights.push(filters[clamp_max(filter, last)]);
            }
            #[unroll]
            for position in 0..positions {
                let at = comptime!(four * positions + position);
                let mut sum = sums.index(at).read();
                #[unroll]
                for tap in 0..comptime!(taps_down * conv.kernel) {
                    let y = comptime!(position / positions_across * conv.options.stride + tap / conv.kernel);
                    let x = comptime!(position % positions_across * conv.options.stride + tap % conv.kernel);
                    let value = Four::new(*patch.index(comptime!(y * columns + x)));
                    sum = fma(value, *weights.index(tap), sum);
                }
                sums.index(at).store(sum);
            }
        }
    }

    #[unroll]
    for spot in 0..comptime!(tile.height * tile.width) {
        let (down, across) = comptime!((spot / tile.width, spot % tile.width));
        let y = tile_y + down;
        let x = tile_x + across;
        if y < height && x < width {
            #[unroll]
            for filter in 0..comptime!(4 * tile.fours) {
                let (four, i) = comptime!((filter / 4, filter % 4));
                let k = first * 4 + filter;
                if k < conv.channels_out {
                    let to = ((image * conv.channels_out + k) * height + y) * width + x;
                    let start = comptime!(down * window * positions_across + across * window);
                    let mut best = sums.index(comptime!(four * positions + start)).read().extract(i);
                    if comptime!(conv.options.pool) {
                        let mut index = 0u32;
                        #[unroll]
                        for other in 1..4 {
                            let position = comptime!(start + other / 2 * positions_across + other % 2);
                            let value = sums.index(comptime!(four * positions + position)).read().extract(i);
                            index = select(value > best, comptime!(other as u32).runtime(), index);
                            best = select(value > best, value, best);
                        }
                        if comptime!(conv.options.relu) {
                            index = select(best <= 0.0, NO_PIXEL.runtime(), index);
                        }
                        indices[to] = index;
                    }
                    if comptime!(conv.options.relu) {
                        best = select(best <= 0.0, 0.0, best);
                    }
                    values[to] = best;
                }
            }
        }
    }
}

/// Where a row or column of a padded image is in the image, which has `side` of them, and whether it is in it; if not, the
/// nearest.
#[cube]
pub(super) fn pixel(at: usize, #[comptime] side: usize, #[comptime] pad: usize) -> (usize, bool) {
    if comptime!(pad == 0) {
        (clamp_max(at, comptime!(side - 1)), true.runtime())
    } else {
        let within = at >= pad && at < comptime!(pad + side);
        (clamp(at, pad, comptime!(pad + side - 1)) - pad, within)
    }
}
