//! What the tests share.

use std::sync::Arc;

use kiln_core::config::{LayerConfig, RunConfig};
use kiln_core::data::Dataset;
use kiln_core::event::TrainEvent;
use kiln_core::model::layer::{Conv2d, Dense, Flatten, MaxPool2d, Relu};
use kiln_core::train::run::Run;
use pollster::block_on;

pub fn config(layers: Vec<LayerConfig>) -> RunConfig {
    RunConfig {
        batch_size: 32,
        num_epochs: 1,
        seed: 3,
        ..RunConfig::new(layers)
    }
}

pub fn small_cnn() -> Vec<LayerConfig> {
    vec![
        Conv2d::new(8, 3).into(),
        Relu {}.into(),
        MaxPool2d { size: 2 }.into(),
        Flatten {}.into(),
        Dense { units: 10 }.into(),
    ]
}

pub fn digits(num_train: usize, num_test: usize) -> Arc<Dataset> {
    Arc::new(Dataset::synthetic(num_train, num_test, 5).unwrap())
}

/// Drives a run to its end, `chunk` units at a time.
pub fn finish(run: &mut Run, chunk: usize) -> Vec<TrainEvent> {
    let mut events = Vec::new();
    loop {
        let more = block_on(run.advance(chunk)).unwrap();
        if more.is_empty() {
            return events;
        }
        events.extend(more);
    }
}

pub fn losses(events: &[TrainEvent]) -> Vec<f32> {
    let loss = |event: &TrainEvent| match event {
        TrainEvent::Step { loss, .. } => Some(*loss),
        _ => None,
    };
    events.iter().filter_map(loss).collect()
}
