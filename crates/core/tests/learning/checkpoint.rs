//! Saving, going on, and beginning from another run's weights.

use burn::tensor::Device;
use std::sync::Arc;

use kiln_core::checkpoint::{About, Checkpoint, TensorFile, digest};
use kiln_core::classifier::Classifier;
use kiln_core::config::{DataConfig, Initialization, OptimizerConfig, Patience, RunConfig, Stopping};
use kiln_core::data::config::Augmentation;
use kiln_core::data::labelled::{LabelledImage, LabelledOptions};
use kiln_core::data::{Dataset, Preprocessing};
use kiln_core::event::TrainEvent;
use kiln_core::model::layer::{BatchNorm, Conv2d, Dense, Dropout, Flatten, MaxPool2d, Relu};
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish, losses, small_cnn};

/// All that could be forgotten: running statistics, masks, moments, changed images, the best weights so far.
fn rich(optimizer: OptimizerConfig) -> RunConfig {
    RunConfig {
        optimizer,
        num_epochs: 3,
        data: DataConfig {
            validation: 0.2,
            augmentation: Augmentation {
                shift: 0.1,
                ..Augmentation::default()
            },
            ..DataConfig::default()
        },
        stopping: Stopping {
            patience: Some(Patience {
                epochs: 2,
                min_improvement: 0.0,
                restore_best: true,
            }),
            ..Stopping::default()
        },
        ..config(vec![
            Conv2d::new(4, 3).into(),
            BatchNorm {}.into(),
            Relu {}.into(),
            MaxPool2d { size: 4 }.into(),
            Flatten {}.into(),
            Dropout { rate: 0.2 }.into(),
            Dense { units: 10 }.into(),
        ])
    }
}

fn run(config: RunConfig) -> Run {
    Run::new(config, digits(200, 50), &Device::flex()).unwrap()
}

fn bytes(run: &Run) -> Vec<u8> {
    block_on(run.save()).unwrap().to_bytes().unwrap()
}

fn resumed(bytes: &[u8]) -> Run {
    let checkpoint = Checkpoint::from_bytes(bytes).unwrap();
    Run::resume(checkpoint, digits(200, 50), &Device::flex()).unwrap()
}

/// Without the events that tell how far a reading is, which begins anew.
fn told(events: &[TrainEvent]) -> Vec<TrainEvent> {
    let lasting = |event: &&TrainEvent| !matches!(event, TrainEvent::Evaluating { .. });
    events.iter().filter(lasting).cloned().collect()
}

#[test]
fn a_run_that_was_saved_goes_on_as_if_it_had_not() {
    for optimizer in OptimizerConfig::all() {
        let whole = told(&finish(&mut run(rich(optimizer)), 5));
        // In an epoch, at its end, in the reading after it, and after the last step.
        for cut in [2, 5, 6, 12, 16, 17] {
            let mut first = run(rich(optimizer));
            let mut events = Vec::new();
            for _ in 0..cut {
                events.extend(block_on(first.advance(1)).unwrap());
            }
            let mut second = resumed(&bytes(&first));
            events.extend(finish(&mut second, 5));
            assert_eq!(told(&events), whole, "{} cut at {cut}", optimizer.name());
        }
    }
}

#[test]
fn a_finished_run_stays_finished_unless_it_is_to_learn_longer() {
    let mut first = run(config(small_cnn()));
    // In the middle of its last reading it has not ended, nor has the same from a checkpoint.
    block_on(first.advance(7)).unwrap();
    assert!(!first.has_ended() && !resumed(&bytes(&first)).has_ended());
    finish(&mut first, 5);
    let saved = bytes(&first);
    let mut second = resumed(&saved);
    assert!(first.has_ended() && second.has_ended());
    assert_eq!(finish(&mut second, 5), []);
    // It reads, draws up a report, and has ended as before.
    let digit = digits(1, 1).test.images.clone();
    let look = |run: &Run| block_on(run.predict(&digit, 28, 28)).unwrap();
    assert_eq!(look(&second), look(&first));
    second.report();
    assert!(second.has_ended());
    let read = finish(&mut second, 1);
    assert!(matches!(read.last(), Some(TrainEvent::Reported { .. })), "{read:?}");
    assert!(second.has_ended());
    let mut checkpoint = Checkpoint::from_bytes(&saved).unwrap();
    checkpoint.about.config.num_epochs = 2;
    let mut longer = Run::resume(checkpoint, digits(200, 50), &Device::flex()).unwrap();
    assert!(!longer.has_ended());
    let events = finish(&mut longer, 5);
    assert_eq!(losses(&events).len(), 7);
    let mut direct = run(RunConfig {
        num_epochs: 2,
        ..config(small_cnn())
    });
    assert_eq!(losses(&events), losses(&finish(&mut direct, 5))[7..]);
}

