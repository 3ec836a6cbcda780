use burn::tensor::Device;

use super::*;
use crate::config::RunConfig;
use crate::model::param::Start;

/// `f(x) = (x - 3)^2 + 10 (y + 1)^2`, from 0, by `config`: how far from the bottom after 400 steps.
fn distance(config: OptimizerConfig, rate: f64) -> f32 {
    let device = Device::flex();
    let bottom = Tensor::<1>::from_floats([3.0, -1.0], &device);
    let slope = Tensor::<1>::from_floats([2.0, 20.0], &device);
    let mut value = Tensor::<1>::zeros([2], &device);
    let spec = ParamSpec::new("bias", &[2], Start::Constant(0.0));
    let mut slots = vec![value.zeros_like(); config.rule().slots().len()];
    for step in 1..=400 {
        let gradient = (value.clone() - bottom.clone()) * slope.clone();
        let at = Update {
            rate,
            weight_decay: 0.0,
            step,
            spec: &spec,
        };
        value = config.rule().update(value, gradient, &mut slots, at);
    }
    let away = (value - bottom).abs().max().into_data();
    away.try_to_vec::<f32>().unwrap()[0]
}

#[test]
fn every_rule_finds_the_bottom_of_a_bowl() {
    for config in OptimizerConfig::all() {
        let rate = if config.name() == "adagrad" { 0.5 } else { 0.02 };
        let away = distance(config, rate);
        assert!(away < 0.1, "{} is {away} away", config.name());
    }
    let momentum = Sgd {
        momentum: 0.9,
        nesterov: true,
    };
    assert!(distance(OptimizerConfig::Sgd(momentum), 0.01) < 0.01);
}

#[test]
fn muon_makes_a_matrix_orthogonal_and_keeps_its_shape() {
    let device = Device::flex();
    let (rows, columns) = (6, 3);
    let values: Vec<f32> = (0..18).map(|i| ((i * 7 % 11) as f32 - 5.0) / 3.0).collect();
    let gradient = Tensor::<1>::from_floats(values.as_slice(), &device);
    let mut slots = vec![gradient.zeros_like(); 2];
    let at = Update {
        rate: 1.0,
        weight_decay: 0.0,
        step: 1,
        spec: &ParamSpec::drawn("weight", &[rows, columns], columns, rows),
    };
    let step = Muon::default().update(gradient.zeros_like(), gradient, &mut slots, at);
    let step = (step / (0.2 * 6.0_f64.sqrt())).reshape([rows, columns]);
    let gram = step
        .clone()
        .transpose()
        .matmul(step)
        .into_data()
        .try_to_vec::<f32>()
        .unwrap();
    // Five iterations bring singular values to between about 0.7 and 1.2.
    for (i, value) in gram.iter().enumerate() {
        let diagonal = i % 4 == 0;
        assert!(
            if diagonal {
                (0.4..1.6).contains(value)
            } else {
                value.abs() < 0.3
            },
            "{gram:?}"
        );
    }
}

#[test]
fn every_rule_round_trips_with_its_usual_numbers() {
    for config in OptimizerConfig::all() {
        let short: OptimizerConfig = serde_json::from_str(&format!(r#"{{"type":"{}"}}"#, config.name())).unwrap();
        assert_eq!(short, config);
        assert!(config.rule().check().is_ok());
    }
    assert!(serde_json::from_str::<OptimizerConfig>(r#"{"type":"sgd","beta1":0.5}"#).is_err());
    let wrong = Sgd {
        momentum: 0.0,
        nesterov: true,
    };
    assert!(wrong.check().is_err());
    assert!(
        Sgd {
            momentum: 1.0,
            ..Sgd::default()
        }
        .check()
        .is_err()
    );
}

/// The page offers these beside the field; it has no other source of them.
#[test]
fn usual_learning_rates_are_those_of_the_page() {
    let page = include_str!("../../../../../www/src/view/setup/usual-rates.json");
    let rates: std::collections::BTreeMap<String, f64> = serde_json::from_str(page).unwrap();
    let own = OptimizerConfig::all();
    assert_eq!(
        rates,
        own.iter()
            .map(|rule| (rule.name().into(), rule.usual_learning_rate()))
            .collect()
    );
}

#[test]
fn presets_of_plain_settings_have_the_usual_learning_rate() {
    for preset in crate::model::preset::all() {
        let RunConfig {
            optimizer,
            schedule,
            learning_rate,
            ..
        } = &preset.config;
        if matches!(schedule, crate::config::Schedule::Constant {}) {
            assert_eq!(*learning_rate, optimizer.usual_learning_rate(), "{}", preset.id);
        }
    }
}
