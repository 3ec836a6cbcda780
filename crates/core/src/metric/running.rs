//! Sums that stay on the device until a whole chunk of work is read back at once.

use burn::tensor::Tensor;

use crate::error::Error;

/// `[sum of losses, images read correctly]`, `[2]`, on the device.
#[derive(Clone, Debug)]
pub struct Sums(Tensor<1>);

impl Sums {
    /// From losses `[batch, 1]`, and logits and one-hot targets `[batch, classes]`; none of them tracked for gradients.
    #[must_use]
    pub fn new(losses: Tensor<2>, logits: Tensor<2>, targets: Tensor<2>) -> Self {
        let correct = logits.argmax(1).equal(targets.argmax(1)).float().sum();
        Self(Tensor::cat(vec![losses.sum(), correct], 0))
    }
}

/// Of both.
impl std::ops::Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// Reads many sums in one go: `(sum of losses, images read correctly)` each.
///
/// # Errors
/// [`Error::Readback`] if the device has been lost.
pub async fn read(sums: Vec<Sums>) -> Result<Vec<(f32, usize)>, Error> {
    if sums.is_empty() {
        return Ok(Vec::new());
    }
    let together = Tensor::cat(sums.into_iter().map(|Sums(tensor)| tensor).collect(), 0);
    let numbers = floats(together).await?;
    Ok(numbers
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1] as usize))
        .collect())
}

/// The numbers of a tensor, row-major; the one place where core waits for a device.
///
/// # Errors
/// [`Error::Readback`] if the device has been lost.
pub async fn floats<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>, Error> {
    let data = tensor
        .into_data_async()
        .await
        .map_err(|error| Error::Readback(error.to_string()))?;
    data.try_to_vec().map_err(|error| Error::Readback(format!("{error:?}")))
}
