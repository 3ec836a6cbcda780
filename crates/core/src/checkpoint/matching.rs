//! Matching the tensors of a file with those of a network, by name and exact shape: none missing, none left over,
//! nothing reshaped.

use std::collections::BTreeMap;

use super::{CheckpointError, NamedTensor};

/// The tensors of a file by name; of two with one name, which no [`super::TensorFile`] read from bytes has, the latter.
#[must_use]
pub fn by_name(tensors: Vec<NamedTensor>) -> BTreeMap<String, NamedTensor> {
    tensors
        .into_iter()
        .map(|tensor| (tensor.name.clone(), tensor))
        .collect()
}

/// Takes the values of tensor `name` out of `file`, row-major.
///
/// # Errors
/// [`CheckpointError::Mismatch`] where there is none, or its shape is not `shape`; `file` is then as it was.
pub fn take(
    file: &mut BTreeMap<String, NamedTensor>,
    name: &str,
    shape: &[usize],
) -> Result<Vec<f32>, CheckpointError> {
    match file.remove(name) {
        Some(tensor) if tensor.shape == shape => Ok(tensor.values),
        other => {
            let found = other.as_ref().map(|tensor| tensor.shape.clone());
            file.extend(other.map(|tensor| (name.to_owned(), tensor)));
            Err(CheckpointError::Mismatch {
                tensor: name.to_owned(),
                expected: Some(shape.to_vec()),
                found,
            })
        }
    }
}

/// Makes sure that every tensor of `file` was taken.
///
/// # Errors
/// [`CheckpointError::Mismatch`] names the first that was not.
pub fn none_left(file: &BTreeMap<String, NamedTensor>) -> Result<(), CheckpointError> {
    match file.first_key_value() {
        None => Ok(()),
        Some((name, tensor)) => Err(CheckpointError::Mismatch {
            tensor: name.clone(),
            expected: None,
            found: Some(tensor.shape.clone()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> BTreeMap<String, NamedTensor> {
        by_name(vec![NamedTensor {
            name: "0.weight".into(),
            shape: vec![2, 1],
            values: vec![3.0, 4.0],
        }])
    }

    #[test]
    fn a_tensor_is_taken_once() {
        let mut file = file();
        assert_eq!(take(&mut file, "0.weight", &[2, 1]), Ok(vec![3.0, 4.0]));
        assert_eq!(none_left(&file), Ok(()));
        let again = take(&mut file, "0.weight", &[2, 1]).unwrap_err();
        assert_eq!(
            again.to_string(),
            "tensor \"0.weight\": expected shape [2, 1], found none: the file is from another architecture. Use the \
             layers it was saved with."
        );
    }

    #[test]
    fn tensors_of_another_shape_do_not_match() {
        let mut file = file();
        let error = take(&mut file, "0.weight", &[1, 2]).unwrap_err();
        assert!(
            error.to_string().contains("expected shape [1, 2], found shape [2, 1]"),
            "{error}"
        );
        assert_eq!(
            take(&mut file, "0.weight", &[2, 1]),
            Ok(vec![3.0, 4.0]),
            "it is still there"
        );
    }

    #[test]
    fn a_tensor_left_over_is_named() {
        let error = none_left(&file()).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("tensor \"0.weight\": expected none, found shape [2, 1]"),
            "{error}"
        );
        assert_eq!(error.code(), "checkpointMismatch");
    }
}
