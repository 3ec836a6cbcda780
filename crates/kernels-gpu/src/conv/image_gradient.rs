//! The gradient of the images: every pixel sums over the positions of filters that cover it.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::conv::{Conv, Saved};

use super::pack::{Side, pack, packed_len, padded};
use super::tile::{Tile, Tiled};
use crate::launch::{Four, buffer, empty, threads};

/// The largest step from tile to tile for which a tile's pixels have registers of their own.
const STEP: usize = 4;

/// The gradient of the images, from the masked gradient of the values.
pub(super) fn image_gradient(
    conv: &Conv,
    client: &Client,
    batch: usize,
    saved: Saved<&Handle, &Handle>,
    gradient: &Handle,
) -> Handle {
    let packed = pack(conv, client, saved.weight, Side::Channels);
    let len = batch * conv.image_len();
    let images = empty(client, len);
    let tiled = conv.rows_together() == conv.kernel && conv.options.stride * conv.window() <= STEP;
    let tile = if tiled {
        Tile::image_gradient(conv)
    } else {
        Tile {
            height: 1,
            width: 1,
            fours: 1,
        }
    };
    let pad = if tiled { 2 * conv.options.pad } else { 0 };
    let tiles = (conv.height + pad).div_ceil(tile.height) * (conv.width + pad).div_ceil(tile.width);
    let total = batch * tiles * conv.channels_in.div_ceil(4 * tile.fours);
    let (count, dim) = threads(client, total);
    let gradients = batch * conv.output_len();
    let indices = if conv.options.pool { gradients } else { 1 };
    let gradient = buffer(gradient, gradients);
    let indices = buffer(saved.indices, indices);
    let weights = buffer(&packed, packed_len(conv, Side::Channels) / 4);
    let to = buffer(&images, len);
    // SAFETY: a thread past the end stops, and the others stay within what `Conv` says.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        if tiled {
            tiled_kernel::launch_unchecked(client, count, dim, gradient, indices, weights, to, total, *conv, tile);
        } else {
            plain_kernel::launch_unchecked(client, count, dim, gradient, indices, weights, to, total, *conv);
        }
    }
    images
}

/// One side of a tile, and what reaches into it.
#[derive(Clone, Copy)]
struct Reaching {
    /// Windows that do, the first of them `before` the tile.
    windows: usize,
    before: usize,
    /// How many there are in all, and how many tiles.
    all: usize,
    tiles: usize,
}

impl Reaching {
    fn new(conv: &Conv, tile: usize, side: usize, all: usize) -> Self {
        let window = conv.window();
        Self {
            windows: (tile / conv.options.stride + conv.reach()) / window,
            before: conv.reach() / window,
            all,
            tiles: (side + 2 * conv.options.pad).div_ceil(tile),
        }
    }

    /// Whether window `at` of those that reach into a tile may exist.
    fn live(&self, at: usize) -> bool {
        self.tiles > 1 || at >= self.before && at - self.before < self.all
    }
}

/// The position whose tap `tap` is on pixel `pixel` of a tile, if there may be one. Places are numbered window by window.
fn covering(conv: &Conv, rows: &Reaching, columns: &Reaching, tile: &Tile, pixel: usize, tap: usize) -> Option<usize> {
    let window = conv.window();
    let along = |side: &Reaching, at: usize, tap: usize| {
        let steps = (at + conv.reach() * conv.options.stride).checked_sub(tap)?;
        let position = steps / conv.options.stride;
        (steps % conv.options.stride == 0 && side.live(position / window)).then_some(position)
    };
    let y = along(rows, pixel / tile.width, tap / conv.kernel)?;
    let x = along(columns, pixel % tile.width, tap % conv.kernel)?;
    let spot = y / window * columns.windows + x / window;
    Some(spot * window * window + y % window * window + x % window)
}

