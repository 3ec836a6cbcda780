//! Benchmark work of a known amount, for whoever has a clock: matrix products show what a device can do at best, which
//! training speed is compared with.

use burn::tensor::{Device, Tensor, TensorData};

use crate::error::{Error, Range};
use crate::op;
use crate::readback;

/// Larger matrices take tens of megabytes each and multiply no quicker.
pub const MAX_SIZE: usize = 2048;

/// An upper bound, so that a call comes to an end.
pub const MAX_REPEATS: usize = 10_000;

/// Multiplies a `[size, size]` matrix `repeats` times by another, each product by the next, and waits for the last:
/// `2 * size^3 * repeats` operations, with all the threads that training has. Returns a number out of the last product,
/// which is 1 on a device that computes what it should: the first matrix is all ones, and the other all `1 / size`.
///
/// ```
/// use burn::tensor::Device;
/// use kiln_core::bench::product;
///
/// let start = std::time::Instant::now();
/// assert_eq!(pollster::block_on(product(64, 10, &Device::flex()))?, 1.0);
/// let gflops = 2.0 * 64_f64.powi(3) * 10.0 / start.elapsed().as_secs_f64() / 1e9;
/// # assert!(gflops > 0.0);
/// # Ok::<(), kiln_core::Error>(())
/// ```
///
/// # Errors
/// [`Error::Config`] where `size` or `repeats` is 0 or above [`MAX_SIZE`] or [`MAX_REPEATS`]; [`Error::Readback`] if
/// the device has been lost.
pub async fn product(size: usize, repeats: usize, device: &Device) -> Result<f32, Error> {
    let count = |max: usize| Range::between(1.0, max as f64).whole();
    count(MAX_SIZE).check("size", size as f64)?;
    count(MAX_REPEATS).check("repeats", repeats as f64)?;
    let device = device.clone().without_autodiff();
    // Written out: a tensor made of one number might stay one number.
    let filled = |value: f32| -> Tensor<2> {
        Tensor::from_data(TensorData::new(vec![value; size * size], [size, size]), &device)
    };
    let other = filled(1.0 / size as f32);
    // The product of our dense layers, which on a CPU uses all threads and is as quick as Burn's with one.
    let none = Tensor::zeros([size], &device);
    let last = (0..repeats).fold(filled(1.0), |product, _| {
        op::dense(product, other.clone(), none.clone(), false)
    });
    let corner = readback::floats(last.slice([size - 1..size, size - 1..size])).await?;
    corner
        .first()
        .copied()
        .ok_or_else(|| Error::Readback("it returned nothing".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_cpu(size: usize, repeats: usize) -> Result<f32, Error> {
        pollster::block_on(product(size, repeats, &Device::flex()))
    }

    #[test]
    fn matrix_products_are_chained_and_stay_1() {
        for (size, repeats) in [(1, 1), (64, 3), (100, 20), (256, 2)] {
            let corner = on_cpu(size, repeats).unwrap();
            assert!((corner - 1.0).abs() < 1e-4, "{size}, {repeats}: {corner}");
        }
    }

    #[test]
    fn product_sizes_and_repeats_are_limited() {
        for (size, repeats) in [(0, 1), (1, 0), (MAX_SIZE + 1, 1), (1, MAX_REPEATS + 1)] {
            assert_eq!(on_cpu(size, repeats).unwrap_err().code(), "config", "{size}, {repeats}");
        }
    }
}
