use super::*;

fn names(count: usize) -> Vec<String> {
    (0..count).map(|class| format!("class {class}")).collect()
}

/// Black ink on white paper, a bar across for class 0 and down for class 1, of a size that differs.
fn written(count: usize) -> Vec<LabelledImage> {
    let image = |i: usize| {
        let (height, width, class) = (20 + i % 5, 30 + i % 7, i % 2);
        let ink = |y: usize, x: usize| {
            if class == 0 {
                y == 10 && (3..25).contains(&x)
            } else {
                x == 10 && (3..15).contains(&y)
            }
        };
        LabelledImage {
            pixels: (0..height * width)
                .map(|p| if ink(p / width, p % width) { 0 } else { 255 })
                .collect(),
            height,
            width,
            class,
            test: None,
        }
    };
    (0..count).map(image).collect()
}

fn load(images: Vec<LabelledImage>, options: LabelledOptions) -> Result<Dataset, Error> {
    Dataset::from_images(images, names(2), &options, 1)
}

#[test]
fn images_of_any_size_become_bright_ink_of_one_size() {
    for center in [false, true] {
        let options = LabelledOptions {
            size: 32,
            center,
            ..LabelledOptions::default()
        };
        let data = load(written(50), options).unwrap();
        assert_eq!((data.train.len(), data.test.len(), data.num_classes), (40, 10, 2));
        assert_eq!(
            (data.train.height, data.train.width, data.train.images.len()),
            (32, 32, 40 * 1024)
        );
        assert_eq!(data.info().train_counts, [20, 20]);
        assert_eq!(data.class_names[1], "class 1");
        for i in 0..40 {
            let image = data.train.image(i);
            assert!(
                image[0] == 0 && image.iter().any(|&pixel| pixel > 90),
                "centred: {center}"
            );
            // A bar across lies in few rows, one down in many.
            let rows = image
                .chunks_exact(32)
                .filter(|row| row.iter().any(|&pixel| pixel > 40))
                .count();
            assert_eq!(rows > 8, data.train.labels[i] == 1, "{rows}");
        }
    }
}

#[test]
fn polarity_is_taken_from_the_borders_unless_it_is_given() {
    let brightness = |invert, images: Vec<LabelledImage>| {
        let data = load(
            images,
            LabelledOptions {
                invert,
                ..LabelledOptions::default()
            },
        )
        .unwrap();
        data.train.images.iter().map(|&pixel| f64::from(pixel)).sum::<f64>() / data.train.images.len() as f64
    };
    let mut bright = written(20);
    bright
        .iter_mut()
        .for_each(|image| image.pixels.iter_mut().for_each(|pixel| *pixel = 255 - *pixel));
    assert!(brightness(None, written(20)) < 50.0 && brightness(None, bright.clone()) < 50.0);
    assert_eq!(brightness(None, written(20)), brightness(Some(true), written(20)));
    let mut gray = written(20);
    gray.iter_mut()
        .flat_map(|image| &mut image.pixels)
        .for_each(|pixel| *pixel = 20 + *pixel / 2);
    assert_eq!(brightness(None, gray.clone()), brightness(Some(true), gray));
    assert!(brightness(Some(false), written(20)) > 100.0);
    assert_eq!(brightness(None, bright.clone()), brightness(Some(false), bright));
}

#[test]
fn dataset_records_its_preprocessing() {
    let prepared = |invert, center| {
        let options = LabelledOptions {
            invert,
            center,
            ..LabelledOptions::default()
        };
        let Preprocessing { centered, inverted } = load(written(20), options).unwrap().preprocessing;
        (inverted, centered)
    };
    assert_eq!(prepared(None, false), (Some(true), Some(false)));
    assert_eq!(prepared(Some(false), true), (Some(false), Some(true)));
}

#[test]
fn test_images_that_are_assigned_are_kept_so() {
    let mut images = written(20);
    for (i, image) in images.iter_mut().enumerate() {
        image.test = Some(i >= 16);
    }
    let data = load(
        images,
        LabelledOptions {
            test_share: 0.0,
            ..LabelledOptions::default()
        },
    )
    .unwrap();
    assert_eq!((data.train.len(), data.test.len()), (16, 4));
    assert_eq!(data.train.labels[..4], [0, 1, 0, 1]);
}

#[test]
fn the_seed_draws_the_test_images() {
    let draw = |seed| Dataset::from_images(written(40), names(2), &LabelledOptions::default(), seed).unwrap();
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1).test, draw(2).test);
}