#[cube(launch_unchecked)]
fn tiled_kernel(
    gradient: &[f32],
    indices: &[u32],
    weights: &[Four],
    images: &mut [f32],
    total: usize,
    #[comptime] conv: Conv,
    #[comptime] tile: Tile,
) {
    let at = ABSOLUTE_POS;
    if at >= total {
        terminate!();
    }
    let (height, width) = comptime!(conv.output());
    let window = comptime!(conv.window());
    let fours = comptime!(padded(&conv, Side::Channels) / 4);
    let groups = comptime!(conv.channels_in.div_ceil(4 * tile.fours));
    let rows = comptime!(Reaching::new(&conv, tile.height, conv.height, height));
    let columns = comptime!(Reaching::new(&conv, tile.width, conv.width, width));
    let (across, down) = comptime!((columns.tiles, rows.tiles));
    let step = comptime!(conv.options.stride * window);

    let first = at % groups * tile.fours;
    let rest = at / groups;
    let tile_x = rest % across;
    let tile_y = rest / across % down;
    let image = rest / comptime!(across * down);

    let mut row_at = Sequence::<usize>::new();
    let mut row_in = Sequence::<bool>::new();
    #[unroll]
    for y in 0..comptime!(rows.windows) {
        let (at, within) = reaching(tile_y * comptime!(tile.height / step) + y, rows);
        row_at.push(at * width);
        row_in.push(within);
    }
    let mut column_at = Sequence::<usize>::new();
    let mut column_in = Sequence::<bool>::new();
    #[unroll]
    for x in 0..comptime!(columns.windows) {
        let (at, within) = reaching(tile_x * comptime!(tile.width / step) + x, columns);
        column_at.push(at);
        column_in.push(within);
    }

    let pixels = comptime!(tile.height * tile.width);
    let mut sums = Sequence::<RuntimeCell<Four>>::new();
    #[unroll]
    for _sum in 0..comptime!(pixels * tile.fours) {
        sums.push(RuntimeCell::<Four>::new(Four::new(0.0)));
    }

    for filter in 0..conv.channels_out {
        let plane = (image * conv.channels_out + filter) * comptime!(height * width);
        let mut positions = Sequence::<f32>::new();
        #[unroll]
        for spot in 0..comptime!(rows.windows * columns.windows) {
            let (y, x) = comptime!((spot / columns.windows, spot % columns.windows));
            if comptime!(rows.live(y) && columns.live(x)) {
                let from = plane + *row_at.index(y) + *column_at.index(x);
                let mut value = gradient[from];
                if comptime!(rows.tiles > 1 || columns.tiles > 1) {
                    value = select(*row_in.index(y), select(*column_in.index(x), value, 0.0), 0.0);
                }
                if comptime!(conv.options.pool) {
                    let index = indices[from];
                    #[unroll]
                    for position in 0..4u32 {
                        positions.push(select(index == position, value, 0.0));
                    }
                } else {
                    positions.push(value);
                }
            } else {
                #[unroll]
                for _place in 0..comptime!(window * window) {
                    positions.push(0.0f32.runtime());
                }
            }
        }
        // Sum by sum, each with all its terms: there are more sums than a processor has registers.
        let last = comptime!(conv.channels_out * conv.taps() * fours - 1);
        #[unroll]
        for four in 0..tile.fours {
            let mut taps = Sequence::<Four>::new();
            #[unroll]
            for tap in 0..comptime!(conv.taps()) {
                let weight = (filter * comptime!(conv.taps()) + tap) * fours + first + four;
                taps.push(weights[clamp_max(weight, last)]);
            }
            #[unroll]
            for pixel in 0..pixels {
                let at = comptime!(pixel * tile.fours + four);
                let mut sum = sums.index(at).read();
                #[unroll]
                for tap in 0..comptime!(conv.taps()) {
                    let position = comptime!(covering(&conv, &rows, &columns, &tile, pixel, tap));
                    if comptime!(position.is_some()) {
                        let value = *positions.index(comptime!(position.unwrap_or_default()));
                        sum = fma(Four::new(value), *taps.index(tap), sum);
                    }
                }
                sums.index(at).store(sum);
            }
        }
    }

    #[unroll]
    for spot in 0..pixels {
        let y = tile_y * tile.height + comptime!(spot / tile.width);
        let x = tile_x * tile.width + comptime!(spot % tile.width);
        let row = y >= conv.options.pad && y < comptime!(conv.options.pad + conv.height);
        if row && x >= conv.options.pad && x < comptime!(conv.options.pad + conv.width) {
            #[unroll]
            for i in 0..comptime!(4 * tile.fours) {
                let channel = first * 4 + i;
                if channel < conv.channels_in {
                    let row = (image * conv.channels_in + channel) * conv.height + y - conv.options.pad;
                    images[row * conv.width + x - conv.options.pad] = sums
                        .index(comptime!(spot * tile.fours + i / 4))
                        .read()
                        .extract(comptime!(i % 4));
                }
            }
        }
    }
}

/// Where window `at` is, counted from the first that reaches into the first tile, and whether there is one; if not, the
/// nearest.
#[cube]
fn reaching(at: usize, #[comptime] side: Reaching) -> (usize, bool) {
    let within = at >= side.before && at < comptime!(side.before + side.all);
    (
        clamp(at, side.before, comptime!(side.before + side.all - 1)) - side.before,
        within,
    )
}

/// For large filters and steps: a pixel a thread, four channels of it.
#[cube(launch_unchecked)]
fn plain_kernel(
    gradient: &[f32],
    indices: &[u32],
    weights: &[Four],
    images: &mut [f32],
    total: usize,
    #[comptime] conv: Conv,
) {
    let at = ABSOLUTE_POS;
    if at >= total {
        terminate!();
    }
    let (height, width) = comptime!(conv.output());
    let window = comptime!(conv.window());
    let stride = comptime!(conv.options.stride);
    let groups = comptime!(padded(&conv, Side::Channels) / 4);
    let first = at % groups;
    let x = at / groups % conv.width;
    let y = at / comptime!(groups * conv.width) % conv.height;
    let image = at / comptime!(groups * conv.width * conv.height);

    let mut sum = Four::new(0.0);
    for ky in 0..conv.kernel {
        for kx in 0..conv.kernel {
            let (down, across) = (y + conv.options.pad, x + conv.options.pad);
            if down >= ky && across >= kx && (down - ky) % stride == 0 && (across - kx) % stride == 0 {
                let (down, across) = ((down - ky) / stride, (across - kx) / stride);
                let (row, column) = (down / window, across / window);
                if row < height && column < width {
                    for filter in 0..conv.channels_out {
                        let from = ((image * conv.channels_out + filter) * height + row) * width + column;
                        let mut value = gradient[from];
                        if comptime!(conv.options.pool) {
                            let position = (down % 2 * 2 + across % 2) as u32;
                            value = select(indices[from] == position, value, 0.0);
                        }
                        let tap = ky * conv.kernel + kx;
                        sum = fma(
                            Four::new(value),
                            weights[(filter * comptime!(conv.taps()) + tap) * groups + first],
                            sum,
                        );
                    }
                }
            }
        }
    }
    #[unroll]
    for i in 0..4 {
        let channel = first * 4 + i;
        if channel < conv.channels_in {
            images[((image * conv.channels_in + channel) * conv.height + y) * conv.width + x] = sum.extract(i);
        }
    }
}
