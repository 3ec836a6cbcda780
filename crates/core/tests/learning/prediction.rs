//! Prediction: what a trained network makes of drawings, in the run and from its checkpoint.

use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::checkpoint::{About, Checkpoint, Standing, TensorFile};
use kiln_core::classifier::Classifier;
use kiln_core::config::{Loss, Output, RunConfig};
use kiln_core::data::labelled::{LabelledImage, LabelledOptions};
use kiln_core::data::{Dataset, Preprocessing};
use kiln_core::event::TrainEvent;
use kiln_core::model::layer::{Dense, Flatten};
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{bytes, config, digits, finish, run, small_cnn};

#[test]
fn predict_centers_and_scales_drawings() {
    let config = RunConfig {
        num_epochs: 4,
        ..config(small_cnn())
    };
    let data = digits(1000, 50);
    let mut run = Run::new(config, data.clone(), &Device::flex()).unwrap();
    finish(&mut run, 20);
    let mut right = 0;
    for index in 0..50 {
        // Twice as large, in the lower right corner of a pad.
        let mut pad = vec![0; 120 * 100];
        for (i, &pixel) in data.test.image(index).iter().enumerate() {
            for (dy, dx) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                pad[(44 + i / 28 * 2 + dy) * 120 + 64 + i % 28 * 2 + dx] = pixel;
            }
        }
        let prediction = block_on(run.predict(&pad, 120, 100)).unwrap();
        assert_eq!(prediction.seen.len(), 784);
        assert!((prediction.probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        let best = (0..10).max_by(|&a, &b| prediction.probabilities[a].total_cmp(&prediction.probabilities[b]));
        right += usize::from(best == Some(usize::from(data.test.labels[index])));
    }
    assert!(right >= 35, "{right} of 50");
    assert_eq!(block_on(run.predict(&[0; 10], 3, 3)).unwrap_err().code(), "drawing");
    assert_eq!(block_on(run.predict(&[], 0, 3)).unwrap_err().code(), "drawing");
}

/// A network of squared errors whose outputs are all below 0: its class is where the largest is, in the count of what
/// is classified correctly, in the report and in what is made of a drawing.
#[test]
fn all_evaluation_paths_take_the_largest_logit_as_the_class() {
    let data = digits(300, 60);
    for output in [Output::Identity, Output::Sigmoid] {
        let squares = RunConfig {
            loss: Loss::MeanSquaredError { output },
            learning_rate: 0.01,
            num_epochs: 5,
            ..config(vec![Flatten {}.into(), Dense { units: 10 }.into()])
        };
        let mut run = Run::new(squares, data.clone(), &Device::flex()).unwrap();
        finish(&mut run, 50);
        let mut file = TensorFile::from_bytes(&block_on(run.save()).unwrap().to_bytes().unwrap()).unwrap();
        let bias = file
            .tensors
            .iter_mut()
            .find(|tensor| tensor.name == "layers.1.bias")
            .unwrap();
        // Far below what a sigmoid in f32 tells from 0.
        bias.values.iter_mut().for_each(|bias| *bias -= 300.0);
        let mut checkpoint = Checkpoint::from_bytes(&file.to_bytes().unwrap()).unwrap();
        checkpoint.about.standing = Standing::default();
        let mut run = Run::resume(checkpoint, data.clone(), &Device::flex()).unwrap();
        run.report();
        let events = block_on(run.advance(1)).unwrap();
        let report = events.iter().find_map(|event| match event {
            TrainEvent::Reported { report, .. } => Some(report),
            _ => None,
        });
        let test = events.iter().find_map(|event| match event {
            TrainEvent::Evaluated { test, .. } => Some(*test),
            _ => None,
        });
        let (report, test) = (report.unwrap(), test.unwrap());
        assert!(test.accuracy > 0.3, "{output:?}: {}", test.accuracy);
        assert_eq!((report.accuracy, report.loss), (test.accuracy, test.loss), "{output:?}");
        assert!(report.top2_accuracy > report.accuracy, "{output:?}");
        let read = block_on(run.classifier().evaluate(&data.test, 10)).unwrap();
        assert_eq!(
            (read.accuracy, &read.predictions),
            (report.accuracy, &report.predictions)
        );
        for index in 0..20 {
            let drawn = block_on(run.predict(data.test.image(index), 28, 28)).unwrap();
            // Built-in digits lie where a drawing is put.
            if drawn.seen == data.test.image(index) {
                let largest = drawn.probabilities.iter().copied().fold(0.0, f32::max);
                let class = drawn
                    .probabilities
                    .iter()
                    .position(|probability| *probability == largest);
                assert_eq!(
                    class, report.predictions[index],
                    "{output:?}: {:?}",
                    drawn.probabilities
                );
            }
        }
    }
}

/// Bars across and down, at a border of an image that is larger than the network's.
fn bars() -> Vec<LabelledImage> {
    let ink = |class: usize, pixel: usize| [pixel / 40, pixel % 40][class] < 6;
    let bar = |index: usize| LabelledImage {
        pixels: (0..1600).map(|pixel| 255 * u8::from(ink(index % 2, pixel))).collect(),
        height: 40,
        width: 40,
        class: index % 2,
        test: Some(index < 2),
    };
    (0..8).map(bar).collect()
}

#[test]
fn predict_preprocesses_drawings_as_the_checkpoint_says() {
    let images = bars();
    let drawing = images[2].pixels.clone();
    let seen_centred = [true, false].map(|center| {
        let options = LabelledOptions {
            invert: Some(false),
            center,
            ..LabelledOptions::default()
        };
        let names = vec!["across".to_owned(), "down".to_owned()];
        let data = Arc::new(Dataset::from_images(images.clone(), names, &options, 1).unwrap());
        let two = config(vec![Flatten {}.into(), Dense { units: 2 }.into()]);
        let run = Run::new(two, data.clone(), &Device::flex()).unwrap();
        let checkpoint = Checkpoint::from_bytes(&bytes(&run)).unwrap();
        assert_eq!(checkpoint.about.preprocessing, data.preprocessing);
        let classifier = Classifier::new(&checkpoint, &Device::flex());
        let looked = block_on(classifier.predict(&drawing, 40, 40)).unwrap();
        assert_eq!(looked, block_on(run.predict(&drawing, 40, 40)).unwrap());
        assert_eq!(looked.seen, data.train.image(0), "centred: {center}");
        looked.seen
    });
    assert_ne!(seen_centred[0], seen_centred[1]);
}

#[test]
fn checkpoints_without_preprocessing_predict_as_before() {
    let run = run(config(small_cnn()));
    let saved = bytes(&run);
    let mut file = TensorFile::from_bytes(&saved).unwrap();
    let about = file.metadata.get_mut(About::KEY).unwrap();
    let mut fields: serde_json::Value = serde_json::from_str(about).unwrap();
    assert!(fields.as_object_mut().unwrap().remove("preparation").is_some());
    *about = fields.to_string();
    let old = Checkpoint::from_bytes(&file.to_bytes().unwrap()).unwrap();
    assert_eq!(old.about.preprocessing, Preprocessing::default());
    // Drawings were centred whatever the images had been, and these had been as well.
    let drawing = &bars()[2].pixels;
    let read = block_on(Classifier::new(&old, &Device::flex()).predict(drawing, 40, 40)).unwrap();
    assert_eq!(read, block_on(run.predict(drawing, 40, 40)).unwrap());
    // Once resumed, its next checkpoint has the preprocessing of the dataset.
    let rest = Run::resume(old, digits(200, 50), &Device::flex()).unwrap();
    assert_eq!(block_on(rest.save()).unwrap().about.preprocessing, Preprocessing::MNIST);
}

#[test]
fn predict_and_evaluate_refuse_non_finite_logits() {
    let saved = bytes(&run(config(vec![
        Flatten {}.into(),
        Dense { units: 4 }.into(),
        Dense { units: 4 }.into(),
        Dense { units: 4 }.into(),
        Dense { units: 10 }.into(),
    ])));
    let mut file = TensorFile::from_bytes(&saved).unwrap();
    file.tensors.iter_mut().for_each(|tensor| tensor.values.fill(1e17));
    let checkpoint = Checkpoint::from_bytes(&file.to_bytes().unwrap()).unwrap();
    let classifier = Classifier::new(&checkpoint, &Device::flex());
    let digit = digits(1, 1).test.images.clone();
    let error = block_on(classifier.predict(&digit, 28, 28)).unwrap_err();
    assert_eq!(error.code(), "checkpointNotFinite");
    let report = block_on(classifier.evaluate(&digits(200, 50).test, 10));
    assert_eq!(report.unwrap_err().code(), "checkpointNotFinite");
}
