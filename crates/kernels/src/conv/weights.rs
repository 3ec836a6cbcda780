//! Weights, packed in the orders in which the loops read them.

use super::Conv;

impl Conv {
    /// Where the weight of filter `k` at `ky`, and at number `i` of a row that it covers, stands in PyTorch's order.
    fn weight_at(&self, k: usize, ky: usize, i: usize) -> usize {
        let (kx, c) = (i / self.channels_in, i % self.channels_in);
        ((k * self.channels_in + c) * self.kernel + ky) * self.kernel + kx
    }

    /// For the forward pass: blocks of `width` filters, and in a block `[kernel, run, width]`. Missing filters are zeros.
    pub(super) fn by_block(&self, weight: &[f32], width: usize) -> Vec<f32> {
        let (run, block) = (self.run(), self.kernel * self.run() * width);
        let mut packed = vec![0.0; self.channels_out.div_ceil(width) * block];
        for k in 0..self.channels_out {
            for ky in 0..self.kernel {
                for i in 0..run {
                    let at = (k / width) * block + (ky * run + i) * width + k % width;
                    packed[at] = weight[self.weight_at(k, ky, i)];
                }
            }
        }
        packed
    }

    /// For the backward pass: `[channels_out, kernel, pitch]`, with zeros behind each run.
    pub(super) fn by_filter(&self, weight: &[f32], pitch: usize) -> Vec<f32> {
        let mut rows = vec![0.0; self.channels_out * self.kernel * pitch];
        for (row, numbers) in rows.chunks_exact_mut(pitch).enumerate() {
            for (i, number) in numbers.iter_mut().take(self.run()).enumerate() {
                *number = weight[self.weight_at(row / self.kernel, row % self.kernel, i)];
            }
        }
        rows
    }

    /// From the order of [`Conv::by_filter`] back to PyTorch's.
    pub(super) fn weight_of_filters(&self, rows: &[f32], pitch: usize) -> Vec<f32> {
        let mut weight = vec![0.0; self.num_weights()];
        for (row, numbers) in rows.chunks_exact(pitch).enumerate() {
            for (i, number) in numbers.iter().take(self.run()).enumerate() {
                weight[self.weight_at(row / self.kernel, row % self.kernel, i)] = *number;
            }
        }
        weight
    }

    /// From `[kernel, pitch, filters]`, filters rounded up to a multiple of `width`, back to PyTorch's order.
    pub(super) fn weight_of_columns(&self, columns: &[f32], pitch: usize, width: usize) -> Vec<f32> {
        let mut weight = vec![0.0; self.num_weights()];
        let filters = self.channels_out.next_multiple_of(width);
        for (row, numbers) in columns.chunks_exact(filters).enumerate() {
            let (ky, i) = (row / pitch, row % pitch);
            if i < self.run() {
                for (k, number) in numbers.iter().take(self.channels_out).enumerate() {
                    weight[self.weight_at(k, ky, i)] = *number;
                }
            }
        }
        weight
    }

    /// For the backward pass: pieces of `width` numbers of a run, and in a piece `[channels_out, width]`. What is missing of
    /// the last of a run is zeros.
    pub(super) fn by_piece(&self, weight: &[f32], width: usize) -> Vec<f32> {
        let runs = self.run().div_ceil(width);
        let mut packed = vec![0.0; self.kernel * runs * self.channels_out * width];
        for (row, numbers) in packed.chunks_exact_mut(width).enumerate() {
            let (piece, k) = (row / self.channels_out, row % self.channels_out);
            let (ky, first) = (piece / runs, piece % runs * width);
            for (i, number) in (first..self.run()).zip(numbers) {
                *number = weight[self.weight_at(k, ky, i)];
            }
        }
        packed
    }
}
