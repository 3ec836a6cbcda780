//! Resuming after any interruption: events and checkpoints are bit for bit those of an uninterrupted run.

use std::sync::{Arc, LazyLock};

use burn::tensor::Device;
use kiln_core::checkpoint::Checkpoint;
use kiln_core::config::{Change, DataConfig, OptimizerConfig, Patience, RunConfig, Schedule, Stopping};
use kiln_core::data::Dataset;
use kiln_core::data::config::Augmentation;
use kiln_core::event::{Reason, TrainEvent};
use kiln_core::model::layer::{BatchNorm, Conv2d, Dense, Dropout, Flatten, MaxPool2d, Relu};
use kiln_core::train::run::Run;
use pollster::block_on;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::common::{config, digits, finish};

static DATA: LazyLock<Arc<Dataset>> = LazyLock::new(|| digits(120, 40));

/// An interruption of a run; numbers are units of work from where it stands.
#[derive(Clone, Copy, Debug)]
enum Interruption {
    /// The page is reloaded, or the machine loses its power after a checkpoint.
    Reload { after: usize },
    /// The run is ended by hand, saved and resumed.
    End { after: usize },
    /// The run ends after so many more steps, and is resumed without that limit.
    Limit { steps: usize },
    /// The run ends by stricter stopping criteria, and is resumed with its own.
    Goal { accuracy: Option<f64> },
}

fn save(run: &Run) -> Vec<u8> {
    block_on(run.save()).unwrap().to_bytes().unwrap()
}

fn resume(bytes: &[u8], stopping: Stopping) -> Run {
    let mut checkpoint = Checkpoint::from_bytes(bytes).unwrap();
    checkpoint.about.config.stopping = stopping;
    Run::resume(checkpoint, DATA.clone(), &Device::flex()).unwrap()
}

/// Drives a run by `count` units.
fn drive(run: &mut Run, count: usize, events: &mut Vec<TrainEvent>) {
    for _ in 0..count {
        events.extend(block_on(run.advance(1)).unwrap());
    }
}

impl Interruption {
    /// Gives the run that goes on, and the step at which it was interrupted.
    fn apply(self, mut run: Run, stopping: Stopping, events: &mut Vec<TrainEvent>) -> Run {
        match self {
            Self::Reload { after } => drive(&mut run, after, events),
            Self::End { after } => {
                drive(&mut run, after, events);
                run.end();
                events.extend(finish(&mut run, 3));
            }
            Self::Limit { steps } => {
                let max_steps = Some(run.step() + steps);
                run = resume(&save(&run), Stopping { max_steps, ..stopping });
                events.extend(finish(&mut run, 3));
            }
            Self::Goal { accuracy } => {
                let patience = stopping.patience.map(|patience| Patience { epochs: 1, ..patience });
                let sooner = Stopping {
                    target_accuracy: accuracy,
                    patience,
                    ..stopping
                };
                run = resume(&save(&run), sooner);
                events.extend(finish(&mut run, 3));
            }
        }
        resume(&save(&run), stopping)
    }
}

/// Without the events that tell how far an evaluation is, which begins anew.
fn told(events: Vec<TrainEvent>) -> Vec<TrainEvent> {
    let lasting = |event: &TrainEvent| !matches!(event, TrainEvent::Evaluating { .. });
    events.into_iter().filter(lasting).collect()
}

/// What an interruption adds: evaluations of weights that were read or will be, and that it ended.
fn is_extra(event: &TrainEvent) -> bool {
    matches!(
        event,
        TrainEvent::Validated { .. } | TrainEvent::Evaluated { .. } | TrainEvent::Finished { .. }
    )
}

fn interruptions() -> impl Strategy<Value = Vec<Interruption>> {
    let one = prop_oneof![
        (0..40_usize).prop_map(|after| Interruption::Reload { after }),
        (0..40_usize).prop_map(|after| Interruption::End { after }),
        (1..25_usize).prop_map(|steps| Interruption::Limit { steps }),
        prop_oneof![Just(None), Just(Some(0.3))].prop_map(|accuracy| Interruption::Goal { accuracy }),
    ];
    prop::collection::vec(one, 1..4)
}

fn stopping() -> impl Strategy<Value = (f64, Stopping)> {
    let patience = (1..4_usize, prop_oneof![Just(0.0), Just(0.03), Just(0.3)], any::<bool>());
    let patience = patience.prop_map(|(epochs, min_improvement, restore_best)| Patience {
        epochs,
        min_improvement,
        restore_best,
    });
    let target = prop_oneof![3 => Just(None), 1 => Just(Some(0.6))];
    (prop::option::of(patience), target, any::<bool>()).prop_map(|(patience, target_accuracy, validates)| {
        let validation = if validates || patience.is_some() { 0.2 } else { 0.0 };
        let stopping = Stopping {
            target_accuracy,
            patience,
            ..Stopping::default()
        };
        (validation, stopping)
    })
}

