//! Precise sums: short runs in f32, which SIMD adds at once, joined in f64, so that the rounding error does not grow with
//! the number of terms.

/// Numbers of a sum that are added in f32 before they are joined with the rest: at most 15 roundings. Joining every number
/// would take twice the time.
const RUN: usize = 16;

/// Numbers that are added beside one another.
const LANES: usize = 16;

/// Blocked summation: terms of a matrix product that are added in registers before their sum is added to those of the other
/// blocks, in f32, too. The rounding error of `n` terms then grows with `BLOCK + n / BLOCK` rather than with `n`.
pub(crate) const BLOCK: usize = 512;

/// Sums of columns, row by row.
pub(crate) struct Columns {
    run: Vec<f32>,
    /// Rows in it.
    rows: usize,
    total: Vec<f64>,
}

impl Columns {
    pub(crate) fn new(columns: usize) -> Self {
        Self {
            run: vec![0.0; columns],
            rows: 0,
            total: vec![0.0; columns],
        }
    }

    /// One row more: `add` adds it to what it is given.
    #[inline(always)]
    pub(crate) fn add(&mut self, add: impl FnOnce(&mut [f32])) {
        add(&mut self.run);
        self.rows += 1;
        if self.rows == RUN {
            self.join();
        }
    }

    /// One row more.
    #[inline(always)]
    pub(crate) fn add_row(&mut self, row: &[f32]) {
        self.add(
            #[inline(always)]
            |run| run.iter_mut().zip(row).for_each(|(sum, x)| *sum += x),
        );
    }

    #[inline(always)]
    fn join(&mut self) {
        for (total, sum) in self.total.iter_mut().zip(&mut self.run) {
            *total += f64::from(*sum);
            *sum = 0.0;
        }
        self.rows = 0;
    }

    pub(crate) fn total(mut self) -> Vec<f64> {
        self.join();
        self.total
    }
}

/// Adds `from` to `to`, number by number.
pub(crate) fn join(to: &mut [f64], from: &[f64]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// The same numbers, rounded.
pub(crate) fn narrow(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|x| *x as f32).collect()
}

/// The sum of `numbers`.
#[must_use]
pub fn sum(numbers: &[f32]) -> f64 {
    each(numbers, |x| x)
}

/// The sum of the squares of `numbers`.
#[must_use]
pub fn squares(numbers: &[f32]) -> f64 {
    each(numbers, |x| x * x)
}

#[inline(always)]
fn each(numbers: &[f32], term: impl Fn(f32) -> f32) -> f64 {
    let (rows, rest) = numbers.as_chunks::<LANES>();
    let runs = rows.chunks(RUN).map(|rows| {
        let mut lanes = [0.0; LANES];
        for row in rows {
            lanes.iter_mut().zip(row).for_each(|(lane, x)| *lane += term(*x));
        }
        lanes.into_iter().map(f64::from).sum::<f64>()
    });
    runs.sum::<f64>() + rest.iter().map(|x| f64::from(term(*x))).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A million numbers of 0.1: added one after another in f32, they come to 100,958.34.
    #[test]
    fn long_sums_keep_their_precision() {
        let numbers = vec![0.1_f32; 1_000_003];
        let expected = 1_000_003.0 * f64::from(0.1_f32);
        assert!((sum(&numbers) / expected - 1.0).abs() < 3e-7, "{}", sum(&numbers));
        let squared = expected * f64::from(0.1_f32);
        assert!(
            (squares(&numbers) / squared - 1.0).abs() < 3e-7,
            "{}",
            squares(&numbers)
        );
        let mut columns = Columns::new(2);
        for row in numbers.chunks_exact(2) {
            columns.add_row(row);
        }
        for total in columns.total() {
            assert!((total / (500_001.0 * f64::from(0.1_f32)) - 1.0).abs() < 3e-7, "{total}");
        }
        assert!(sum(&[1.0, f32::NAN]).is_nan() && squares(&[]) == 0.0);
    }
}
