//! How folders become classes.

use super::*;

/// "class" or "class/train", "class/test" of each path; "-" for none.
fn arranged(paths: &[&str]) -> Vec<String> {
    let folders: Vec<Vec<String>> = paths
        .iter()
        .map(|path| {
            path.split('/')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        })
        .collect();
    let folders: Vec<&[String]> = folders.iter().map(Vec::as_slice).collect();
    let told = |place: Option<Place<'_>>| match place {
        None => "-".to_owned(),
        Some(Place { class, test: None }) => class.to_owned(),
        Some(Place {
            class,
            test: Some(test),
        }) => format!("{class}/{}", if test { "test" } else { "train" }),
    };
    arrange(&folders).into_iter().map(told).collect()
}

#[test]
fn number_of_images_is_limited_by_their_size() {
    assert_eq!(room(100_000, 28), Ok(()));
    assert!(room(32_768, 128).is_ok() && room(32_769, 128).is_err());
    assert!(room(usize::MAX, usize::MAX).unwrap_err().contains("more than 512 MiB"));
}

#[test]
fn decoded_pixels_are_limited_by_file_size() {
    // A photo of 12 megapixels, and 8192 x 8192 white ones in 8 KB each.
    assert_eq!(worthwhile(100_000 * 12_000_000, 100_000 * 2_000_000), Ok(()));
    assert_eq!(worthwhile(4 << 26, 4 * 8_192), Ok(()));
    assert!(worthwhile(5 << 26, 5 * 8_192).is_err());
}

#[test]
fn the_outermost_folder_is_the_class() {
    assert_eq!(arranged(&["cat", "dog", "dog/old"]), ["cat", "dog", "dog"]);
    assert_eq!(arranged(&["cat", "cat"]), ["cat", "cat"]);
}

#[test]
fn common_parent_folders_are_ignored() {
    assert_eq!(arranged(&["pets/cat", "pets/dog"]), ["cat", "dog"]);
    assert_eq!(arranged(&["a/train/cat", "a/train/dog"]), ["cat", "dog"]);
}

#[test]
fn train_and_test_folders_are_splits() {
    assert_eq!(
        arranged(&["train/cat", "Train/dog", "test/cat"]),
        ["cat/train", "dog/train", "cat/test"]
    );
    assert_eq!(arranged(&["x/train/cat", "x/test/cat"]), ["cat/train", "cat/test"]);
}

#[test]
fn validation_folders_are_test_images_without_a_test_folder() {
    assert_eq!(arranged(&["train/cat", "val/cat"]), ["cat/train", "cat/test"]);
    assert_eq!(
        arranged(&["train/cat", "val/cat", "test/cat"]),
        ["cat/train", "cat/train", "cat/test"]
    );
}

#[test]
fn an_image_in_no_folder_has_no_class() {
    assert_eq!(arranged(&["", "cat", "dog"]), ["-", "cat", "dog"]);
    assert_eq!(arranged(&["train", "test"]), ["train", "test"]);
}

#[test]
fn numeric_class_names_are_sorted_by_value() {
    let place = |class| Some(Place { class, test: None });
    assert_eq!(class_names(&[place("10"), place("9"), None]), ["9", "10"]);
    assert_eq!(class_names(&[place("b"), place("10"), place("9")]), ["10", "9", "b"]);
}
