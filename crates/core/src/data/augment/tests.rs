use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::*;

const OFF: Augmentation = Augmentation {
    strength: 1.0,
    shift: 0.0,
    rotate: 0.0,
    scale: 0.0,
    shear: 0.0,
    elastic: 0.0,
    noise: 0.0,
    erase: 0.0,
};

const ALL: Augmentation = Augmentation {
    shift: 0.2,
    rotate: 30.0,
    scale: 0.2,
    shear: 0.2,
    elastic: 2.0,
    noise: 0.1,
    erase: 0.3,
    ..OFF
};

/// An image of one bright pixel.
fn dot(height: usize, width: usize, (y, x): (usize, usize)) -> Vec<u8> {
    let mut pixels = vec![0; height * width];
    pixels[y * width + x] = 255;
    pixels
}

fn moved(pixels: &[u8], height: usize, width: usize, motion: &Motion) -> Vec<f32> {
    let mut out = vec![f32::NAN; pixels.len()];
    Warp::new(height, width).apply(pixels, motion, None, &mut out);
    out
}

/// Center of mass, row and column, and sum of values.
fn light(values: &[f32], width: usize) -> (f32, f32, f32) {
    let sum: f32 = values.iter().sum();
    let mean = |of: fn(usize, usize) -> usize| {
        values
            .iter()
            .enumerate()
            .map(|(i, value)| of(i, width) as f32 * value)
            .sum::<f32>()
            / sum
    };
    (mean(|i, width| i / width), mean(|i, width| i % width), sum)
}

fn close(values: &[f32], pixels: &[u8]) -> bool {
    values
        .iter()
        .zip(pixels)
        .all(|(value, &pixel)| (value - preprocess::to_unit(pixel)).abs() < 1e-4)
}

#[test]
fn a_shift_moves_a_dot_right_and_down() {
    let shift = Motion {
        shift: [0.2, 0.5],
        ..Motion::NONE
    };
    assert!(close(&moved(&dot(8, 10, (1, 3)), 8, 10, &shift), &dot(8, 10, (5, 5))));
    // Half a pixel is shared by two, and what leaves the image is gone.
    let half = moved(
        &dot(8, 10, (1, 3)),
        8,
        10,
        &Motion {
            shift: [0.05, 0.0],
            ..Motion::NONE
        },
    );
    assert!((half[13] - 0.5).abs() < 1e-5 && (half[14] - 0.5).abs() < 1e-5);
    assert!(close(&moved(&dot(8, 10, (7, 3)), 8, 10, &shift), &[0; 80]));
}

#[test]
fn a_quarter_turn_brings_each_corner_to_the_next() {
    let corners = [(0, 0), (0, 8), (8, 8), (8, 0)];
    let quarter = Motion {
        angle: 90.0,
        ..Motion::NONE
    };
    for (i, corner) in corners.into_iter().enumerate() {
        let next = dot(9, 9, corners[(i + 1) % 4]);
        assert!(close(&moved(&dot(9, 9, corner), 9, 9, &quarter), &next), "{corner:?}");
    }
}

#[test]
fn scale_grows_about_the_middle_and_shear_leans() {
    let square: Vec<u8> = (0..441)
        .map(|i| {
            if (8..13).contains(&(i / 21)) && (8..13).contains(&(i % 21)) {
                255
            } else {
                0
            }
        })
        .collect();
    let (y, x, sum) = light(
        &moved(
            &square,
            21,
            21,
            &Motion {
                scale: 1.4,
                ..Motion::NONE
            },
        ),
        21,
    );
    assert!((y - 10.0).abs() < 1e-3 && (x - 10.0).abs() < 1e-3);
    assert!((sum / 25.0 - 1.4 * 1.4).abs() < 0.1, "{sum}");
    let lean = moved(
        &dot(21, 21, (14, 10)),
        21,
        21,
        &Motion {
            shear: 0.5,
            ..Motion::NONE
        },
    );
    assert!((light(&lean, 21).1 - 12.0).abs() < 1e-3);
}

#[test]
fn affine_motions_compose_as_scale_shear_rotation_and_shift() {
    let motion = Motion {
        shift: [0.1, -0.05],
        angle: 30.0,
        scale: 1.2,
        shear: 0.5,
    };
    // 9 right and 7 down of the middle: first larger, then to the right by half of how far it is down.
    let (x, y) = (1.2 * 9.0 + 0.5 * 1.2 * 7.0, 1.2 * 7.0);
    let (sin, cos) = 30.0_f32.to_radians().sin_cos();
    let (down, across, _) = light(&moved(&dot(61, 61, (37, 39)), 61, 61, &motion), 61);
    assert!((across - (30.0 + cos * x - sin * y + 6.1)).abs() < 0.1, "{across}");
    assert!((down - (30.0 + sin * x + cos * y - 3.05)).abs() < 0.1, "{down}");
}

#[test]
fn elastic_distortion_is_smooth_and_stays_within_its_amplitude() {
    for seed in 0..50 {
        let lattice = Lattice::draw(3.0, &mut Pcg32::new(seed, 1));
        let at = |y: usize, x: usize| {
            let nodes = lattice.row(elastic::center(y, 56), 56, 28);
            elastic::displacement(&nodes, &elastic::places(28)[x])
        };
        for (y, x) in [(0, 0), (17, 5), (30, 14), (54, 26)] {
            let [dx, dy] = at(y, x);
            assert!(dx.abs() <= 3.0 && dy.abs() <= 6.0, "{dx} {dy}");
            // Within a cell of 7 pixels a displacement changes by less than twice the amplitude.
            assert!((at(y, x + 1)[0] - dx).abs() < 6.0 / 7.0 && (at(y + 1, x)[1] - dy).abs() < 6.0 / 7.0);
            assert_ne!(at(y, x + 1), [dx, dy]);
        }
    }
}

