use super::*;
use crate::data::Preprocessing;
use crate::error::Error;

fn split(images: &[([u8; 4], u8)]) -> Split {
    Split {
        images: images.iter().flat_map(|(image, _)| *image).collect(),
        labels: images.iter().map(|(_, label)| *label).collect(),
        height: 2,
        width: 2,
    }
}

fn planted() -> Dataset {
    let (a, b, c, d) = ([1, 2, 3, 4], [4, 3, 2, 1], [9, 9, 9, 1], [5, 0, 0, 0]);
    Dataset {
        train: split(&[
            (a, 0),
            (b, 0),
            (a, 0),
            ([0; 4], 1),
            (b, 1),
            ([7; 4], 1),
            (c, 1),
            (a, 0),
            (d, 0),
            (b, 0),
        ]),
        test: split(&[(c, 1), (d, 1), ([1, 1, 1, 2], 0)]),
        num_classes: 2,
        class_names: vec!["a".to_owned(), "b".to_owned()],
        preprocessing: Preprocessing::MNIST,
    }
}

#[test]
fn each_planted_fault_is_found() {
    let found = find(&planted());
    assert_eq!(found.duplicates, [2, 4, 7, 9]);
    assert_eq!(found.conflicting, [1, 4, 9]);
    assert_eq!(found.leaked, [6, 8]);
    assert_eq!((found.blank, found.constant), (vec![3], vec![5]));
}

#[test]
fn audit_report_counts_all_and_lists_100() {
    let mut data = planted();
    data.train = split(&[([0; 4], 0); 150]);
    let report = report(&data);
    assert_eq!((report.blank.count, report.duplicates.count), (150, 149));
    assert!(report.blank.indices.iter().copied().eq(0..100));
    assert!(report.duplicates.indices.iter().copied().eq(1..101));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(
        (&json["leaked"]["count"], &json["blank"]["indices"][1]),
        (&0.into(), &1.into())
    );
}

#[test]
fn audit_finds_nothing_in_synthetic_digits() {
    assert_eq!(find(&Dataset::synthetic(200, 50, 1).unwrap()), Findings::default());
}

#[test]
fn without_drops_given_images_but_never_all() {
    let data = planted();
    let found = find(&data);
    let cleaned = data.without(&[found.duplicates, found.leaked].concat()).unwrap();
    assert_eq!(cleaned.train.labels, [0, 0, 1, 1]);
    assert_eq!(cleaned.train.image(3), [7; 4]);
    assert_eq!(cleaned.test, data.test);
    assert!(find(&cleaned).duplicates.is_empty());
    assert_eq!(data.without(&[99]).unwrap(), data);
    let all: Vec<u32> = (0..10).collect();
    assert_eq!(data.without(&all).unwrap_err(), Error::NoImages { split: "training" });
}
