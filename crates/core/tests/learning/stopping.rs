//! Stopping criteria: steps, accuracy, early stopping, and an end by hand.

use burn::tensor::Device;
use kiln_core::config::{DataConfig, Patience, RunConfig, Stopping};
use kiln_core::event::{Evaluation, Reason, TrainEvent};
use kiln_core::model::layer::{Dense, Flatten};
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish, losses, small_cnn};

fn run(config: RunConfig) -> Run {
    Run::new(config, digits(320, 250), &Device::flex()).unwrap()
}

fn with(stopping: Stopping, validation: f64) -> RunConfig {
    RunConfig {
        num_epochs: 30,
        stopping,
        data: DataConfig {
            validation,
            ..DataConfig::default()
        },
        ..config(small_cnn())
    }
}

/// Step, reason, and the step whose weights are there in the end.
fn end(events: &[TrainEvent]) -> (usize, Reason, usize) {
    match events.last() {
        Some(&TrainEvent::Finished {
            step, reason, restored, ..
        }) => (step, reason, restored),
        other => panic!("{other:?}"),
    }
}

fn validations(events: &[TrainEvent]) -> Vec<(usize, Evaluation)> {
    let of = |event: &TrainEvent| match event {
        TrainEvent::Validated { step, validation, .. } => Some((*step, *validation)),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

fn tests(events: &[TrainEvent]) -> usize {
    let is_test = |event: &&TrainEvent| matches!(event, TrainEvent::Evaluated { .. });
    events.iter().filter(is_test).count()
}

#[test]
fn max_steps_ends_a_run_within_an_epoch() {
    let stopping = Stopping {
        max_steps: Some(13),
        ..Stopping::default()
    };
    let mut run = run(with(stopping, 0.0));
    assert_eq!((run.info().steps_per_epoch, run.info().num_steps), (10, 13));
    let events = finish(&mut run, 4);
    assert_eq!(losses(&events).len(), 13);
    assert_eq!(end(&events), (13, Reason::Steps, 13));
    assert_eq!(tests(&events), 2);
}

#[test]
fn max_steps_is_bounded_by_epochs() {
    let stopping = Stopping {
        max_steps: Some(1000),
        ..Stopping::default()
    };
    let mut run = run(RunConfig {
        num_epochs: 2,
        ..with(stopping, 0.0)
    });
    assert_eq!(run.info().num_steps, 20);
    assert_eq!(end(&finish(&mut run, 7)), (20, Reason::Epochs, 20));
}

#[test]
fn target_accuracy_is_inclusive() {
    let first = finish(
        &mut run(RunConfig {
            num_epochs: 1,
            ..with(Stopping::default(), 0.0)
        }),
        7,
    );
    let found = first.iter().find_map(|event| match event {
        TrainEvent::Evaluated { test, .. } => Some(f64::from(test.accuracy)),
        _ => None,
    });
    let stopping = Stopping {
        target_accuracy: found,
        ..Stopping::default()
    };
    assert_eq!(
        end(&finish(&mut run(with(stopping, 0.0)), 7)),
        (10, Reason::Accuracy, 10)
    );
}

#[test]
fn target_accuracy_ends_a_run_after_its_epoch() {
    let stopping = Stopping {
        target_accuracy: Some(0.6),
        ..Stopping::default()
    };
    for validation in [0.0, 0.25] {
        let events = finish(&mut run(with(stopping, validation)), 7);
        let (step, reason, _) = end(&events);
        assert_eq!(reason, Reason::Accuracy, "{validation}");
        assert!(step < 300);
        if validation > 0.0 {
            let found = validations(&events);
            let (last, earlier) = found.split_last().unwrap();
            assert!(last.1.accuracy >= 0.6 && earlier.iter().all(|(_, found)| found.accuracy < 0.6));
            // The test images are read once, when all is decided.
            assert_eq!(tests(&events), 1);
            assert_eq!(last.1.images, 80);
        }
    }
}

#[test]
fn early_stopping_restores_the_best_weights() {
    // With so large a step the loss rises again soon.
    let patience = |restore_best| Stopping {
        patience: Some(Patience {
            epochs: 3,
            min_improvement: 0.0,
            restore_best,
        }),
        ..Stopping::default()
    };
    let hasty = |restore_best| RunConfig {
        learning_rate: 0.05,
        ..with(patience(restore_best), 0.25)
    };
    let mut restoring = run(hasty(true));
    let events = finish(&mut restoring, 9);
    let (step, reason, restored) = end(&events);
    assert_eq!(reason, Reason::Convergence);
    let found = validations(&events);
    let best = found.iter().min_by(|a, b| a.1.loss.total_cmp(&b.1.loss)).unwrap();
    assert_eq!((best.0, step), (restored, restored + 3 * 8));
    // They are the best ones, and not only said to be.
    let shorter = RunConfig {
        stopping: Stopping {
            max_steps: Some(restored),
            ..Stopping::default()
        },
        ..hasty(true)
    };
    let mut direct = run(shorter);
    finish(&mut direct, 9);
    let digit = digits(1, 1).test.images.clone();
    let look = |run: &Run| block_on(run.predict(&digit, 28, 28)).unwrap();
    assert_eq!(look(&restoring), look(&direct));
    let mut keeping = run(hasty(false));
    assert_eq!(end(&finish(&mut keeping, 9)).2, step);
    assert_ne!(look(&keeping), look(&direct));
}

#[test]
fn patience_counts_the_epochs_in_a_row_that_are_no_better() {
    let mut resets = 0;
    for seed in 0..6 {
        let stopping = Stopping {
            patience: Some(Patience {
                epochs: 2,
                min_improvement: 0.0,
                restore_best: false,
            }),
            ..Stopping::default()
        };
        let config = RunConfig {
            layers: vec![Flatten {}.into(), Dense { units: 10 }.into()],
            learning_rate: 0.02,
            num_epochs: 100,
            seed,
            ..with(stopping, 0.25)
        };
        let events = finish(&mut run(config), 9);
        let (mut best, mut stale, mut expected) = (f32::INFINITY, 0, 0);
        for (step, found) in validations(&events) {
            if found.loss < best {
                resets += stale;
                (best, stale) = (found.loss, 0);
            } else {
                stale += 1;
            }
            expected = step;
            if stale == 2 {
                break;
            }
        }
        assert_eq!(stale, 2, "{seed}");
        assert_eq!(end(&events), (expected, Reason::Convergence, expected), "{seed}");
    }
    assert!(resets > 0, "no epoch was better again");
}

#[test]
fn end_stops_a_run_after_its_step() {
    let mut run = run(with(Stopping::default(), 0.25));
    block_on(run.advance(5)).unwrap();
    run.end();
    run.end();
    let events = finish(&mut run, 3);
    assert_eq!(end(&events), (5, Reason::Ended, 5));
    assert_eq!((tests(&events), validations(&events).len()), (1, 1));
}

#[test]
fn stopping_criteria_are_validated() {
    let refused = |stopping, validation| {
        let error = Run::new(with(stopping, validation), digits(50, 10), &Device::flex());
        error.unwrap_err().to_string()
    };
    let patience = Some(Patience {
        epochs: 2,
        min_improvement: 0.0,
        restore_best: true,
    });
    let stopping = Stopping {
        patience,
        ..Stopping::default()
    };
    assert!(refused(stopping, 0.0).contains("data.validation must be above 0"));
    let stopping = Stopping {
        target_accuracy: Some(98.0),
        ..Stopping::default()
    };
    assert!(refused(stopping, 0.0).contains("at most 1, but is 98"));
}
