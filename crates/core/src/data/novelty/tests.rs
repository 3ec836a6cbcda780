mod edges;

use std::f32::consts::TAU;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rand::RngExt;

use super::*;
use crate::data::{Dataset, IdxFiles, preprocess};
use crate::random::{Stream, stream};

/// Strokes along points of a square from 0 to 1.
type Drawing = Vec<Vec<[f32; 2]>>;

const SIDE: usize = 112;
/// The pad's medium brush.
const PEN: f32 = 0.075;

/// As the pad tells it and the network sees it, `[28, 28]`.
fn seen(drawing: &Drawing) -> Vec<u8> {
    let mut pixels = vec![0; SIDE * SIDE];
    for (index, pixel) in pixels.iter_mut().enumerate() {
        let at = [index % SIDE, index / SIDE].map(|place| (place as f32 + 0.5) / SIDE as f32);
        let gap = drawing
            .iter()
            .flat_map(|stroke| stroke.windows(2))
            .map(|pair| distance(at, pair[0], pair[1]))
            .fold(1.0, f32::min);
        *pixel = (((PEN / 2.0 - gap) * SIDE as f32 + 0.5).clamp(0.0, 1.0) * 255.0) as u8;
    }
    preprocess::center(&pixels, SIDE, SIDE, 28, 28)
}

/// Of a point from the line between two others.
fn distance([x, y]: [f32; 2], [ax, ay]: [f32; 2], [bx, by]: [f32; 2]) -> f32 {
    let (dx, dy) = (bx - ax, by - ay);
    let along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy).max(1e-9);
    let along = along.clamp(0.0, 1.0);
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

fn strokes(points: &[&[[f32; 2]]]) -> Drawing {
    points.iter().map(|stroke| stroke.to_vec()).collect()
}

/// Digits as one hand writes them with a mouse, each once.
fn digits() -> Vec<Drawing> {
    let ring = (0..=24).map(|step| TAU * step as f32 / 24.0);
    vec![
        vec![
            ring.map(|turn| [0.5 - 0.2 * turn.sin(), 0.5 - 0.3 * turn.cos()])
                .collect(),
        ],
        strokes(&[&[[0.53, 0.18], [0.51, 0.5], [0.48, 0.82]]]),
        strokes(&[&[
            [0.32, 0.34],
            [0.38, 0.24],
            [0.5, 0.2],
            [0.62, 0.25],
            [0.66, 0.37],
            [0.58, 0.52],
            [0.45, 0.65],
            [0.32, 0.79],
            [0.5, 0.78],
            [0.7, 0.78],
        ]]),
        strokes(&[&[
            [0.34, 0.24],
            [0.46, 0.18],
            [0.6, 0.22],
            [0.64, 0.34],
            [0.56, 0.45],
            [0.46, 0.48],
            [0.58, 0.51],
            [0.66, 0.62],
            [0.62, 0.76],
            [0.48, 0.82],
            [0.34, 0.76],
        ]]),
        strokes(&[&[[0.38, 0.2], [0.32, 0.52], [0.68, 0.52]], &[[0.6, 0.25], [0.58, 0.82]]]),
        strokes(&[&[
            [0.66, 0.2],
            [0.38, 0.2],
            [0.36, 0.46],
            [0.52, 0.42],
            [0.66, 0.52],
            [0.66, 0.68],
            [0.54, 0.8],
            [0.36, 0.76],
        ]]),
        strokes(&[&[
            [0.6, 0.18],
            [0.44, 0.34],
            [0.36, 0.58],
            [0.4, 0.76],
            [0.54, 0.82],
            [0.64, 0.7],
            [0.58, 0.56],
            [0.42, 0.6],
        ]]),
        strokes(&[&[
            [0.3, 0.24],
            [0.5, 0.23],
            [0.7, 0.23],
            [0.6, 0.45],
            [0.52, 0.64],
            [0.46, 0.82],
        ]]),
        strokes(&[&[
            [0.6, 0.28],
            [0.5, 0.2],
            [0.4, 0.28],
            [0.44, 0.42],
            [0.58, 0.56],
            [0.62, 0.7],
            [0.5, 0.82],
            [0.38, 0.7],
            [0.44, 0.54],
            [0.58, 0.4],
            [0.6, 0.28],
        ]]),
        strokes(&[&[
            [0.62, 0.32],
            [0.5, 0.2],
            [0.38, 0.3],
            [0.42, 0.46],
            [0.58, 0.42],
            [0.62, 0.3],
            [0.6, 0.5],
            [0.56, 0.82],
        ]]),
    ]
}

