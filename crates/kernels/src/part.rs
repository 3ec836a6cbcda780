//! Parallel work in parts: the same parts whatever the number of threads, so that the same numbers come out.

use std::ops::Range;

/// Most parts that a batch is cut into. More would balance better over many cores, at the price of more sums to join.
const PARTS: usize = 16;

/// Images of a batch that one part takes; the last may have fewer.
pub(crate) fn len(batch: usize) -> usize {
    batch.div_ceil(PARTS).max(1)
}

/// The images of every part, in order.
pub(crate) fn ranges(batch: usize) -> impl Iterator<Item = Range<usize>> {
    let len = len(batch);
    (0..batch).step_by(len).map(move |first| first..batch.min(first + len))
}

/// The fewest multiplications that are worth waking other threads for: a quarter of a millisecond of one. In a browser
/// that costs a tenth of one.
#[cfg(feature = "threads")]
const WORTH_THREADS: usize = 4_000_000;

/// Does `work` for every task and gives what comes out in the order of the tasks: by this thread alone where
/// `multiplications`, of all tasks together, are few. What reads and writes memory more than it multiplies counts for more.
#[cfg_attr(
    not(feature = "threads"),
    expect(unused_variables, reason = "there is one thread only")
)]
pub(crate) fn each<T: Send, R: Send>(
    multiplications: usize,
    tasks: Vec<T>,
    work: impl Fn(T) -> R + Send + Sync,
) -> Vec<R> {
    #[cfg(feature = "threads")]
    if multiplications >= WORTH_THREADS {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        return tasks.into_par_iter().map(work).collect();
    }
    tasks.into_iter().map(work).collect()
}
