//! Numbers that stay on the device until a whole chunk of work is read back at once.

use burn::tensor::Tensor;

use crate::error::Error;

/// Reads many tensors in one go, each to a list of its own.
///
/// # Errors
/// [`Error::Readback`] if the device has been lost.
pub async fn read(tensors: Vec<Tensor<1>>) -> Result<Vec<Vec<f32>>, Error> {
    if tensors.is_empty() {
        return Ok(Vec::new());
    }
    let lengths: Vec<usize> = tensors.iter().map(|tensor| tensor.dims()[0]).collect();
    let numbers = floats(Tensor::cat(tensors, 0)).await?;
    let mut rest = numbers.as_slice();
    let cut = |length| {
        let (own, after) = rest.split_at(length);
        rest = after;
        own.to_vec()
    };
    Ok(lengths.into_iter().map(cut).collect())
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
