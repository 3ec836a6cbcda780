//! Ending and saving a run at any point: which evaluations are still to be made.

use burn::tensor::Device;
use kiln_core::checkpoint::Checkpoint;
use kiln_core::config::{DataConfig, Patience, RunConfig, Stopping};
use kiln_core::event::{Reason, TrainEvent};
use kiln_core::model::layer::{Dense, Flatten};
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish};

/// Of 120 images; epochs have three steps where some are set aside for validation, else four.
fn run(validation: f64, stopping: Stopping) -> Run {
    let config = RunConfig {
        num_epochs: 4,
        stopping,
        data: DataConfig {
            validation,
            ..DataConfig::default()
        },
        ..config(vec![Flatten {}.into(), Dense { units: 10 }.into()])
    };
    Run::new(config, digits(120, 40), &Device::flex()).unwrap()
}

fn patience(epochs: usize, min_improvement: f64) -> Stopping {
    Stopping {
        patience: Some(Patience {
            epochs,
            min_improvement,
            restore_best: true,
        }),
        ..Stopping::default()
    }
}

fn save(run: &Run) -> Checkpoint {
    block_on(run.save()).unwrap()
}

fn resume(checkpoint: Checkpoint) -> Run {
    Run::resume(checkpoint, digits(120, 40), &Device::flex()).unwrap()
}

fn told(events: &[TrainEvent]) -> Vec<&'static str> {
    let name = |event: &TrainEvent| match event {
        TrainEvent::Step { .. } => Some("step"),
        TrainEvent::Validated { .. } => Some("validated"),
        TrainEvent::Evaluated { .. } => Some("evaluated"),
        TrainEvent::Finished { .. } => Some("finished"),
        _ => None,
    };
    events.iter().filter_map(name).collect()
}

/// Events of the next unit of work.
fn next(run: &mut Run) -> Vec<&'static str> {
    told(&block_on(run.advance(1)).unwrap())
}

fn rest(run: &mut Run) -> Vec<&'static str> {
    told(&finish(run, 3))
}

#[test]
fn ending_by_hand_evaluates_once() {
    let mut run = run(0.2, Stopping::default());
    for _ in 0..5 {
        next(&mut run);
    }
    assert_eq!(run.step(), 4);
    run.end();
    let all = ["validated", "evaluated", "finished"];
    assert_eq!(rest(&mut resume(save(&run))), all);
    assert_eq!(next(&mut run), all[..1]);
    assert_eq!(rest(&mut resume(save(&run))), all[1..]);
    assert_eq!(rest(&mut run), all[1..]);
    // Whoever takes it up after that learns on.
    assert_eq!(next(&mut resume(save(&run))), ["step"]);
}

#[test]
fn ending_before_an_epochs_evaluation_evaluates_once() {
    let mut run = run(0.2, Stopping::default());
    block_on(run.advance(3)).unwrap();
    run.end();
    assert_eq!(rest(&mut run), ["validated", "evaluated", "finished"]);
}

#[test]
fn an_epoch_is_evaluated_once_after_resuming_old_and_new_files() {
    let mut run = run(0.0, Stopping::default());
    assert_eq!(next(&mut resume(save(&run))), ["step"]);
    block_on(run.advance(4)).unwrap();
    for expected in ["evaluated", "step"] {
        assert_eq!(next(&mut resume(save(&run))), [expected]);
        let mut old = save(&run);
        old.about.standing.owes_epoch = None;
        assert_eq!(next(&mut resume(old)), [expected]);
        next(&mut run);
    }
}

#[test]
fn a_converged_run_resumes_only_with_more_patience() {
    // Nothing improves that much.
    let mut run = run(0.2, patience(1, 10.0));
    assert_eq!(rest(&mut run).last(), Some(&"finished"));
    assert_eq!(run.step(), 6);
    assert!(rest(&mut resume(save(&run))).is_empty());
    let mut longer = save(&run);
    longer.about.config.stopping = patience(2, 10.0);
    assert_eq!(next(&mut resume(longer)), ["step"]);
}

#[test]
fn target_accuracy_is_judged_by_validation_images() {
    let goal = |target| Stopping {
        target_accuracy: Some(target),
        ..patience(3, 0.0)
    };
    let mut run = run(0.2, goal(0.01));
    let events = finish(&mut run, 3);
    let Some(&TrainEvent::Finished {
        reason: Reason::Accuracy,
        step: 3,
        restored: 3,
        ..
    }) = events.last()
    else {
        panic!("{:?}", events.last())
    };
    let mut checkpoint = save(&run);
    // The last weights are the best: nothing is kept twice.
    assert_eq!(checkpoint.about.standing.restored, None);
    checkpoint.about.standing.test.as_mut().unwrap().accuracy = 1.0;
    checkpoint.about.config.stopping = goal(0.99);
    assert_eq!(next(&mut resume(checkpoint)), ["step"]);
}

#[test]
fn nothing_is_restored_when_the_last_weights_are_best() {
    let stopping = Stopping {
        max_steps: Some(4),
        ..patience(3, 0.0)
    };
    let events = finish(&mut run(0.2, stopping), 3);
    let validated: Vec<f32> = events
        .iter()
        .filter_map(|event| match event {
            TrainEvent::Validated { validation, .. } => Some(validation.loss),
            _ => None,
        })
        .collect();
    assert!(validated[1] < validated[0], "{validated:?}");
    assert!(
        matches!(events.last(), Some(TrainEvent::Finished { restored: 4, .. })),
        "{:?}",
        events.last()
    );
}
