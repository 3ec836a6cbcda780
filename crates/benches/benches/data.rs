//! Images on their way in: decoding files, drawing digits, varying images, and what a drawing goes through.

use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, Throughput};
use flate2::{Compression, write::GzEncoder};
use kiln_core::data::augment::Augmenter;
use kiln_core::data::config::Augmentation;
use kiln_core::data::{idx, preprocess, synthetic};
use rand_pcg::Pcg32;

const SIDE: usize = synthetic::SIDE;

fn main() {
    kiln_benches::run(|criterion| {
        decode(criterion);
        digits(criterion);
        augment(criterion);
        center(criterion);
    });
}

/// 10,000 images as a file, as the test images of MNIST are.
fn file() -> Vec<u8> {
    const COUNT: usize = 10_000;
    let (some, _) = synthetic::generate(COUNT / 10, 1);
    let mut bytes = vec![0, 0, 8, 3];
    for dimension in [COUNT, SIDE, SIDE] {
        bytes.extend((dimension as u32).to_be_bytes());
    }
    bytes.extend(some.iter().cycle().take(COUNT * SIDE * SIDE));
    bytes
}

fn decode(criterion: &mut Criterion) {
    let plain = file();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&plain).expect("memory");
    let packed = encoder.finish().expect("memory");
    let mut group = criterion.benchmark_group("IDX of 10,000 images");
    group.throughput(Throughput::Bytes(plain.len() as u64));
    group.bench_function("plain", |bencher| {
        bencher.iter(|| idx::images(black_box(&plain)).expect("a file"));
    });
    group.bench_function("gzip", |bencher| {
        bencher.iter(|| idx::images(black_box(&packed)).expect("a file"));
    });
    group.finish();
}

fn digits(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("built-in digits");
    group.throughput(Throughput::Elements(1000));
    group.bench_function("1000", |bencher| {
        bencher.iter(|| synthetic::generate(black_box(1000), 1))
    });
    group.finish();
}

fn augment(criterion: &mut Criterion) {
    const COUNT: usize = 128;
    let (images, _) = synthetic::generate(COUNT, 1);
    let affine = Augmentation {
        shift: 0.1,
        rotate: 10.0,
        scale: 0.1,
        ..Augmentation::default()
    };
    let everything = Augmentation {
        elastic: 2.0,
        noise: 0.1,
        erase: 0.2,
        ..affine
    };
    let mut group = criterion.benchmark_group("augmentation of 128 images");
    group.throughput(Throughput::Elements(COUNT as u64));
    for (name, config) in [("affine", affine), ("everything", everything)] {
        let mut augmenter = Augmenter::new(&config, SIDE, SIDE);
        let mut rng = Pcg32::new(1, 1);
        let mut out = vec![0.0; SIDE * SIDE];
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for image in images.chunks_exact(SIDE * SIDE) {
                    augmenter.apply(image, &mut rng, black_box(&mut out));
                }
            });
        });
    }
    group.finish();
}

fn center(criterion: &mut Criterion) {
    let (width, height) = (280, 280);
    let (digit, _) = synthetic::generate(1, 1);
    let pixels: Vec<u8> = (0..width * height)
        .map(|at| digit[(at / width / 10) * SIDE + (at % width) / 10])
        .collect();
    criterion.bench_function("a drawing of 280 x 280, centred", |bencher| {
        bencher.iter(|| preprocess::center(black_box(&pixels), width, height, SIDE, SIDE));
    });
}
