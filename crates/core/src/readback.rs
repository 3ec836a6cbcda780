//! Readback: numbers that stay on the device until a whole chunk of work is read at once, since each wait for a GPU
//! costs more than the numbers do.

use burn::tensor::Tensor;

use crate::error::Error;

/// The numbers of every tensor, beside what it came with, in one readback; none where there is no tensor.
///
/// # Errors
/// [`Error::Readback`] if the device has been lost.
pub async fn floats_of_each<T>(items: Vec<(T, Option<Tensor<1>>)>) -> Result<Vec<(T, Vec<f32>)>, Error> {
    let mut tensors = Vec::with_capacity(items.len());
    let mut lengths = Vec::with_capacity(items.len());
    for (owner, tensor) in items {
        lengths.push((owner, tensor.as_ref().map_or(0, |tensor| tensor.dims()[0])));
        tensors.extend(tensor);
    }
    let numbers = if tensors.is_empty() {
        Vec::new()
    } else {
        floats(Tensor::cat(tensors, 0)).await?
    };
    let mut rest = numbers.as_slice();
    let cut = |(owner, length)| {
        let (own, after) = rest.split_at(length);
        rest = after;
        (owner, own.to_vec())
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