#[test]
fn noise_has_the_given_standard_deviation() {
    let mut values = vec![0.5; 20_000];
    add_noise(&mut values, 0.1, &mut Pcg32::new(3, 1));
    let mean = values.iter().sum::<f32>() / 20_000.0;
    let std = (values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / 20_000.0).sqrt();
    assert!((mean - 0.5).abs() < 0.003 && (std - 0.1).abs() < 0.002, "{mean} {std}");
}

#[test]
fn erasing_only_darkens_up_to_the_given_area() {
    let (pixels, erase) = (vec![200; 30 * 20], Augmentation { erase: 0.4, ..OFF });
    let mut fractions = Vec::new();
    for seed in 0..200 {
        let erased = augment(&pixels, 30, 20, &erase, &mut Pcg32::new(seed, 1));
        assert!(erased.iter().all(|pixel| [0, 200].contains(pixel)));
        fractions.push(erased.iter().filter(|&&pixel| pixel == 0).count() as f32 / 600.0);
    }
    let mean = fractions.iter().sum::<f32>() / 200.0;
    assert!(
        fractions.iter().all(|fraction| *fraction < 0.45),
        "rounding to pixels adds little"
    );
    assert!((mean - 0.2).abs() < 0.03, "{mean}");
}

#[test]
fn augmentation_without_strength_changes_nothing() {
    let image: Vec<u8> = (0..784).map(|i| (i * 7919 % 256) as u8).collect();
    for config in [OFF, Augmentation { strength: 0.0, ..ALL }] {
        assert!(config.is_none());
        assert_eq!(augment(&image, 28, 28, &config, &mut Pcg32::new(1, 1)), image);
    }
    assert_ne!(augment(&image, 28, 28, &ALL, &mut Pcg32::new(1, 1)), image);
}

#[test]
fn augmentation_strength_scales_every_change() {
    let image: Vec<u8> = (0..784).map(|i| (i * 7919 % 256) as u8).collect();
    let half = Augmentation {
        strength: 1.0,
        shift: 0.1,
        rotate: 15.0,
        scale: 0.1,
        shear: 0.1,
        elastic: 1.0,
        noise: 0.05,
        erase: 0.15,
    };
    let vary = |config| augment(&image, 28, 28, &config, &mut Pcg32::new(1, 1));
    assert_eq!(vary(Augmentation { strength: 0.5, ..ALL }), vary(half));
}

#[test]
fn enabling_one_augmentation_keeps_the_others() {
    let gray = vec![255; 784];
    let erased = |config| -> Vec<bool> {
        let image = augment(&gray, 28, 28, &config, &mut Pcg32::new(9, 1));
        image.iter().map(|&pixel| pixel == 0).collect()
    };
    let only = Augmentation { erase: 0.4, ..OFF };
    assert!(erased(only).contains(&true));
    assert_eq!(erased(only), erased(Augmentation { noise: 0.01, ..only }));
}

#[test]
fn augmenter_keeps_no_state_between_images() {
    let (a, b) = (dot(28, 28, (14, 14)), dot(28, 28, (10, 10)));
    let mut augmenter = Augmenter::new(&ALL, 28, 28);
    let (mut first, mut again) = (vec![0.0; 784], vec![0.0; 784]);
    augmenter.apply(&b, &mut Pcg32::new(4, 1), &mut first);
    augmenter.apply(&a, &mut Pcg32::new(5, 1), &mut again);
    augmenter.apply(&b, &mut Pcg32::new(4, 1), &mut again);
    assert_eq!(first, again);
}

fn anything() -> impl Strategy<Value = (Vec<u8>, usize, usize, Augmentation)> {
    let images = (0..20_usize, 0..20_usize)
        .prop_flat_map(|(height, width)| (vec(any::<u8>(), height * width), Just(height), Just(width)));
    let numbers = (
        0.0..=1.0,
        0.0..=0.5,
        0.0..=180.0,
        0.0..=0.5,
        0.0..=0.5,
        0.0..=10.0,
        0.0..=0.5,
        0.0..=0.5,
    );
    (images, numbers).prop_map(|((pixels, height, width), numbers)| {
        let (strength, shift, rotate, scale, shear, elastic, noise, erase) = numbers;
        let config = Augmentation {
            strength,
            shift,
            rotate,
            scale,
            shear,
            elastic,
            noise,
            erase,
        };
        (pixels, height, width, config)
    })
}

proptest! {
    #[test]
    fn augmentation_keeps_size_and_range_and_is_reproducible(
        (pixels, height, width, config) in anything(),
        seed in any::<u64>(),
    ) {
        prop_assert!(config.validate().is_ok());
        let mut values = vec![f32::NAN; pixels.len()];
        Augmenter::new(&config, height, width).apply(&pixels, &mut Pcg32::new(seed, 1), &mut values);
        prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
        let vary = || augment(&pixels, height, width, &config, &mut Pcg32::new(seed, 1));
        prop_assert_eq!(vary().len(), height * width);
        prop_assert_eq!(vary(), vary());
    }
}
