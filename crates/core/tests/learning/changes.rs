//! Changes of settings while a run goes on, schedules, and measured dynamics.

use burn::tensor::Device;
use kiln_core::config::{Change, Clipping, RunConfig, Schedule, Stopping};
use kiln_core::event::TrainEvent;
use kiln_core::model::layer::{Dense, Dropout, Flatten, Relu};
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish, losses, small_cnn};

fn dropping() -> RunConfig {
    config(vec![
        Flatten {}.into(),
        Dense { units: 32 }.into(),
        Relu {}.into(),
        Dropout { rate: 0.5 }.into(),
        Dense { units: 10 }.into(),
    ])
}

fn run(config: RunConfig) -> Run {
    Run::new(config, digits(320, 50), &Device::flex()).unwrap()
}

#[test]
fn a_change_by_hand_is_recorded_and_the_record_gives_the_same_run() {
    let mut changed = run(dropping());
    let mut events = block_on(changed.advance(4)).unwrap();
    let change = Change {
        learning_rate: Some(1e-2),
        weight_decay: Some(1e-3),
        dropout: Some(0.1),
        clipping: Some(Clipping {
            norm: Some(1.0),
            value: None,
        }),
        ..Change::default()
    };
    changed.change(change).unwrap();
    events.extend(finish(&mut changed, 3));
    let told = events.iter().find_map(|event| match event {
        TrainEvent::Changed { change } => Some(*change),
        _ => None,
    });
    assert_eq!(told, Some(Change { step: 4, ..change }));
    assert_eq!(changed.config().changes, [Change { step: 4, ..change }]);

    let again = finish(&mut run(changed.config().clone()), 7);
    assert_eq!(losses(&events), losses(&again));
    assert_ne!(losses(&events), losses(&finish(&mut run(dropping()), 7)));
}

#[test]
fn each_kind_of_change_takes_effect_from_its_step() {
    let plain = losses(&finish(&mut run(dropping()), 5));
    let changes = [
        Change {
            learning_rate: Some(1e-4),
            ..Change::default()
        },
        Change {
            weight_decay: Some(0.5),
            ..Change::default()
        },
        Change {
            dropout: Some(0.0),
            ..Change::default()
        },
        Change {
            clipping: Some(Clipping {
                value: Some(1e-6),
                norm: None,
            }),
            ..Change::default()
        },
    ];
    for change in changes {
        let config = RunConfig {
            changes: vec![Change { step: 3, ..change }],
            ..dropping()
        };
        let losses = losses(&finish(&mut run(config), 5));
        // The loss of a step is that before its update; dropout shows in the step itself.
        let first = if change.dropout.is_some() { 3 } else { 4 };
        assert_eq!(losses[..first], plain[..first], "{change:?}");
        assert_ne!(losses[first], plain[first], "{change:?}");
    }
}

#[test]
fn a_change_out_of_range_changes_nothing() {
    let mut run = run(dropping());
    let change = |change| run.change(change).unwrap_err().to_string();
    let mut change = change;
    assert!(
        change(Change {
            dropout: Some(1.0),
            ..Change::default()
        })
        .contains("dropout must be")
    );
    assert!(
        change(Change {
            learning_rate: Some(-1.0),
            ..Change::default()
        })
        .contains("learningRate must be")
    );
    let clipping = Some(Clipping {
        norm: Some(0.0),
        value: None,
    });
    assert!(
        change(Change {
            clipping,
            ..Change::default()
        })
        .contains("clipping.norm must be")
    );
    assert!(run.config().changes.is_empty());
}

#[test]
fn step_events_report_the_scheduled_learning_rate() {
    let config = RunConfig {
        schedule: Schedule::Cosine { floor: 0.1 },
        warmup_steps: 3,
        num_epochs: 2,
        ..config(small_cnn())
    };
    let events = finish(&mut run(config.clone()), 6);
    let rates: Vec<f64> = events
        .iter()
        .filter_map(|event| match event {
            TrainEvent::Step { learning_rate, .. } => Some(*learning_rate),
            _ => None,
        })
        .collect();
    let expected: Vec<f64> = (1..=20).map(|step| config.rate(step, 20)).collect();
    assert_eq!(rates, expected);
    assert!(rates[0] < rates[2] && rates[3] > rates[19]);
}

#[test]
fn diagnosed_events_measure_every_layer() {
    let config = RunConfig {
        diagnose_every: 5,
        ..config(small_cnn())
    };
    let events = finish(&mut run(config), 4);
    let found: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            TrainEvent::Diagnosed {
                step,
                gradient_norm,
                layers,
            } => Some((*step, *gradient_norm, layers.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(found.iter().map(|(step, ..)| *step).collect::<Vec<_>>(), [5, 10]);
    for (_, whole, layers) in &found {
        // Convolution, ReLU and dense layer; pooling and flattening have nothing to tell.
        assert_eq!(layers.iter().map(|row| row.layer).collect::<Vec<_>>(), [0, 1, 4]);
        let squares: f32 = layers
            .iter()
            .filter_map(|row| row.gradient_norm)
            .map(|norm| norm * norm)
            .sum();
        assert!((whole - squares.sqrt()).abs() < 1e-4 * whole);
        // Adam moves each weight by about its rate, 0.001, and weights are of size 0.1.
        let ratio = layers[2].update_ratio.unwrap();
        assert!((1e-4..1e-1).contains(&ratio), "{ratio}");
        assert!((0.0..=1.0).contains(&layers[1].dead.unwrap()));
        assert_eq!((layers[0].dead, layers[1].gradient_norm), (None, None));
    }
}

#[test]
fn the_later_of_two_changes_at_a_step_wins() {
    let mut run = run(dropping());
    block_on(run.advance(2)).unwrap();
    for learning_rate in [1e-2, 1e-4] {
        let change = Change {
            learning_rate: Some(learning_rate),
            ..Change::default()
        };
        run.change(change).unwrap();
    }
    let events = block_on(run.advance(1)).unwrap();
    let Some(TrainEvent::Step { learning_rate, .. }) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!(*learning_rate, 1e-4);
}

#[test]
fn schedules_span_the_steps_that_are_made() {
    let config = RunConfig {
        schedule: Schedule::Cosine { floor: 0.0 },
        num_epochs: 3,
        stopping: Stopping {
            max_steps: Some(14),
            ..Stopping::default()
        },
        ..config(small_cnn())
    };
    let rates: Vec<f64> = finish(&mut run(config.clone()), 6)
        .iter()
        .filter_map(|event| match event {
            TrainEvent::Step { learning_rate, .. } => Some(*learning_rate),
            _ => None,
        })
        .collect();
    let expected: Vec<f64> = (1..=14).map(|step| config.rate(step, 14)).collect();
    assert_eq!(rates, expected);
}