#[test]
fn names_and_shapes_are_pytorchs_and_the_description_is_whole() {
    let mut run = run(rich(OptimizerConfig::all()[0]));
    finish(&mut run, 5);
    let checkpoint = Checkpoint::from_bytes(&bytes(&run)).unwrap();
    assert_eq!(&checkpoint.about.config, run.config());
    let shapes: Vec<(&str, Vec<usize>)> = checkpoint
        .params()
        .map(|(name, shape, _)| (name, shape.to_vec()))
        .collect();
    assert_eq!(shapes[0], ("layers.0.weight", vec![4, 1, 3, 3]));
    assert_eq!(shapes[4], ("layers.1.running_mean", vec![4]));
    assert_eq!(shapes[6], ("layers.6.weight", vec![10, 4 * 6 * 6]));
    assert!(checkpoint.about.standing.test.is_some());
    // And it reads as the run does.
    let digit = digits(1, 1).test.images.clone();
    let classifier = Classifier::new(&checkpoint, &Device::flex());
    let looked = block_on(classifier.predict(&digit, 28, 28)).unwrap();
    assert_eq!(looked, block_on(run.predict(&digit, 28, 28)).unwrap());
    let report = block_on(classifier.evaluate(&digits(200, 50).test, 10)).unwrap();
    assert!((report.accuracy - checkpoint.about.standing.test.unwrap().accuracy).abs() < 1e-6);
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
fn a_drawing_is_prepared_as_the_images_of_the_file_were() {
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
fn a_file_from_before_the_preparation_was_kept_reads_as_it_did() {
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
    // It goes on, and what is saved then knows better.
    let rest = Run::resume(old, digits(200, 50), &Device::flex()).unwrap();
    assert_eq!(block_on(rest.save()).unwrap().about.preprocessing, Preprocessing::MNIST);
}

#[test]
fn files_that_do_not_fit_are_refused() {
    let saved = bytes(&run(config(small_cnn())));
    let code = |bytes: &[u8]| Checkpoint::from_bytes(bytes).unwrap_err().code();
    assert_eq!(code(&saved[..saved.len() - 9]), "checkpointTruncated");
    let data = digits(201, 50);
    let other = Run::resume(Checkpoint::from_bytes(&saved).unwrap(), data, &Device::flex());
    assert_eq!(other.unwrap_err().code(), "checkpointData");
    // A description of a larger network than its tensors make.
    let mut wrong = block_on(run(config(small_cnn())).save()).unwrap();
    wrong.about.config.layers[0] = Conv2d::new(9, 3).into();
    let error = Checkpoint::from_bytes(&wrong.to_bytes().unwrap()).unwrap_err();
    assert_eq!(error.code(), "checkpointMismatch");
    assert!(error.to_string().contains("layers.0.weight"), "{error}");
}

#[test]
fn a_run_begins_with_the_weights_of_a_file() {
    let mut first = run(config(small_cnn()));
    finish(&mut first, 5);
    let saved = bytes(&first);
    let tuned = |initialization, mut layers: Vec<_>| {
        // Another number of classes would do the same: the last layer begins anew.
        layers.insert(4, Dense { units: 12 }.into());
        let config = RunConfig {
            initialization,
            ..config(layers)
        };
        Run::fine_tune(config, digits(200, 50), &Device::flex(), &saved)
    };
    let named = Initialization::Checkpoint { digest: digest(&saved) };
    let mut second = tuned(named.clone(), small_cnn()).unwrap();
    let begun = block_on(second.save()).unwrap();
    let mut kept = block_on(first.save()).unwrap();
    let first_params: Vec<_> = kept.params().map(|(_, _, values)| values.to_vec()).collect();
    let params: Vec<_> = begun.params().map(|(_, _, values)| values.to_vec()).collect();
    assert_eq!(params[..2], first_params[..2]);
    assert_ne!(params[2], first_params[2]);
    assert_eq!(losses(&finish(&mut second, 5)).len(), 7);

    let other = Initialization::Checkpoint { digest: "00".into() };
    assert_eq!(tuned(other, small_cnn()).unwrap_err().code(), "checkpointFile");
    assert_eq!(
        tuned(Initialization::XavierUniform {}, small_cnn()).unwrap_err().code(),
        "config"
    );
    // No parameter has both the name and the shape of one there.
    let mut wider = small_cnn();
    wider[0] = Conv2d::new(9, 3).into();
    assert_eq!(tuned(named.clone(), wider).unwrap_err().code(), "checkpointMismatch");
    kept.about.config.initialization = named;
    let without = Run::new(kept.about.config, digits(200, 50), &Device::flex());
    assert!(without.unwrap_err().to_string().contains("but none was given"));
}

/// The file of a run with batch normalisation and Adam, with one number of its description or tensors changed.
fn changed(saved: &[u8], field: &str, value: f32) -> Vec<u8> {
    let mut file = TensorFile::from_bytes(saved).unwrap();
    if let Some(pointer) = field.strip_prefix('/') {
        let about = file.metadata.get_mut(About::KEY).unwrap();
        let mut fields: serde_json::Value = serde_json::from_str(about).unwrap();
        // Whole where it was whole.
        let at = fields.pointer_mut(&format!("/{pointer}")).unwrap();
        *at = if at.is_f64() {
            f64::from(value).into()
        } else {
            (value as u64).into()
        };
        *about = fields.to_string();
    } else {
        let tensor = file.tensors.iter_mut().find(|tensor| tensor.name == field);
        tensor.unwrap().values[1] = value;
    }
    file.to_bytes().unwrap()
}

#[test]
fn numbers_that_no_run_has_are_refused_by_their_names() {
    let adam = OptimizerConfig::all().into_iter().find(|rule| rule.name() == "adam");
    let mut whole = run(rich(adam.unwrap()));
    finish(&mut whole, 5);
    let saved = bytes(&whole);
    for (field, value) in [
        ("/scale/std", 0.0),
        ("/scale/std", 5.0),
        ("/scale/std", -1.0),
        ("/scale/mean", 5.0),
        ("/scale/mean", -0.1),
        ("/size/0", 0.0),
        ("/size/1", 5000.0),
        ("/standing/step", 1e10),
        ("/standing/best/step", 1000.0),
        ("/standing/best/loss", -1.0),
        ("/standing/stale", 1000.0),
        ("/standing/test/accuracy", 1.5),
        ("/standing/test/loss", -1.0),
        ("/standing/test/correct", 51.0),
        ("/standing/validation/accuracy", -0.5),
        ("layers.1.running_var", -0.5),
        ("best.layers.1.running_var", -0.5),
        ("layers.6.weight", 3.4e38),
        ("layers.0.bias", -1.1e18),
        ("best.layers.6.weight", 3.4e38),
        ("optimizer.exp_avg_sq.layers.0.weight", -1e-9),
    ] {
        let error = Checkpoint::from_bytes(&changed(&saved, field, value)).unwrap_err();
        assert_eq!(error.code(), "checkpointValue", "{field} {value}: {error}");
        // Of a reading the whole is named, and of a size both sides.
        let named = field.trim_start_matches('/').replace('/', ".");
        let named = named.trim_end_matches(".0").trim_end_matches(".1");
        let parent = named.rsplit_once('.').map_or(named, |(parent, _)| parent);
        let text = error.to_string();
        assert!(
            text.contains(named) || text.contains(&format!("{parent} must")),
            "{field}: {text}"
        );
    }
    // What may be is not refused: the ends of ranges, and a moment of either sign.
    for (field, value) in [
        ("/scale/mean", 1.0),
        ("/scale/std", 1.0),
        ("layers.1.running_var", 0.0),
        ("layers.0.bias", -1e18),
        ("optimizer.exp_avg.layers.0.weight", -1e-9),
    ] {
        Checkpoint::from_bytes(&changed(&saved, field, value)).unwrap();
    }
}

#[test]
fn what_would_be_refused_is_not_written() {
    let large = changed(&bytes(&run(config(small_cnn()))), "layers.0.bias", 1e18);
    let mut checkpoint = Checkpoint::from_bytes(&large).unwrap();
    assert!(checkpoint.to_bytes().is_ok());
    checkpoint.about.normalization.std = 0.0;
    assert!(checkpoint.to_bytes().is_err());
}

#[test]
fn a_network_that_gives_no_numbers_gives_no_answer() {
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