/// What is drawn by who wants to know what happens.
fn absurd() -> Vec<(&'static str, Drawing)> {
    let draw = |name, points: &[&[[f32; 2]]]| (name, strokes(points));
    vec![
        draw(
            "A",
            &[&[[0.25, 0.8], [0.5, 0.2], [0.75, 0.8]], &[[0.35, 0.58], [0.65, 0.58]]],
        ),
        draw(
            "E",
            &[
                &[[0.7, 0.2], [0.3, 0.2], [0.3, 0.8], [0.7, 0.8]],
                &[[0.3, 0.5], [0.6, 0.5]],
            ],
        ),
        draw(
            "H",
            &[
                &[[0.3, 0.2], [0.3, 0.8]],
                &[[0.7, 0.2], [0.7, 0.8]],
                &[[0.3, 0.5], [0.7, 0.5]],
            ],
        ),
        draw("K", &[&[[0.3, 0.2], [0.3, 0.8]], &[[0.7, 0.2], [0.3, 0.5], [0.7, 0.8]]]),
        draw("M", &[&[[0.2, 0.8], [0.25, 0.2], [0.5, 0.6], [0.75, 0.2], [0.8, 0.8]]]),
        draw("T", &[&[[0.2, 0.2], [0.8, 0.2]], &[[0.5, 0.2], [0.5, 0.8]]]),
        draw("W", &[&[[0.2, 0.2], [0.35, 0.8], [0.5, 0.4], [0.65, 0.8], [0.8, 0.2]]]),
        draw("X", &[&[[0.25, 0.2], [0.75, 0.8]], &[[0.75, 0.2], [0.25, 0.8]]]),
        draw(
            "Y",
            &[&[[0.25, 0.2], [0.5, 0.5], [0.75, 0.2]], &[[0.5, 0.5], [0.5, 0.8]]],
        ),
        draw("+", &[&[[0.5, 0.2], [0.5, 0.8]], &[[0.2, 0.5], [0.8, 0.5]]]),
        draw("-", &[&[[0.2, 0.5], [0.8, 0.5]]]),
        draw(
            "star",
            &[&[[0.3, 0.8], [0.5, 0.15], [0.7, 0.8], [0.2, 0.4], [0.8, 0.4], [0.3, 0.8]]],
        ),
        draw(
            "square",
            &[&[[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75], [0.25, 0.25]]],
        ),
        draw("triangle", &[&[[0.25, 0.75], [0.5, 0.25], [0.75, 0.75], [0.25, 0.75]]]),
        draw("dot", &[&[[0.5, 0.5], [0.5, 0.5]]]),
    ]
}

/// Strokes to and fro without lifting the pen, `count` points at random.
fn scribble(count: usize, seed: u32) -> Drawing {
    let mut rng = stream(seed, Stream::Split);
    vec![
        (0..count)
            .map(|_| [(); 2].map(|()| rng.random_range(0.15..0.85)))
            .collect(),
    ]
}

fn noise(seed: u32) -> Vec<u8> {
    let mut rng = stream(seed, Stream::Split);
    let pixels: Vec<u8> = (0..SIDE * SIDE).map(|_| rng.random()).collect();
    preprocess::center(&pixels, SIDE, SIDE, 28, 28)
}

/// A full pad.
fn full() -> Vec<u8> {
    preprocess::center(&vec![255; SIDE * SIDE], SIDE, SIDE, 28, 28)
}

/// A drawing by another hand: leant, stretched, turned, and with unsteady points.
fn by_another_hand(drawing: &Drawing, seed: u32) -> Drawing {
    let mut rng = stream(seed, Stream::Split);
    let (turn, lean) = (rng.random_range(-0.2..0.2_f32), rng.random_range(-0.15..0.15));
    let stretch = rng.random_range(0.8..1.2);
    let mut shift = |[x, y]: [f32; 2]| {
        let (x, y) = (
            x - 0.5 + rng.random_range(-0.015..0.015),
            y - 0.5 + rng.random_range(-0.015..0.015),
        );
        let x = x * stretch + lean * y;
        [
            0.5 + x * turn.cos() - y * turn.sin(),
            0.5 + x * turn.sin() + y * turn.cos(),
        ]
    };
    drawing
        .iter()
        .map(|stroke| stroke.iter().map(|&point| shift(point)).collect())
        .collect()
}

fn share(novelties: impl Iterator<Item = Novelty>) -> f64 {
    let flags: Vec<bool> = novelties.map(Novelty::is_novel).collect();
    flags.iter().filter(|&&flag| flag).count() as f64 / flags.len() as f64
}

fn share_of(detector: &NoveltyDetector, split: &Split, images: impl Iterator<Item = usize>) -> f64 {
    share(images.map(|index| detector.judge(split.image(index))))
}

