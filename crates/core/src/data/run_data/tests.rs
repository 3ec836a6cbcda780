use burn::tensor::Tensor;

use super::*;

fn digits(count: usize) -> Arc<Dataset> {
    Arc::new(Dataset::synthetic(count, 10, 3).unwrap())
}

fn divided(json: &str, count: usize, seed: u32) -> Result<RunData, Error> {
    RunData::new(digits(count), &serde_json::from_str(json).unwrap(), seed)
}

fn floats<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_to_vec().unwrap()
}

#[test]
fn by_default_all_images_are_for_training() {
    let data = divided("{}", 60, 1).unwrap();
    assert!(data.train().iter().copied().eq(0..60));
    assert!(data.validation().is_empty());
    assert_eq!(data.normalization(), Normalize::UNIT);
}

#[test]
fn validation_is_set_aside_first_and_each_class_keeps_its_share() {
    let data = divided(r#"{"validation":0.2}"#, 200, 1).unwrap();
    let labels = &data.data().train.labels;
    let of = |indices: &[u32], class: u8| indices.iter().filter(|&&i| labels[i as usize] == class).count();
    for class in 0..10 {
        assert_eq!((of(data.validation(), class), of(data.train(), class)), (4, 16));
    }
    let mut all = [data.train(), data.validation()].concat();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..200));
    let fewer = divided(r#"{"validation":0.2,"numTrain":30}"#, 200, 1).unwrap();
    assert_eq!((fewer.validation(), fewer.train().len()), (data.validation(), 30));
    assert!(fewer.train().iter().all(|index| data.train().contains(index)));
    assert!((0..10).all(|class| of(fewer.train(), class) == 3));
    let other = divided(r#"{"validation":0.2}"#, 200, 2).unwrap();
    assert_ne!(other.validation(), data.validation());
}

#[test]
fn impossible_validation_splits_are_refused() {
    let field = |json| match divided(json, 20, 1) {
        Err(Error::Config(refusal)) => refusal.path,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(r#"{"validation":0.01}"#), "data.validation");
    assert_eq!(field(r#"{"validation":0.6}"#), "data.validation");
    let mut empty = Dataset::clone(&digits(10));
    (empty.train.images, empty.train.labels) = (vec![], vec![]);
    let error = RunData::new(Arc::new(empty), &DataConfig::default(), 1).unwrap_err();
    assert_eq!(error.code(), "noImages");
}

#[test]
fn standard_normalization_is_fitted_to_training_images() {
    let data = divided(r#"{"normalization":"standard","numTrain":20}"#, 60, 1).unwrap();
    let batch = data.train_batch(data.train(), 1, &Device::flex());
    assert_eq!(batch.images.dims(), [20, 1, 28, 28]);
    let values = floats(batch.images);
    let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64;
    let squares = values.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>() / values.len() as f64;
    assert!(mean.abs() < 1e-5 && (squares - 1.0).abs() < 1e-5, "{mean} {squares}");
    // Test images and drawings are read on the same scale.
    let test = &data.data().test;
    let plain = data.plain_batch(test, &[3], &Device::flex());
    assert_eq!(
        floats(plain.images),
        floats(batcher::images(
            test.image(3),
            28,
            28,
            data.normalization(),
            &Device::flex()
        ))
    );
    assert_eq!(
        floats(plain.targets).iter().position(|&hot| hot == 1.0),
        Some(usize::from(test.labels[3]))
    );
}

#[test]
fn augmentation_depends_on_epoch_and_seed_not_on_the_batch() {
    let json = r#"{"augmentation":{"shift":0.1,"rotate":10,"elastic":1,"noise":0.1,"erase":0.1}}"#;
    let images = |seed, indices: &[u32], epoch| {
        let data = divided(json, 20, seed).unwrap();
        floats(data.train_batch(indices, epoch, &Device::flex()).images)
    };
    let alone = images(1, &[7], 1);
    assert_eq!(images(1, &[3, 7, 5], 1)[784..2 * 784], alone);
    assert_ne!(images(1, &[7], 2), alone);
    assert_ne!(images(2, &[7], 1), alone);
    assert_ne!(
        divided("{}", 20, 1)
            .map(|plain| floats(plain.train_batch(&[7], 1, &Device::flex()).images))
            .unwrap(),
        alone
    );
}

#[test]
fn num_train_above_the_dataset_uses_all_images() {
    let data = divided(r#"{"numTrain":50,"validation":0.5}"#, 20, 1).unwrap();
    assert_eq!((data.train().len(), data.validation().len()), (10, 10));
}

#[test]
fn no_class_loses_its_last_image_to_validation() {
    // Of ten classes, two have two images.
    for seed in 0..10 {
        let data = divided(r#"{"validation":0.5}"#, 12, seed).unwrap();
        let labels = &data.data().train.labels;
        let learnt: Vec<u8> = data.train().iter().map(|&index| labels[index as usize]).collect();
        assert!((0..10).all(|class| learnt.contains(&class)), "{learnt:?}");
        assert_eq!((data.train().len(), data.validation().len()), (10, 2));
    }
}
