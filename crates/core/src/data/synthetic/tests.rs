//! What a synthetic data set promises: reproducible, balanced, centred, varied, and made of recognisable digits.

use super::*;

const PIXELS: usize = SIDE * SIDE;

/// The images of one label, as values in [0, 1].
fn of_class(images: &[u8], labels: &[u8], class: u8) -> Vec<Vec<f32>> {
    let image = |i: usize| {
        images[i * PIXELS..][..PIXELS]
            .iter()
            .map(|&pixel| preprocess::to_unit(pixel))
            .collect()
    };
    (0..labels.len()).filter(|&i| labels[i] == class).map(image).collect()
}

fn distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

#[test]
fn synthetic_digits_depend_on_the_seed() {
    assert_eq!(generate(50, 7), generate(50, 7));
    assert_ne!(generate(50, 7).0, generate(50, 8).0);
    assert_ne!(generate(50, 7).1, generate(50, 8).1);
    assert_eq!(generate(0, 7), (vec![], vec![]));
}

/// 32-bit FNV-1a of the images of 100 digits with seed 42. A change of the writing changes it, deliberately; a platform
/// must not.
#[test]
fn the_bytes_are_the_same_on_every_platform() {
    let checksum = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    assert_eq!(generate(100, 42).0.iter().fold(0x811C_9DC5, checksum), 0x2786_8F60);
}

#[test]
fn a_longer_data_set_begins_with_the_shorter() {
    let (images, labels) = generate(137, 3);
    for count in [1, 9, 10, 64] {
        let (prefix, prefix_labels) = generate(count, 3);
        assert_eq!(prefix, images[..count * PIXELS]);
        assert_eq!(prefix_labels, labels[..count]);
    }
}

#[test]
fn classes_are_balanced_and_shuffled() {
    let (_, labels) = generate(1003, 1);
    let counts: Vec<usize> = (0..10)
        .map(|class| labels.iter().filter(|&&label| label == class).count())
        .collect();
    assert!(counts.iter().all(|count| (100..=101).contains(count)), "{counts:?}");
    let in_order = labels.chunks_exact(10).filter(|block| block.is_sorted()).count();
    assert_eq!(in_order, 0);
}

#[test]
fn every_image_is_centred_ink_on_background() {
    let (images, labels) = generate(1000, 5);
    for (image, label) in images.chunks_exact(PIXELS).zip(labels) {
        let mass: f32 = image.iter().map(|&pixel| f32::from(pixel)).sum();
        let mean = |coordinate: fn(usize) -> usize| {
            image
                .iter()
                .enumerate()
                .map(|(i, &pixel)| f32::from(pixel) * coordinate(i) as f32)
                .sum::<f32>()
                / mass
        };
        let (y, x) = (mean(|i| i / SIDE), mean(|i| i % SIDE));
        assert!((y - 14.0).abs() < 1.0 && (x - 14.0).abs() < 1.0, "a {label} at {y} {x}");
        assert!((15.0..350.0).contains(&(mass / 255.0)), "a {label} of {mass}");
        assert!(
            image.iter().any(|&pixel| pixel > 150) && image.iter().filter(|&&pixel| pixel == 0).count() > PIXELS / 3
        );
    }
    assert!((0..=254).all(|value| images.contains(&value)), "all greys occur");
}

#[test]
fn synthetic_digits_of_a_class_differ() {
    let (images, labels) = generate(300, 9);
    for class in 0..10 {
        let members = of_class(&images, &labels, class);
        let pairs = members.iter().zip(&members[1..]);
        let mean = pairs.map(|(a, b)| distance(a, b)).sum::<f32>() / (members.len() - 1) as f32;
        assert!(mean > 5.0, "class {class}: {mean}");
    }
}

#[test]
fn digits_are_told_apart_by_their_class_means() {
    let (images, labels) = generate(500, 11);
    let centroids: Vec<Vec<f32>> = (0..10)
        .map(|class| {
            let members = of_class(&images, &labels, class);
            (0..PIXELS)
                .map(|i| members.iter().map(|image| image[i]).sum::<f32>() / members.len() as f32)
                .collect()
        })
        .collect();
    let (images, labels) = generate(500, 12);
    let mut correct = 0;
    for class in 0..10 {
        for image in of_class(&images, &labels, class) {
            let distances: Vec<f32> = centroids.iter().map(|centroid| distance(centroid, &image)).collect();
            let nearest = (0..10)
                .min_by(|&a, &b| distances[a].total_cmp(&distances[b]))
                .expect("ten classes");
            correct += usize::from(nearest == usize::from(class));
        }
    }
    assert!(correct > 300, "{correct} of 500");
}
