//! Packed weights, in the order in which threads read them: four channels side by side, padded with zeros to whole fours.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use kiln_kernels::conv::Conv;

use super::tile::Tiled;
use crate::launch::{buffer, empty, threads};

/// Which channels lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// `[channels_in, kernel, kernel, channels_out]`, for the forward pass.
    Filters,
    /// `[channels_out, kernel, kernel, channels_in]`, for the gradient of the images.
    Channels,
}

#[cube(launch_unchecked)]
fn pack_kernel(weight: &[f32], packed: &mut [f32], #[comptime] conv: Conv, #[comptime] side: Side) {
    let taps = comptime!(conv.taps());
    let filters = comptime!(side == Side::Filters);
    let (outer, inner) = comptime!(if filters {
        (conv.channels_in, conv.channels_out)
    } else {
        (conv.channels_out, conv.channels_in)
    });
    let padded = comptime!(inner.next_multiple_of(4));
    let at = ABSOLUTE_POS;
    if at >= comptime!(outer * taps * padded) {
        terminate!();
    }
    let i = at % padded;
    let tap = at / padded % taps;
    let o = at / comptime!(padded * taps);
    let within = i < inner;
    let i = clamp_max(i, comptime!(inner - 1));
    let from = if filters {
        (i * comptime!(conv.channels_in) + o) * taps + tap
    } else {
        (o * comptime!(conv.channels_in) + i) * taps + tap
    };
    packed[at] = select(within, weight[from], 0.0);
}

/// Channels of `side`, rounded up to whole fours.
pub(super) fn padded(conv: &Conv, side: Side) -> usize {
    match side {
        Side::Filters => conv.channels_out,
        Side::Channels => conv.channels_in,
    }
    .next_multiple_of(4)
}

/// Numbers of a packed weight.
pub(super) fn packed_len(conv: &Conv, side: Side) -> usize {
    let outer = match side {
        Side::Filters => conv.channels_in,
        Side::Channels => conv.channels_out,
    };
    outer * conv.taps() * padded(conv, side)
}

pub(super) fn pack(conv: &Conv, client: &Client, weight: &Handle, side: Side) -> Handle {
    let len = packed_len(conv, side);
    let packed = empty(client, len);
    let (count, dim) = threads(client, len);
    // SAFETY: a thread past the end stops, and the others stay within what `Conv` says.
    #[expect(unsafe_code, reason = "without a check at every read")]
    unsafe {
        pack_kernel::launch_unchecked(
            client,
            count,
            dim,
            buffer(weight, conv.num_weights()),
            buffer(&packed, len),
            *conv,
            side,
        );
    }
    packed
}
