//! Register tiling: how many numbers a thread computes. The more, the oftener it uses what it has read; but registers are few.

use kiln_kernels::conv::Conv;

/// What a thread computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Tile {
    /// Rows: of windows or positions, or of an image.
    pub(super) height: usize,
    /// Columns.
    pub(super) width: usize,
    /// Fours of filters or channels.
    pub(super) fours: usize,
}

/// What reading a number costs, in multiply-adds.
const READ: usize = 16;

/// Sums that a thread may keep in registers.
const SUMS: usize = 112;

/// Numbers of a patch that it may.
const PATCH: usize = 96;

/// Filters whose rows are not taken together from this size on: the kernels would become too long.
const LONG: usize = 6;

impl Tile {
    /// The best for the forward pass.
    pub(super) fn forward(conv: &Conv) -> Self {
        let (height, width) = conv.output();
        let window = conv.window();
        let rows = conv.rows_together();
        let cost = |tile: &Self| {
            let patch = conv.patch(tile.height * window, rows) * conv.patch(tile.width * window, conv.kernel);
            let sums = tile.height * tile.width * window * window * tile.fours * 4;
            if sums > SUMS || patch > PATCH && tile.height * tile.width > 1 {
                return usize::MAX;
            }
            let tiles = height.div_ceil(tile.height) * width.div_ceil(tile.width);
            let threads = tiles * conv.channels_out.div_ceil(4 * tile.fours);
            let weights = rows * conv.kernel * tile.fours * 4;
            threads * (READ * (patch + weights) + sums * rows * conv.kernel)
        };
        best(height, width, 1, cost)
    }

    /// The best for the gradient of the images; its rows and columns are whole steps of a window.
    pub(super) fn image_gradient(conv: &Conv) -> Self {
        let step = conv.options.stride * conv.window();
        let (height, width) = (conv.height + 2 * conv.options.pad, conv.width + 2 * conv.options.pad);
        let cost = |tile: &Self| {
            let sums = tile.height * tile.width * tile.fours * 4;
            if sums > SUMS && tile.height * tile.width > step * step {
                return usize::MAX;
            }
            let windows = |side: usize| (side / conv.options.stride + conv.reach()).div_ceil(conv.window());
            let reads = windows(tile.height) * windows(tile.width) * conv.window();
            let tiles = height.div_ceil(tile.height) * width.div_ceil(tile.width);
            let threads = tiles * conv.channels_in.div_ceil(4 * tile.fours);
            let weights = conv.taps() * tile.fours * 4;
            threads
                * (READ * (reads + weights) + sums * conv.taps().div_ceil(conv.options.stride * conv.options.stride))
        };
        best(height, width, step, cost)
    }

    /// The best for the gradient of the weight; `fours` are single filters here.
    pub(super) fn weight_gradient(conv: &Conv) -> Self {
        let (height, width) = conv.output();
        let window = conv.window();
        let rows = conv.rows_together();
        let taps = rows * conv.kernel;
        let cost = |tile: &Self| {
            let patch = conv.patch(tile.height * window, rows) * conv.patch(tile.width * window, conv.kernel);
            let positions = tile.height * tile.width * window * window;
            let sums = taps * tile.fours;
            let long = positions * sums > 1500;
            if (sums > SUMS && tile.fours > 1) || (patch > PATCH || long) && tile.height * tile.width > 1 {
                return usize::MAX;
            }
            let tiles = height.div_ceil(tile.height) * width.div_ceil(tile.width);
            let threads = tiles * conv.channels_out.div_ceil(tile.fours);
            let gradients = tile.height * tile.width * window * tile.fours;
            threads * (READ * (patch + gradients) + sums * positions)
        };
        best(height, width, 1, cost)
    }
}

/// The tile that costs least of those within `height` and `width`, in steps.
fn best(height: usize, width: usize, step: usize, cost: impl Fn(&Tile) -> usize) -> Tile {
    let sides = |side: usize| (1..=8).map(move |n| n * step).take_while(move |n| *n < side + step);
    let tiles = sides(height)
        .flat_map(|height| sides(width).flat_map(move |width| (1..=8).map(move |fours| Tile { height, width, fours })));
    tiles.min_by_key(cost).expect("one tile at least")
}

/// What the kernels ask of a convolution besides.
pub(super) trait Tiled {
    /// Numbers of a filter that one channel has.
    fn taps(&self) -> usize;

    /// Rows of a filter that a thread takes together.
    fn rows_together(&self) -> usize;

    /// Pixels on a side that `positions` positions of `taps` taps cover.
    fn patch(&self, positions: usize, taps: usize) -> usize;

    /// Positions before the first one of a tile that reach into it.
    fn reach(&self) -> usize;
}

impl Tiled for Conv {
    fn taps(&self) -> usize {
        self.kernel * self.kernel
    }

    fn rows_together(&self) -> usize {
        if self.kernel < LONG { self.kernel } else { 1 }
    }

    fn patch(&self, positions: usize, taps: usize) -> usize {
        (positions - 1) * self.options.stride + taps
    }

    fn reach(&self) -> usize {
        (self.kernel - 1)
            .div_ceil(self.options.stride)
            .next_multiple_of(self.window())
    }
}
