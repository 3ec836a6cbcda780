//! Learning as a whole: gradients against finite differences, one batch by heart, and the same seed twice.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

mod changes;
mod checkpoint;
mod common;
mod divergence;
mod ending;
mod evaluations;
mod order;
mod resuming;
mod stopping;

use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::checkpoint::{Checkpoint, Standing, TensorFile};
use kiln_core::config::{Loss, OptimizerConfig, Output, RunConfig};
use kiln_core::data::{Dataset, IdxFiles, Preprocessing, Split};
use kiln_core::event::{Reason, TrainEvent};
use kiln_core::model::layer::{Dense, Flatten};
use kiln_core::model::preset;
use kiln_core::train::optimizer::Sgd;
use kiln_core::train::run::Run;
use pollster::block_on;

use common::{config, digits, finish, losses, small_cnn};

#[test]
fn one_batch_is_learnt_by_heart() {
    for preset in preset::all() {
        let config = RunConfig {
            batch_size: 8,
            num_epochs: 60,
            learning_rate: 3e-3,
            ..RunConfig::new(preset.config.layers)
        };
        let mut run = Run::new(config, digits(8, 10), &Device::flex()).unwrap();
        let losses = losses(&finish(&mut run, 7));
        assert!(losses[0] > 1.5, "{}: {}", preset.id, losses[0]);
        assert!(losses[59] < 0.1, "{}: {}", preset.id, losses[59]);
    }
}

#[test]
fn the_same_seed_gives_the_same_events_however_the_work_is_cut_up() {
    let run = |seed| {
        Run::new(
            RunConfig {
                seed,
                ..config(small_cnn())
            },
            digits(300, 250),
            &Device::flex(),
        )
        .unwrap()
    };
    let events = finish(&mut run(3), 1);
    assert_eq!(events, finish(&mut run(3), 4));
    assert_eq!(events, finish(&mut run(3), 1000));
    assert_ne!(events, finish(&mut run(4), 4));
}

#[test]
fn a_run_ends_with_a_test_of_every_epoch() {
    let config = RunConfig {
        num_epochs: 2,
        ..config(small_cnn())
    };
    let mut run = Run::new(config, digits(100, 250), &Device::flex()).unwrap();
    assert_eq!((run.info().steps_per_epoch, run.info().num_steps), (4, 8));
    let events = finish(&mut run, 3);
    let images: usize = events
        .iter()
        .map(|event| {
            if let TrainEvent::Step { images, epoch: 1, .. } = event {
                *images
            } else {
                0
            }
        })
        .sum();
    assert_eq!(images, 100);
    assert!(events.contains(&TrainEvent::Evaluating { done: 250, total: 250 }));
    let tests: Vec<_> = events
        .iter()
        .filter_map(|event| {
            if let TrainEvent::Evaluated { epoch, test, .. } = event {
                Some((*epoch, test.images))
            } else {
                None
            }
        })
        .collect();
    assert_eq!(tests, [(1, 250), (2, 250)]);
    assert_eq!(
        events.last(),
        Some(&TrainEvent::Finished {
            step: 8,
            epoch: 2,
            reason: Reason::Epochs,
            restored: 8
        })
    );
}

#[test]
fn an_evaluation_asked_for_changes_nothing_that_is_learnt() {
    let run = || Run::new(config(small_cnn()), digits(300, 250), &Device::flex()).unwrap();
    let mut asked = run();
    let mut events = block_on(asked.advance(2)).unwrap();
    asked.evaluate();
    events.extend(finish(&mut asked, 3));
    let evaluated = events
        .iter()
        .filter(|event| matches!(event, TrainEvent::Evaluated { .. }))
        .count();
    assert_eq!(evaluated, 2);
    assert!(
        matches!(events[4], TrainEvent::Evaluated { step: 2, epoch: 0, .. }),
        "{:?}",
        events[4]
    );
    assert_eq!(losses(&events), losses(&finish(&mut run(), 3)));
    // And after the end, too.
    asked.evaluate();
    assert_eq!(finish(&mut asked, 5).len(), 3);
}

