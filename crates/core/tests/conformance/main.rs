//! Against PyTorch: outputs, gradients and losses of every layer, loss, optimizer and bound of the gradient, from the
//! fixtures that tests/conformance/generate_reference.py makes. The page's tests run the same files in a browser.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use burn::tensor::Device;
use kiln_core::config::{LayerConfig, OptimizerConfig, Schedule};
use kiln_core::train::trace::{Case, Trace, trace};
use pollster::block_on;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    name: String,
    #[serde(flatten)]
    case: BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Expected {
    logits: Vec<f32>,
    eval_logits: Vec<f32>,
    gradients: BTreeMap<String, Vec<f32>>,
    losses: Vec<f32>,
    tolerance: Tolerance,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tolerance {
    logits: f32,
    eval_logits: f32,
    gradients: f32,
    losses: f32,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/fixtures")
}

fn read(path: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Every case: what to trace, and what PyTorch found.
fn cases() -> Vec<(String, Case, Expected)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let json = read(&path);
        if json.get("config").is_none() {
            continue;
        }
        let fixture: Fixture = serde_json::from_value(json.clone()).unwrap();
        let mut case = serde_json::Value::from_iter(fixture.case);
        let expected: Expected = serde_json::from_value(json).unwrap();
        case["steps"] = expected.losses.len().into();
        cases.push((fixture.name, serde_json::from_value(case).unwrap(), expected));
    }
    cases
}

/// Largest difference, relative to the largest number expected, or to `least` if that is larger.
fn difference(found: &[f32], expected: &[f32], least: f32) -> f32 {
    assert_eq!(found.len(), expected.len());
    let scale = largest(expected).max(least).max(f32::MIN_POSITIVE);
    let apart = found.iter().zip(expected).map(|(a, b)| (a - b).abs() / scale);
    // A NaN is no difference that `max` would keep.
    apart.fold(
        0.0,
        |max, apart| if apart >= max || apart.is_nan() { apart } else { max },
    )
}

fn largest(numbers: &[f32]) -> f32 {
    numbers.iter().fold(0.0, |max, x| max.max(x.abs()))
}

/// The values that are out of tolerance.
fn faults(found: &Trace, expected: &Expected) -> Vec<String> {
    let Tolerance {
        logits,
        eval_logits,
        gradients,
        losses,
    } = expected.tolerance;
    let mut faults = Vec::new();
    let mut check = |what: &str, found: &[f32], expected: &[f32], least: f32, tolerance: f32| {
        let difference = difference(found, expected, least);
        let within = difference <= tolerance;
        if !within {
            faults.push(format!("{what}: {difference:e}, allowed {tolerance:e}"));
        }
    };
    check("logits", &found.logits, &expected.logits, 0.0, logits);
    check("losses", &found.losses, &expected.losses, 0.0, losses);
    check(
        "evalLogits",
        &found.eval_logits,
        &expected.eval_logits,
        0.0,
        eval_logits,
    );
    assert!(found.gradients.keys().eq(expected.gradients.keys()));
    let all = expected
        .gradients
        .values()
        .map(|values| largest(values))
        .fold(0.0, f32::max);
    for (name, values) in &expected.gradients {
        // In front of a normalisation a bias changes nothing: what is found there is rounding, of the size of the
        // others.
        let least = if largest(values) == 0.0 { all } else { 0.0 };
        check(name, &found.gradients[name], values, least, gradients);
    }
    faults
}

#[test]
fn outputs_gradients_and_losses_are_pytorchs() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() > 60, "{}", cases.len());
    for (name, case, expected) in &cases {
        let found = block_on(trace(case, &Device::flex())).unwrap();
        wrong.extend(
            faults(&found, expected)
                .into_iter()
                .map(|fault| format!("{name}: {fault}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_and_optimizer_has_a_case() {
    let mut layers = BTreeSet::new();
    let mut optimizers = BTreeSet::new();
    for (_, case, _) in cases() {
        optimizers.insert(case.config.optimizer.name());
        layers.extend(case.config.layers.iter().map(|layer| layer.name().to_owned()));
    }
    let all = OptimizerConfig::all();
    let missing: Vec<_> = all
        .iter()
        .map(OptimizerConfig::name)
        .filter(|name| !optimizers.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let missing: Vec<_> = LayerConfig::KINDS
        .iter()
        .filter(|name| !layers.contains(**name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rates {
    schedule: Schedule,
    #[serde(default)]
    warmup_steps: usize,
    num_steps: usize,
    learning_rate: f64,
    rates: Vec<f64>,
}

#[test]
fn learning_rates_are_pytorchs() {
    let json = read(&folder().join("schedules.json"));
    let all: Vec<Rates> = serde_json::from_value(json["schedules"].clone()).unwrap();
    assert!(all.len() > 10);
    for rates in all {
        for (done, expected) in rates.rates.iter().enumerate() {
            let multiplier = rates.schedule.multiplier(done + 1, rates.num_steps, rates.warmup_steps);
            let found = rates.learning_rate * multiplier;
            assert!(
                (found - expected).abs() <= 1e-8 * rates.learning_rate,
                "{:?} of {}, step {}: {found} but {expected}",
                rates.schedule,
                rates.num_steps,
                done + 1
            );
        }
    }
}
