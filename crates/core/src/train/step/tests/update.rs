//! Tests of a whole step: dynamics, clipping and dropout as its settings say.

use super::*;
use crate::config::{Clipping, OptimizerConfig, RunConfig};
use crate::data::batcher::Batch;
use crate::train::learner::Learner;
use crate::train::optimizer::Sgd;
use crate::train::step::{Settings, train_step};

impl Bench {
    fn batch(&self) -> Batch {
        Batch {
            images: self.images.clone(),
            targets: self.targets.clone(),
            len: LABELS.len(),
        }
    }
}

fn settings(step: usize) -> Settings {
    Settings {
        step,
        rate: 0.1,
        weight_decay: 0.0,
        clipping: Clipping::default(),
        dropout: None,
        diagnose: false,
    }
}

/// Clipping makes the update smaller, and not the gradient that is told.
#[test]
fn gradient_norm_is_measured_before_clipping() {
    let layers: Vec<LayerConfig> = vec![Flatten {}.into(), Dense { units: 3 }.into()];
    let bench = Bench::new(&layers, Loss::default());
    let measured = |clipping: Clipping| {
        let config = RunConfig {
            optimizer: OptimizerConfig::Sgd(Sgd::default()),
            ..RunConfig::new(layers.clone())
        };
        let settings = Settings {
            clipping,
            diagnose: true,
            ..settings(1)
        };
        let mut learner = Learner::new(bench.network.clone(), &config.optimizer);
        let (_, measured) = train_step(&mut learner, &config, settings, bench.batch());
        let squares = measured.expect("it was asked for").squares;
        [0, 1, 2].map(|which| {
            squares
                .iter()
                .map(|triple| values_of(triple)[which])
                .sum::<f32>()
                .sqrt()
        })
    };
    let [gradient, update, value] = measured(Clipping::default());
    assert!((update - 0.1 * gradient).abs() < 1e-4 * update, "{update} {gradient}");
    let tenth = Some(f64::from(gradient) / 10.0);
    let clipped = measured(Clipping {
        norm: tenth,
        value: None,
    });
    assert_eq!([clipped[0], clipped[2]], [gradient, value]);
    assert!(
        (clipped[1] - 0.1 * update).abs() < 1e-3 * update,
        "{} {update}",
        clipped[1]
    );
}

/// The loss that a step tells is that of the units which its seed, its number and the rate in force leave.
#[test]
fn dropout_masks_depend_on_seed_step_and_rate() {
    let layers: Vec<LayerConfig> = vec![
        Flatten {}.into(),
        Dropout { rate: 0.5 }.into(),
        Dense { units: 3 }.into(),
    ];
    let bench = Bench::new(&layers, Loss::default());
    let told = |seed: u32, step: usize, dropout: Option<f64>| {
        let config = RunConfig {
            seed,
            ..RunConfig::new(layers.clone())
        };
        let settings = Settings {
            dropout,
            ..settings(step)
        };
        let mut learner = Learner::new(bench.network.clone(), &config.optimizer);
        values_of(&train_step(&mut learner, &config, settings, bench.batch()).0)[0] / LABELS.len() as f32
    };
    let mut seen = Vec::new();
    for (seed, step, dropout) in [
        (1, 1, None),
        (1, 2, None),
        (2, 1, None),
        (1, 1, Some(0.1)),
        (1, 1, Some(0.0)),
    ] {
        let context = ForwardContext::training(seed, step, dropout, false);
        let params: Vec<Tensor<1>> = bench.network.params.iter().cloned().map(Tensor::autodiff).collect();
        let logits = bench.network.forward(&params, bench.images.clone(), &context);
        let expected = values_of(&bench.loss.of(logits, bench.targets.clone()).mean())[0];
        let found = told(seed, step, dropout);
        assert!((found - expected).abs() < 1e-6, "{found} but {expected}");
        assert!(
            seen.iter().all(|other: &f32| (other - found).abs() > 1e-4),
            "{seen:?} {found}"
        );
        seen.push(found);
    }
}