#[test]
fn divergence_is_explained_after_the_events_that_led_to_it() {
    // Without ReLUs between them, which would only die, layers drive each other to infinity.
    let layers = vec![
        Flatten {}.into(),
        Dense { units: 32 }.into(),
        Dense { units: 32 }.into(),
        Dense { units: 32 }.into(),
        Dense { units: 10 }.into(),
    ];
    let config = RunConfig {
        optimizer: OptimizerConfig::Sgd(Sgd::default()),
        learning_rate: 1000.0,
        ..config(layers)
    };
    let mut run = Run::new(config, digits(300, 10), &Device::flex()).unwrap();
    let events = block_on(run.advance(8)).unwrap();
    assert!(losses(&events).iter().all(|loss| loss.is_finite()));
    assert!(events.len() < 8);
    let error = block_on(run.advance(8)).unwrap_err();
    assert_eq!(error.code(), "diverged");
    assert!(
        error.to_string().contains("Lower the learning rate (it is 1000)"),
        "{error}"
    );
}

#[test]
fn a_drawing_is_read_wherever_and_however_large_it_is() {
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

/// The derivative of a batch's loss after one step of SGD is minus the squared length of the gradient; seen from
/// outside, halving the step must halve the change, and the loss must fall by what the gradient promises.
#[test]
fn a_small_step_lowers_the_loss_by_what_the_gradient_promises() {
    let image = |n: usize| (0..n * 784).map(|i| (i * 7919 % 256) as u8).collect::<Vec<_>>();
    let split = Split {
        images: image(8),
        labels: (0..8).collect(),
        height: 28,
        width: 28,
    };
    let data = Arc::new(Dataset {
        train: split.clone(),
        test: split,
        num_classes: 10,
        class_names: (0..10).map(|class| class.to_string()).collect(),
        preprocessing: Preprocessing::default(),
    });
    let fall = |learning_rate: f64| {
        let sgd = OptimizerConfig::Sgd(Sgd::default());
        let config = RunConfig {
            optimizer: sgd,
            batch_size: 8,
            num_epochs: 2,
            learning_rate,
            ..config(small_cnn())
        };
        let losses = losses(&finish(
            &mut Run::new(config, data.clone(), &Device::flex()).unwrap(),
            4,
        ));
        f64::from(losses[0] - losses[1])
    };
    let (half, whole) = (fall(5e-4), fall(1e-3));
    assert!(half > 0.0, "{half}");
    assert!((whole / half - 2.0).abs() < 0.1, "{}", whole / half);
}

/// The built-in digits are worth learning from: what is learnt from them alone reads other people's handwriting.
#[test]
fn built_in_digits_teach_to_read_real_ones() {
    let Some(place) = std::env::var_os("KILN_MNIST_DIR") else {
        eprintln!("skipped: KILN_MNIST_DIR is not set");
        return;
    };
    let read = |name: &str| {
        let path = std::path::Path::new(&place).join(name);
        std::fs::read(&path)
            .or_else(|_| std::fs::read(path.with_extension("gz")))
            .unwrap()
    };
    let (images, labels) = (read("t10k-images-idx3-ubyte"), read("t10k-labels-idx1-ubyte"));
    let real = Dataset::from_idx(IdxFiles {
        train_images: &images,
        train_labels: &labels,
        test_images: &images,
        test_labels: &labels,
    });
    let data = Dataset {
        test: real.unwrap().test,
        ..Dataset::synthetic(10_000, 1, 1).unwrap()
    };
    let preset = preset::find("mlp").unwrap();
    let mut run = Run::new(
        RunConfig {
            num_epochs: 8,
            ..preset.config
        },
        Arc::new(data),
        &Device::flex(),
    )
    .unwrap();
    let accuracy = finish(&mut run, 50).iter().fold(0.0, |last, event| match event {
        TrainEvent::Evaluated { test, .. } => test.accuracy,
        _ => last,
    });
    println!("of real MNIST's test images, {accuracy} are read");
    assert!(accuracy >= 0.8, "{accuracy}");
}

/// A network of squared errors whose outputs are all below 0: its class is where the largest is, in the count of what is
/// read correctly, in the report and in what is made of a drawing.
#[test]
fn every_path_reads_the_class_of_the_largest_output() {
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
                let class = drawn.probabilities.iter().position(|share| *share == largest);
                assert_eq!(
                    class, report.predictions[index],
                    "{output:?}: {:?}",
                    drawn.probabilities
                );
            }
        }
    }
}
