use burn::tensor::Tensor;

use super::*;

fn digits(count: usize) -> Arc<Dataset> {
    Arc::new(Dataset::synthetic(count, 10, 3).unwrap())
}

fn prepare(json: &str, count: usize, seed: u32) -> Result<Prepared, Error> {
    Prepared::new(digits(count), &serde_json::from_str(json).unwrap(), seed)
}

fn floats<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_to_vec().unwrap()
}

#[test]
fn all_images_are_learnt_from_unless_said_otherwise() {
    let prepared = prepare("{}", 60, 1).unwrap();
    assert!(prepared.train().iter().copied().eq(0..60));
    assert!(prepared.validation().is_empty());
    assert_eq!(prepared.scale(), Scale::UNIT);
}

#[test]
fn validation_is_set_aside_first_and_each_class_keeps_its_share() {
    let prepared = prepare(r#"{"validation":0.2}"#, 200, 1).unwrap();
    let labels = &prepared.data().train.labels;
    let of = |indices: &[u32], class: u8| indices.iter().filter(|&&i| labels[i as usize] == class).count();
    for class in 0..10 {
        assert_eq!((of(prepared.validation(), class), of(prepared.train(), class)), (4, 16));
    }
    let mut all = [prepared.train(), prepared.validation()].concat();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..200));
    let fewer = prepare(r#"{"validation":0.2,"numTrain":30}"#, 200, 1).unwrap();
    assert_eq!((fewer.validation(), fewer.train().len()), (prepared.validation(), 30));
    assert!(fewer.train().iter().all(|index| prepared.train().contains(index)));
    assert!((0..10).all(|class| of(fewer.train(), class) == 3));
    let other = prepare(r#"{"validation":0.2}"#, 200, 2).unwrap();
    assert_ne!(other.validation(), prepared.validation());
}

#[test]
fn what_cannot_be_divided_is_refused() {
    let field = |json| match prepare(json, 20, 1) {
        Err(Error::Config(refusal)) => refusal.path,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(r#"{"validation":0.01}"#), "data.validation");
    assert_eq!(field(r#"{"validation":0.6}"#), "data.validation");
    let mut empty = Dataset::clone(&digits(10));
    (empty.train.images, empty.train.labels) = (vec![], vec![]);
    let error = Prepared::new(Arc::new(empty), &DataConfig::default(), 1).unwrap_err();
    assert_eq!(error.code(), "noImages");
}

#[test]
fn the_standard_scale_is_that_of_the_images_learnt_from() {
    let prepared = prepare(r#"{"normalization":"standard","numTrain":20}"#, 60, 1).unwrap();
    let batch = prepared.train_batch(prepared.train(), 1, &Device::flex());
    assert_eq!(batch.images.dims(), [20, 1, 28, 28]);
    let values = floats(batch.images);
    let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64;
    let squares = values.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>() / values.len() as f64;
    assert!(mean.abs() < 1e-5 && (squares - 1.0).abs() < 1e-5, "{mean} {squares}");
    // Test images and drawings are read on the same scale.
    let test = &prepared.data().test;
    let plain = prepared.plain_batch(test, &[3], &Device::flex());
    assert_eq!(
        floats(plain.images),
        floats(batcher::images(
            test.image(3),
            28,
            28,
            prepared.scale(),
            &Device::flex()
        ))
    );
    assert_eq!(
        floats(plain.targets).iter().position(|&hot| hot == 1.0),
        Some(usize::from(test.labels[3]))
    );
}

#[test]
fn an_image_does_not_depend_on_its_batch_but_on_the_epoch_and_the_seed() {
    let json = r#"{"augmentation":{"shift":0.1,"rotate":10,"elastic":1,"noise":0.1,"erase":0.1}}"#;
    let images = |seed, indices: &[u32], epoch| {
        let prepared = prepare(json, 20, seed).unwrap();
        floats(prepared.train_batch(indices, epoch, &Device::flex()).images)
    };
    let alone = images(1, &[7], 1);
    assert_eq!(images(1, &[3, 7, 5], 1)[784..2 * 784], alone);
    assert_ne!(images(1, &[7], 2), alone);
    assert_ne!(images(2, &[7], 1), alone);
    assert_ne!(
        prepare("{}", 20, 1)
            .map(|plain| floats(plain.train_batch(&[7], 1, &Device::flex()).images))
            .unwrap(),
        alone
    );
}

#[test]
fn more_images_than_there_are_means_all() {
    let prepared = prepare(r#"{"numTrain":50,"validation":0.5}"#, 20, 1).unwrap();
    assert_eq!((prepared.train().len(), prepared.validation().len()), (10, 10));
}

#[test]
fn no_class_loses_its_last_image_to_validation() {
    // Of ten classes, two have two images.
    for seed in 0..10 {
        let prepared = prepare(r#"{"validation":0.5}"#, 12, seed).unwrap();
        let labels = &prepared.data().train.labels;
        let learnt: Vec<u8> = prepared.train().iter().map(|&index| labels[index as usize]).collect();
        assert!((0..10).all(|class| learnt.contains(&class)), "{learnt:?}");
        assert_eq!((prepared.train().len(), prepared.validation().len()), (10, 2));
    }
}
