//! Buffers and threads. All that is `unsafe` about launching a kernel is here.

use cubecl::client::Client;
use cubecl::prelude::{BufferArg, CubeCount, CubeDim};
use cubecl::server::Handle;

/// Four numbers that lie side by side.
pub(crate) type Four = cubecl::prelude::Vector<f32, cubecl::prelude::Const<4>>;

/// Threads of a group: a multiple of what GPUs run in step.
const GROUP: u32 = 64;

/// `threads` threads, in groups.
pub(crate) fn threads(client: &Client, threads: usize) -> (CubeCount, CubeDim) {
    let dim = CubeDim::new_1d(GROUP);
    (cubecl::calculate_cube_count_elemwise(client, threads, dim), dim)
}

/// A buffer of `len` elements as a kernel takes it.
pub(crate) fn buffer(handle: &Handle, len: usize) -> BufferArg {
    // SAFETY: every handle here was made for at least as many elements.
    #[expect(unsafe_code, reason = "the length is that of the buffer")]
    unsafe {
        BufferArg::from_raw_parts(handle.clone(), len)
    }
}

/// A new buffer of `len` numbers of four bytes, whatever is in it.
pub(crate) fn empty(client: &Client, len: usize) -> Handle {
    client.empty(4 * len.max(1))
}