#[test]
fn invalid_labelled_images_are_refused_by_name() {
    let code = |result: Result<Dataset, Error>| result.unwrap_err().code();
    let load_with = |change: fn(&mut Vec<LabelledImage>)| {
        let mut images = written(20);
        change(&mut images);
        load(images, LabelledOptions::default())
    };
    let error = load_with(|images| images[3].pixels.truncate(5)).unwrap_err();
    assert!(
        error.to_string().starts_with("image 3: expected 33 x 23 pixels"),
        "{error}"
    );
    assert_eq!(code(load_with(|images| images[0].class = 2)), "labelledImage");
    assert_eq!(
        code(load_with(|images| (images[0].width, images[0].pixels) = (0, vec![]))),
        "labelledImage"
    );
    assert_eq!(
        code(load_with(|images| images.retain(|image| image.class == 0))),
        "emptyClass"
    );
    assert_eq!(code(load_with(Vec::clear)), "emptyClass");
    let all_test =
        |images: &mut Vec<LabelledImage>| images.iter_mut().for_each(|image| image.test = Some(image.class == 1));
    let error = load_with(all_test).unwrap_err();
    assert_eq!(
        error,
        Error::EmptyClass {
            class: 1,
            name: "class 1".to_owned()
        }
    );
    for count in [1, 101] {
        let result = Dataset::from_images(written(20), names(count), &LabelledOptions::default(), 1);
        assert_eq!(result, Err(Error::NumClasses { found: count }));
    }
    let no_test = LabelledOptions {
        test_share: 0.0,
        ..LabelledOptions::default()
    };
    assert_eq!(load(written(20), no_test), Err(Error::NoImages { split: "test" }));
    for options in [
        LabelledOptions {
            size: 7,
            ..LabelledOptions::default()
        },
        LabelledOptions {
            test_share: f64::NAN,
            ..LabelledOptions::default()
        },
    ] {
        assert_eq!(code(load(written(20), options)), "config");
    }
}

#[test]
fn the_share_of_test_images_is_rounded_and_leaves_each_class_an_image() {
    let count = |images: usize, test_share| {
        let options = LabelledOptions {
            test_share,
            ..LabelledOptions::default()
        };
        load(written(images), options).unwrap().test.len()
    };
    // 4.2, 4.4 and 4.6 images.
    assert_eq!([21, 22, 23].map(|images| count(images, 0.2)), [4, 4, 5]);
    // Two images of class 0 and one of class 1, which may not go.
    let few = written(3);
    let options = LabelledOptions {
        test_share: 0.5,
        ..LabelledOptions::default()
    };
    for seed in 0..20 {
        let data = Dataset::from_images(few.clone(), names(2), &options, seed).unwrap();
        assert!(data.info().train_counts.iter().all(|&count| count > 0), "{seed}");
        assert_eq!(data.test.labels, [0], "{seed}");
    }
}

/// One image whose ink touches its border does not turn all others over.
#[test]
fn polarity_follows_the_average_border() {
    let image = |border: u8, class: usize| LabelledImage {
        pixels: vec![border; 64],
        height: 8,
        width: 8,
        class,
        test: None,
    };
    let options = LabelledOptions {
        size: 8,
        ..LabelledOptions::default()
    };
    let inverted = |bright: usize| {
        let images = (0..10)
            .map(|i| image(if i < bright { 255 } else { 0 }, i % 2))
            .collect();
        load(images, options).unwrap().preprocessing.inverted
    };
    assert_eq!([1, 4, 6, 9].map(inverted), [false, false, true, true].map(Some));
}

#[test]
fn inverting_maps_pixels_to_255_minus_value() {
    let images: Vec<LabelledImage> = (0..10)
        .map(|i| LabelledImage {
            pixels: (0..64).map(|p| (p * 4 + i) as u8).collect(),
            height: 8,
            width: 8,
            class: i % 2,
            test: Some(i > 7),
        })
        .collect();
    let options = LabelledOptions {
        size: 8,
        invert: Some(true),
        ..LabelledOptions::default()
    };
    let data = load(images.clone(), options).unwrap();
    let expected = images[..8]
        .iter()
        .flat_map(|image| &image.pixels)
        .map(|pixel| 255 - pixel);
    assert!(data.train.images.iter().copied().eq(expected));
}

#[test]
fn a_border_is_the_outermost_pixels_on_all_four_sides() {
    let (width, height) = (5, 4);
    // Of 14 pixels at the border.
    let bright = |is_bright: fn(usize, usize) -> bool| {
        let pixels: Vec<u8> = (0..width * height)
            .map(|i| if is_bright(i % width, i / width) { 140 } else { 0 })
            .collect();
        border_brightness(&pixels, width, height)
    };
    assert_eq!(bright(|_, y| y == 0), 50.0);
    assert_eq!(bright(|_, y| y == 3), 50.0);
    assert_eq!(bright(|x, _| x == 0), 40.0);
    assert_eq!(bright(|x, _| x == 4), 40.0);
    assert_eq!(bright(|x, y| (1..4).contains(&x) && (1..3).contains(&y)), 0.0);
    // A single column is all border.
    assert_eq!(border_brightness(&[30, 60, 90], 1, 3), 60.0);
    assert!(has_bright_border(&[128; 20], width, height) && !has_bright_border(&[127; 20], width, height));
}
