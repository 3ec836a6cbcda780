//! Work whose amount is known beforehand, for whoever has a clock: what a device can do at best, to hold training against.

use burn::tensor::{Device, Tensor, TensorData};

use crate::error::{Error, Range};
use crate::metric::running;
use crate::op;

/// Larger matrices take tens of megabytes each and multiply no quicker.
pub const MAX_SIZE: usize = 2048;

/// A call should come to an end.
pub const MAX_REPEATS: usize = 10_000;

/// Multiplies a `[size, size]` matrix `repeats` times by another, each product by the next, and waits for the last:
/// `2 * size^3 * repeats` operations, with all the threads that training has. Returns a number out of the last product,
/// which is 1 on a device that computes what it should: the first matrix is all ones, and the other all `1 / size`.
///
/// # Errors
/// [`Error::Config`] where `size` or `repeats` is 0 or above [`MAX_SIZE`] or [`MAX_REPEATS`]; [`Error::Readback`] if the
/// device has been lost.
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
    let corner = running::floats(last.slice([size - 1..size, size - 1..size])).await?;
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
    fn every_product_is_made_of_the_one_before_and_stays_one() {
        for (size, repeats) in [(1, 1), (64, 3), (100, 20), (256, 2)] {
            let corner = on_cpu(size, repeats).unwrap();
            assert!((corner - 1.0).abs() < 1e-4, "{size}, {repeats}: {corner}");
        }
    }

    #[test]
    fn no_work_and_endless_work_are_refused() {
        for (size, repeats) in [(0, 1), (1, 0), (MAX_SIZE + 1, 1), (1, MAX_REPEATS + 1)] {
            assert_eq!(on_cpu(size, repeats).unwrap_err().code(), "config", "{size}, {repeats}");
        }
    }
}
