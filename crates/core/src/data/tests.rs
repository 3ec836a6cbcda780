use super::*;

fn idx(dimensions: &[u32], data: &[u8]) -> Vec<u8> {
    let mut bytes = (0x0800 + dimensions.len() as u32).to_be_bytes().to_vec();
    dimensions.iter().for_each(|d| bytes.extend(d.to_be_bytes()));
    bytes.extend(data);
    bytes
}

#[test]
fn numbers_of_images_and_labels_must_match() {
    let (images, labels, fewer) = (idx(&[2, 1, 1], &[7, 8]), idx(&[2], &[1, 2]), idx(&[1], &[1]));
    let files = IdxFiles {
        train_images: &images,
        train_labels: &fewer,
        test_images: &images,
        test_labels: &labels,
    };
    assert_eq!(
        Dataset::from_idx(files),
        Err(Error::CountMismatch { images: 2, labels: 1 })
    );
}

#[test]
fn errors_are_serialised_as_the_values_of_their_messages() {
    let values = |error: Error| serde_json::to_value(error).unwrap();
    let counts = Error::CountMismatch { images: 2, labels: 1 };
    assert_eq!(values(counts), serde_json::json!({ "images": 2, "labels": 1 }));
    let (images, labels) = (idx(&[2, 1, 1], &[7, 8]), idx(&[2], &[1, 2]));
    let files = IdxFiles {
        train_images: &images,
        train_labels: &labels,
        test_images: &images[..17],
        test_labels: &labels,
    };
    let cut = Dataset::from_idx(files).unwrap_err();
    let expected = serde_json::json!({ "file": "test images", "expected": 18, "found": 17 });
    assert_eq!(values(cut), expected);
}

#[test]
fn train_and_test_must_be_of_one_size() {
    let (a, b, labels) = (idx(&[1, 1, 2], &[7, 8]), idx(&[1, 2, 1], &[7, 8]), idx(&[1], &[1]));
    let files = IdxFiles {
        train_images: &a,
        train_labels: &labels,
        test_images: &b,
        test_labels: &labels,
    };
    assert_eq!(
        Dataset::from_idx(files),
        Err(Error::SizeMismatch {
            train: [1, 2],
            test: [2, 1]
        })
    );
}

#[test]
fn the_message_names_the_file() {
    let (images, labels) = (idx(&[1, 1, 1], &[7]), idx(&[1], &[1]));
    let files = IdxFiles {
        train_images: &images,
        train_labels: &labels,
        test_images: &labels,
        test_labels: &labels,
    };
    let error = Dataset::from_idx(files).unwrap_err();
    assert_eq!(error.code(), "idxWrongMagic");
    assert!(error.to_string().starts_with("test images: expected"), "{error}");
}

#[test]
fn synthetic_counts_are_checked() {
    assert_eq!(Dataset::synthetic(0, 1, 1).unwrap_err().code(), "syntheticCount");
    assert_eq!(
        Dataset::synthetic(1, MAX_SYNTHETIC + 1, 1).unwrap_err().code(),
        "syntheticCount"
    );
}

#[test]
fn synthetic_test_digits_are_not_training_digits() {
    let data = Dataset::synthetic(50, 50, 1).unwrap();
    let shared = (0..50)
        .filter(|&i| (0..50).any(|j| data.train.image(i) == data.test.image(j)))
        .count();
    assert_eq!(shared, 0);
    assert_eq!(data.info().train_counts, vec![5; 10]);
}