fn configs() -> impl Strategy<Value = RunConfig> {
    let layers = prop_oneof![
        Just(vec![Flatten {}.into(), Dense { units: 10 }.into()]),
        Just(vec![
            Flatten {}.into(),
            Dense { units: 12 }.into(),
            Relu {}.into(),
            Dropout { rate: 0.3 }.into(),
            Dense { units: 10 }.into(),
        ]),
        Just(vec![
            Conv2d::new(3, 3).into(),
            BatchNorm {}.into(),
            Relu {}.into(),
            MaxPool2d { size: 4 }.into(),
            Flatten {}.into(),
            Dense { units: 10 }.into(),
        ]),
    ];
    let optimizer = prop::sample::select(OptimizerConfig::all());
    // Schedules that know how long a run is to be know a limit as well.
    let schedule = prop_oneof![
        Just(Schedule::Constant {}),
        Just(Schedule::Step {
            every: Some(9),
            factor: 0.5
        }),
        Just(Schedule::Exponential { factor: Some(0.98) }),
    ];
    let numbers = (
        1..7_usize,
        20..70_usize,
        prop_oneof![Just(0.002), Just(0.02)],
        any::<u32>(),
    );
    let change = prop::option::of(0..20_usize);
    let on_the_way = (change, prop_oneof![Just(0_usize), Just(4)], any::<bool>());
    (layers, optimizer, schedule, numbers, stopping(), on_the_way).prop_map(
        |(layers, optimizer, schedule, numbers, (validation, stopping), (change, diagnose_every, varied))| {
            let (num_epochs, batch_size, learning_rate, seed) = numbers;
            let change = change.map(|step| Change {
                step,
                learning_rate: Some(0.004),
                weight_decay: None,
                dropout: Some(0.1),
                clipping: None,
            });
            RunConfig {
                optimizer,
                schedule,
                num_epochs,
                batch_size,
                learning_rate,
                stopping,
                diagnose_every,
                changes: change.into_iter().collect(),
                seed,
                data: DataConfig {
                    validation,
                    augmentation: Augmentation {
                        shift: if varied { 0.1 } else { 0.0 },
                        ..Augmentation::default()
                    },
                    ..DataConfig::default()
                },
                ..config(layers)
            }
        },
    )
}

proptest! {
    #![proptest_config(Config { cases: 96, ..Config::default() })]
    #[test]
    fn interrupted_runs_give_the_same_events_and_checkpoint(config in configs(), interruptions in interruptions()) {
        let begin = || Run::new(config.clone(), DATA.clone(), &Device::flex()).unwrap();
        let mut whole = begin();
        let expected = told(finish(&mut whole, 5));

        let (mut run, mut events) = (begin(), Vec::new());
        for interruption in interruptions {
            run = interruption.apply(run, config.stopping, &mut events);
        }
        events.extend(finish(&mut run, 5));

        let mut left = expected.iter().peekable();
        for event in told(events) {
            if left.peek() == Some(&&event) {
                left.next();
            } else {
                prop_assert!(is_extra(&event), "found {event:?}, expected {:?}", left.peek());
            }
        }
        prop_assert_eq!(left.next(), None);
        // Weights, optimizer state, the best epoch, and all that was found.
        prop_assert!(save(&run) == save(&whole));
    }
}

/// Early stopping that restores the best weights, cut where neither an epoch is over nor the best weights are the last.
#[test]
fn a_resumed_run_predicts_with_restored_weights_until_it_trains() {
    let config = RunConfig {
        num_epochs: 8,
        learning_rate: 0.05,
        data: DataConfig {
            validation: 0.2,
            ..DataConfig::default()
        },
        stopping: Stopping {
            patience: Some(Patience {
                epochs: 3,
                min_improvement: 0.5,
                restore_best: true,
            }),
            max_steps: Some(7),
            ..Stopping::default()
        },
        ..config(vec![Flatten {}.into(), Dense { units: 10 }.into()])
    };
    let mut run = Run::new(config.clone(), DATA.clone(), &Device::flex()).unwrap();
    let events = finish(&mut run, 3);
    let Some(&TrainEvent::Finished {
        step: 7,
        reason: Reason::Steps,
        restored: 3,
        ..
    }) = events.last()
    else {
        panic!("{:?}", events.last());
    };
    let digit = DATA.test.image(0);
    let look = |run: &Run| block_on(run.predict(digit, 28, 28)).unwrap();
    let longer = Stopping {
        max_steps: None,
        ..config.stopping
    };
    let mut resumed = resume(&save(&run), longer);
    // Saved again before it has gone on, it is the same.
    let mut again = resume(&save(&resumed), longer);
    assert!(look(&resumed) == look(&run) && look(&again) == look(&run));
    let next = block_on(resumed.advance(1)).unwrap();
    assert!(matches!(next[..], [TrainEvent::Step { step: 8, .. }]), "{next:?}");
    assert_eq!(block_on(again.advance(1)).unwrap(), next);

    let mut whole = Run::new(
        RunConfig {
            stopping: longer,
            ..config
        },
        DATA.clone(),
        &Device::flex(),
    )
    .unwrap();
    // Two epochs of three steps and their evaluations.
    let mut events = Vec::new();
    drive(&mut whole, 10, &mut events);
    assert_eq!(events.last(), next.last());
}
