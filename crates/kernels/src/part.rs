//! Work in parts: so many at a time as there are threads, and the same parts whatever that number.

use std::ops::Range;

/// Most parts that a batch is cut into. More would balance better over many cores, at the price of more sums to join.
const PARTS: usize = 16;

/// Images of a batch that one part takes; the last may have fewer.
pub(crate) fn share(batch: usize) -> usize {
    batch.div_ceil(PARTS).max(1)
}

/// The images of every part, in order.
pub(crate) fn ranges(batch: usize) -> impl Iterator<Item = Range<usize>> {
    let share = share(batch);
    (0..batch)
        .step_by(share)
        .map(move |first| first..batch.min(first + share))
}

/// Does `work` for every task and gives what comes out in the order of the tasks.
pub(crate) fn each<T: Send, R: Send>(tasks: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "threads")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        tasks.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "threads"))]
    tasks.into_iter().map(work).collect()
}

/// The fewest multiplications that are worth waking other threads for: a quarter of a millisecond of one. In a browser
/// that costs a tenth of one.
const WORTH_SHARING: usize = 4_000_000;

/// The same, by this thread alone where `multiplications`, of all tasks together, are few. In a pass over numbers in
/// memory each counts for several.
pub(crate) fn each_if_worth<T: Send>(multiplications: usize, tasks: Vec<T>, work: impl Fn(T) + Send + Sync) {
    if multiplications < WORTH_SHARING {
        tasks.into_iter().for_each(work);
    } else {
        each(tasks, work);
    }
}
