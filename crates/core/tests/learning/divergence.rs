//! Divergence: the snapshot that is restored, and resuming from it.

use burn::tensor::Device;
use kiln_core::checkpoint::Checkpoint;
use kiln_core::config::{Change, DataConfig, Loss, OptimizerConfig, Output, Patience, RunConfig, Stopping};
use kiln_core::error::Error;
use kiln_core::model::layer::{Dense, Flatten};
use kiln_core::train::optimizer::Sgd;
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish, losses};

/// Steps of an epoch: 200 images in batches of 32.
const EPOCH: usize = 7;

fn too_fast(step: usize) -> Change {
    Change {
        step,
        learning_rate: Some(1000.0),
        ..Change::default()
    }
}

/// Squared errors, which become infinite before anything is no number; from step `thrown` on with far too large a rate.
fn run(thrown: Option<usize>) -> Run {
    let config = RunConfig {
        optimizer: OptimizerConfig::Sgd(Sgd::default()),
        loss: Loss::MeanSquaredError {
            output: Output::Identity,
        },
        learning_rate: 1e-3,
        num_epochs: 12,
        changes: thrown.map(too_fast).into_iter().collect(),
        ..config(vec![Flatten {}.into(), Dense { units: 10 }.into()])
    };
    Run::new(config, digits(200, 10), &Device::flex()).unwrap()
}

/// Drives it into its failure: the last step that had a loss, and what is said.
fn diverge(run: &mut Run, chunk: usize) -> (usize, Error) {
    let mut last = 0;
    loop {
        match block_on(run.advance(chunk)) {
            Ok(events) => {
                assert!(!events.is_empty(), "it did not diverge");
                last += losses(&events).len();
            }
            Err(error) => return (last, error),
        }
    }
}

fn save(run: &Run) -> Checkpoint {
    block_on(run.save()).unwrap()
}

#[test]
fn divergence_restores_the_last_snapshot_with_finite_loss() {
    let mut ends = Vec::new();
    for thrown in 38..52 {
        let mut run = run(Some(thrown));
        let (last, error) = diverge(&mut run, 1 + thrown % 5);
        let Error::Diverged {
            step, loss, restored, ..
        } = error
        else {
            panic!("{error}")
        };
        assert_eq!((step, loss), (last + 1, f32::INFINITY));
        // Weights are kept every 50 steps, and known to be good by the loss of the step behind them.
        let kept = (last - 1) / 50 * 50;
        assert_eq!((restored, run.step()), (kept, kept), "{last}");
        ends.push(last);
    }
    assert!(ends.contains(&50) && ends.contains(&51), "{ends:?}");
}

#[test]
fn a_diverged_run_has_the_standing_of_its_snapshot() {
    let mut straight = run(None);
    while straight.step() < 50 {
        block_on(straight.advance(1)).unwrap();
    }
    let mut diverged = run(Some(56));
    diverge(&mut diverged, 9);
    let (straight, diverged) = (save(&straight), save(&diverged));
    assert_eq!(diverged.about.standing, straight.about.standing);
    // The first step of the eighth epoch.
    assert_eq!(straight.about.standing.epoch_loss.images, 32);
    assert!(diverged.params().eq(straight.params()));
}

#[test]
fn a_diverged_run_can_be_resumed_with_other_changes() {
    let mut diverged = run(Some(2));
    // An epoch and its evaluation, each in one go: what fails is known when the evaluation has been asked for already.
    let failed = (0..20).any(|i| block_on(diverged.advance([EPOCH, 1][i % 2])).is_err());
    assert!(failed && !diverged.has_ended());
    let mut checkpoint = save(&diverged);
    let standing = &checkpoint.about.standing;
    assert_eq!((standing.step, standing.unread), (0, false));
    checkpoint.about.config.changes.clear();
    let mut again = Run::resume(checkpoint, digits(200, 10), &Device::flex()).unwrap();
    assert_eq!(finish(&mut again, 5), finish(&mut run(None), 5));
}

/// Also where the best weights had been put in the place of the last ones.
#[test]
fn divergence_restores_trained_weights_not_the_best_ones() {
    let ended = |restore_best| {
        let config = RunConfig {
            data: DataConfig {
                validation: 0.2,
                ..DataConfig::default()
            },
            // The second epoch is not that much better.
            stopping: Stopping {
                patience: Some(Patience {
                    epochs: 1,
                    min_improvement: 10.0,
                    restore_best,
                }),
                ..Stopping::default()
            },
            ..run(None).config().clone()
        };
        let mut run = Run::new(config, digits(200, 10), &Device::flex()).unwrap();
        finish(&mut run, 5);
        save(&run)
    };
    let (mut restoring, keeping) = (ended(true), ended(false));
    let standing = &restoring.about.standing;
    assert_eq!((standing.step, standing.restored), (10, Some(5)));
    assert!(restoring.params().ne(keeping.params()));
    restoring.about.config.stopping = Stopping::default();
    restoring.about.config.changes = vec![too_fast(10)];
    let mut again = Run::resume(restoring, digits(200, 10), &Device::flex()).unwrap();
    diverge(&mut again, 4);
    assert_eq!((again.step(), again.has_ended()), (10, false));
    assert!(save(&again).params().eq(keeping.params()));
}

/// Every later call returns the same error.
#[test]
fn advance_after_divergence_returns_the_same_error() {
    let mut run = run(Some(2));
    let (_, error) = diverge(&mut run, 64);
    for _ in 0..3 {
        assert_eq!(block_on(run.advance(1)), Err(error.clone()));
    }
}

#[test]
fn divergence_error_follows_the_last_finite_events() {
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
