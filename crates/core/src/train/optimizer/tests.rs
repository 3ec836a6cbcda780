use burn::tensor::Device;

use super::*;
use crate::config::RunConfig;
use crate::model::param::Initializer;

/// `f(x) = (x - 3)^2 + 10 (y + 1)^2`, from 0, by `config`: how far from the bottom after 400 steps.
fn distance(config: OptimizerConfig, rate: f64) -> f32 {
    let device = Device::flex();
    let bottom = Tensor::<1>::from_floats([3.0, -1.0], &device);
    let curvature = Tensor::<1>::from_floats([2.0, 20.0], &device);
    let mut value = Tensor::<1>::zeros([2], &device);
    let spec = ParamSpec::new("bias", &[2], Initializer::Constant(0.0));
    let mut state = vec![value.zeros_like(); config.as_optimizer().state_names().len()];
    for step in 1..=400 {
        let gradient = (value.clone() - bottom.clone()) * curvature.clone();
        let at = Update {
            rate,
            weight_decay: 0.0,
            step,
            spec: &spec,
        };
        value = config.as_optimizer().update(value, gradient, &mut state, at);
    }
    let away = (value - bottom).abs().max().into_data();
    away.try_to_vec::<f32>().unwrap()[0]
}

#[test]
fn every_optimizer_minimizes_a_quadratic() {
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
    let mut state = vec![gradient.zeros_like(); 2];
    let at = Update {
        rate: 1.0,
        weight_decay: 0.0,
        step: 1,
        spec: &ParamSpec::drawn("weight", &[rows, columns], columns, rows),
    };
    let step = Muon::default().update(gradient.zeros_like(), gradient, &mut state, at);
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
fn every_optimizer_round_trips_with_default_parameters() {
    for config in OptimizerConfig::all() {
        let short: OptimizerConfig = serde_json::from_str(&format!(r#"{{"type":"{}"}}"#, config.name())).unwrap();
        assert_eq!(short, config);
        assert!(config.as_optimizer().check().is_ok());
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

/// Keras' for Adam and AdamW, its author's for Muon, and `PyTorch`'s.
#[test]
fn optimizer_defaults_match_their_sources() {
    let coefficients: Vec<String> = OptimizerConfig::all()
        .iter()
        .map(|optimizer| serde_json::to_string(optimizer).unwrap())
        .collect();
    assert_eq!(
        coefficients,
        [
            r#"{"type":"adam","beta1":0.9,"beta2":0.999,"epsilon":1e-7}"#,
            r#"{"type":"sgd","momentum":0.0,"nesterov":false}"#,
            r#"{"type":"adamw","beta1":0.9,"beta2":0.999,"epsilon":1e-7}"#,
            r#"{"type":"rmsprop","alpha":0.99,"momentum":0.0,"epsilon":1e-8}"#,
            r#"{"type":"adagrad","epsilon":1e-10}"#,
            r#"{"type":"muon","momentum":0.95}"#,
        ]
    );
}

#[test]
fn optimizer_epsilon_is_above_0() {
    for name in ["adam", "adamw", "rmsprop", "adagrad"] {
        let check = |epsilon: f64| {
            let json = format!(r#"{{"type":"{name}","epsilon":{epsilon}}}"#);
            let config: OptimizerConfig = serde_json::from_str(&json).unwrap();
            config.as_optimizer().check()
        };
        assert!(check(0.0).is_err() && check(1.1).is_err(), "{name}");
        assert!(check(1e-12).is_ok() && check(1.0).is_ok(), "{name}");
    }
}

/// One update by `optimizer` of a 2x3 parameter with this `initializer`.
fn update(optimizer: &dyn Optimizer, initializer: Initializer, gradient: [f32; 6]) -> Vec<f32> {
    let device = Device::flex();
    let value = Tensor::<1>::from_floats([1.0, -1.0, 0.5, 0.25, 2.0, -0.5], &device);
    let mut state = vec![value.zeros_like(); optimizer.state_names().len()];
    let at = Update {
        rate: 0.1,
        weight_decay: 0.01,
        step: 1,
        spec: &ParamSpec::new("weight", &[2, 3], initializer),
    };
    let gradient = Tensor::from_floats(gradient, &device);
    let after = optimizer.update(value, gradient, &mut state, at);
    after.into_data().try_to_vec().unwrap()
}

#[test]
fn muon_updates_positions_by_adamw_and_handles_zero_gradients() {
    let matrix = Initializer::Drawn { fan_in: 3, fan_out: 2 };
    let position = Initializer::Normal { std: 0.02 };
    let gradient = [0.3, -0.2, 0.1, 0.5, 0.4, -0.6];
    let by = |optimizer: &dyn Optimizer, start| update(optimizer, start, gradient);
    assert_eq!(by(&Muon::default(), position), by(&AdamW::default(), position));
    assert_ne!(by(&Muon::default(), matrix), by(&AdamW::default(), matrix));
    // Only weight decay is left.
    let still = update(&Muon::default(), matrix, [0.0; 6]);
    for (found, before) in still.iter().zip([1.0, -1.0, 0.5, 0.25, 2.0, -0.5]) {
        assert!((found - 0.999 * before).abs() < 1e-6, "{still:?}");
    }
}
