//! Fixtures of the tests: small networks, data, runs and their events.

use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::config::{DataConfig, LayerConfig, OptimizerConfig, Patience, RunConfig, Stopping};
use kiln_core::data::Dataset;
use kiln_core::data::config::Augmentation;
use kiln_core::event::TrainEvent;
use kiln_core::model::layer::{BatchNorm, Conv2d, Dense, Dropout, Flatten, MaxPool2d, Relu};
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

/// A run of 200 images on the CPU.
pub fn run(config: RunConfig) -> Run {
    Run::new(config, digits(200, 50), &Device::flex()).unwrap()
}

/// The file of its checkpoint.
pub fn bytes(run: &Run) -> Vec<u8> {
    block_on(run.save()).unwrap().to_bytes().unwrap()
}

/// All that could be forgotten: running statistics, masks, moments, changed images, the best weights so far.
pub fn rich(optimizer: OptimizerConfig) -> RunConfig {
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