#[test]
fn digits_are_seldom_novel_and_letters_are() {
    let data = Dataset::synthetic(1_000, 2_000, 1).unwrap();
    let detector = NoveltyDetector::new(&data.test).unwrap();
    // Digits that it has not measured.
    let alarms = share_of(&detector, &data.train, 0..1_000);
    assert!(alarms < 0.02, "{alarms}");
    let letters = share(
        absurd()
            .iter()
            .filter(|(name, _)| name.len() == 1)
            .map(|(_, drawing)| detector.judge(&seen(drawing))),
    );
    assert!(letters > 0.8, "{letters}");
    assert!(detector.judge(&full()).is_novel());
    assert!(detector.judge(&noise(1)).is_novel());
}

#[test]
fn a_blank_image_has_no_edge_in_common() {
    let data = Dataset::synthetic(1, 200, 1).unwrap();
    let novelty = NoveltyDetector::new(&data.test).unwrap().judge(&[0; 28 * 28]);
    assert_eq!(novelty.distance, 1.0);
    assert!(novelty.is_novel());
}

#[test]
fn an_image_of_the_test_set_is_at_no_distance_whatever_its_brightness() {
    let data = Dataset::synthetic(1, 200, 1).unwrap();
    let detector = NoveltyDetector::new(&data.test).unwrap();
    let image = data.test.image(3);
    assert!(detector.judge(image).distance < 1e-5);
    let faint: Vec<u8> = image.iter().map(|pixel| pixel / 2).collect();
    assert!(detector.judge(&faint).distance < 1e-3);
}

#[test]
fn few_test_images_say_nothing() {
    let data = Dataset::synthetic(1, 199, 1).unwrap();
    assert!(NoveltyDetector::new(&data.test).is_none());
}

/// An image of one size, its edges in the same cells at another.
#[test]
fn images_of_any_size_are_compared() {
    let data = Dataset::synthetic(1, 200, 1).unwrap();
    for side in [8, 45, 128] {
        let images = (0..200).flat_map(|index| preprocess::fit(data.test.image(index), 28, 28, side, side));
        let test = Split {
            images: images.collect(),
            labels: data.test.labels.clone(),
            height: side,
            width: side,
        };
        let detector = NoveltyDetector::new(&test).unwrap();
        assert!(detector.limit < 0.8, "{side}: {}", detector.limit);
        assert!(detector.judge(test.image(5)).distance < 1e-5);
    }
}

/// The table in docs/quality.md.
#[test]
#[ignore = "a measurement; MNIST is wanted in KILN_MNIST_DIR"]
fn measure() {
    let folder = std::env::var_os("KILN_MNIST_DIR").expect("KILN_MNIST_DIR with the four files");
    let read = |name: &str| fs::read(Path::new(&folder).join(format!("{name}.gz"))).unwrap();
    let mnist = Dataset::from_idx(IdxFiles {
        train_images: &read("train-images-idx3-ubyte"),
        train_labels: &read("train-labels-idx1-ubyte"),
        test_images: &read("t10k-images-idx3-ubyte"),
        test_labels: &read("t10k-labels-idx1-ubyte"),
    })
    .unwrap();
    let built_in = Dataset::synthetic(10_000, 2_000, 1).unwrap();
    for (name, data) in [("MNIST", &mnist), ("built-in digits", &built_in)] {
        let start = std::time::Instant::now();
        let detector = NoveltyDetector::new(&data.test).unwrap();
        let mut told = format!(
            "{name}: limit {:.3}, measured in {:?}\n",
            detector.limit,
            start.elapsed()
        );
        let mut tell = |what: &str, share: f64| writeln!(told, "  {what}: {:.2} %", share * 100.0).unwrap();
        tell(
            "10,000 of its training images",
            share_of(&detector, &data.train, 0..10_000),
        );
        tell(
            "MNIST's 10,000 test images",
            share_of(&detector, &mnist.test, 0..10_000),
        );
        for (digit, drawing) in digits().iter().enumerate() {
            let hands = (0..100).map(|seed| detector.judge(&seen(&by_another_hand(drawing, seed))));
            tell(&format!("{digit}, varied 100 times"), share(hands));
        }
        for (name, drawing) in absurd() {
            let hands = (0..20).map(|seed| detector.judge(&seen(&by_another_hand(&drawing, seed))));
            tell(&format!("{name}, varied 20 times"), share(hands));
        }
        for count in [5, 10, 20, 40] {
            let all = (0..100).map(|seed| detector.judge(&seen(&scribble(count, seed))));
            tell(&format!("100 scribbles of {count} points"), share(all));
        }
        tell(
            "20 times noise",
            share((0..20).map(|seed| detector.judge(&noise(seed)))),
        );
        tell("a full pad", share([detector.judge(&full())].into_iter()));
        tell("a blank one", share([detector.judge(&[0; 784])].into_iter()));
        println!("{told}");
    }
}
