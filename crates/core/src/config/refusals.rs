//! Every way in which a configuration is refused: the path that is named is there, the reason is tagged and has its
//! numbers, and the message is made from them.

mod layers;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::RunConfig;
use crate::error::{ConfigProblem, Error};
use crate::model::preset;

/// The value at a path in the JSON of a configuration.
fn at<'a>(config: &'a Value, path: &str) -> Option<&'a Value> {
    config.pointer(&format!(
        "/{}",
        path.replace('[', "/").replace(']', "").replace('.', "/")
    ))
}

fn refusal(config: &Value) -> Option<(Error, Value)> {
    let read: RunConfig = serde_json::from_value(config.clone()).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    let error = read.validate(28, 28, 10).err()?;
    Some((error, written))
}

/// One of each kind of `ConfigProblem` that a configuration by itself can have, and each field once: what is set where,
/// the path, and the message behind it.
fn fields() -> Vec<(Value, &'static str, &'static str)> {
    vec![
        (
            json!({"learningRate": 0.0}),
            "learningRate",
            "above 0 and at most 1000, but is 0",
        ),
        (json!({"weightDecay": -0.5}), "weightDecay", "0 to 1, but is -0.5"),
        (json!({"batchSize": 5000}), "batchSize", "1 to 4096, but is 5000"),
        (json!({"numEpochs": 0}), "numEpochs", "1 to 10000, but is 0"),
        (
            json!({"optimizer": {"type": "adam", "beta1": 1.0}}),
            "optimizer.beta1",
            "at least 0 and below 1, but is 1",
        ),
        (
            json!({"optimizer": {"type": "adagrad", "epsilon": 0.0}}),
            "optimizer.epsilon",
            "above 0 and at most 1, but is 0",
        ),
        (
            json!({"optimizer": {"type": "sgd", "nesterov": true}}),
            "optimizer.momentum",
            "above 0 where nesterov is true, but is 0",
        ),
        (
            json!({"loss": {"type": "crossEntropy", "labelSmoothing": 1.0}}),
            "loss.labelSmoothing",
            "at least 0 and below 1, but is 1",
        ),
        (
            json!({"schedule": {"type": "step", "every": 0, "factor": 0.5}}),
            "schedule.every",
            "at least 1 step, but is 0",
        ),
        (
            json!({"schedule": {"type": "exponential", "factor": 2.0}}),
            "schedule.factor",
            "above 0 and at most 1, but is 2",
        ),
        (
            json!({"schedule": {"type": "cosine", "floor": 1.5}}),
            "schedule.floor",
            "0 to 1, but is 1.5",
        ),
        (
            json!({"schedule": {"type": "oneCycle", "rise": 1.0}}),
            "schedule.rise",
            "above 0 and below 1, but is 1",
        ),
        (
            json!({"clipping": {"norm": 0.0}}),
            "clipping.norm",
            "above 0, or null for none, but is 0",
        ),
        (
            json!({"stopping": {"maxSteps": 0}}),
            "stopping.maxSteps",
            "at least 1, but is 0",
        ),
        (
            json!({"stopping": {"maxSeconds": 0.0}}),
            "stopping.maxSeconds",
            "above 0, but is 0",
        ),
        (
            json!({"stopping": {"targetAccuracy": 2.0}}),
            "stopping.targetAccuracy",
            "above 0 and at most 1, but is 2",
        ),
        (
            json!({"stopping": {"patience": {"epochs": 0}}}),
            "stopping.patience.epochs",
            "at least 1, but is 0",
        ),
        (
            json!({"stopping": {"patience": {"epochs": 1, "minImprovement": -1.0}}}),
            "stopping.patience.minImprovement",
            "at least 0, but is -1",
        ),
        (
            json!({"stopping": {"patience": {"epochs": 1}}}),
            "data.validation",
            "above 0 where stopping.patience is set, which watches the validation images, but is 0",
        ),
        (
            json!({"data": {"numTrain": 0}}),
            "data.numTrain",
            "at least 1, or absent for all images, but is 0",
        ),
        (
            json!({"data": {"validation": 0.75}}),
            "data.validation",
            "0 to 0.5, but is 0.75",
        ),
        (
            json!({"data": {"augmentation": {"rotate": 181.0}}}),
            "data.augmentation.rotate",
            "0 to 180, but is 181",
        ),
        (
            json!({"changes": [{"step": 1}, {"step": 2, "learningRate": 0.0}]}),
            "changes[1].learningRate",
            "above 0 and at most 1000, but is 0",
        ),
        (
            json!({"changes": [{"step": 1, "clipping": {"value": -1.0}}]}),
            "changes[0].clipping.value",
            "above 0, or null for none, but is -1",
        ),
        (
            json!({"changes": [{"step": 1, "dropout": 1.0}]}),
            "changes[0].dropout",
            "at least 0 and below 1, but is 1",
        ),
        (
            json!({"changes": [{"step": 2}, {"step": 1}]}),
            "changes",
            "in the order of their steps, but is another order",
        ),
        (json!({"layers": []}), "layers", "1 to 200 layers, but is 0"),
        (
            json!({"batchSize": 4096, "layers": [
                {"type": "conv2d", "channels": 1000, "kernel": 1}, {"type": "globalAvgPool"}, {"type": "dense", "units": 10},
            ]}),
            "batchSize",
            "small enough that a step of this network fits 3072 MiB, but is 4096, which takes about 24531 MiB a step",
        ),
    ]
}

#[test]
fn config_refusals_have_path_and_range() {
    for (edit, path, problem) in fields() {
        let mut config = serde_json::to_value(&preset::all()[0].config).unwrap();
        for (name, value) in edit.as_object().unwrap() {
            config[name] = value.clone();
        }
        let (error, written) = refusal(&config).unwrap();
        let values = serde_json::to_value(&error).unwrap();
        assert_eq!(values["path"], path, "{error}");
        assert!(at(&written, path).is_some(), "{path}");
        if error.code() == "config" {
            assert_eq!(
                error.to_string(),
                format!("{path} must be {problem}. Change it and train again.")
            );
        }
    }
}

#[test]
fn reasons_are_values_with_their_numbers() {
    let values = |config: Value| serde_json::to_value(refusal(&config).unwrap().0).unwrap();
    let with = |field: &str, value: Value| {
        let mut config = serde_json::to_value(&preset::all()[0].config).unwrap();
        config[field] = value;
        config
    };
    assert_eq!(
        values(with("batchSize", json!(0))),
        json!({"path": "batchSize", "problem": {"kind": "outOfRange", "found": 0.0, "range": {
            "min": 1.0, "max": 4096.0, "isAbove": false, "isBelow": false, "isWhole": true,
        }}})
    );
    assert_eq!(
        values(with("layers", json!([{"type": "patches", "size": 5, "dim": 1}])))["problem"],
        json!({"kind": "patchesUnfit", "size": 5, "height": 28, "width": 28})
    );
    assert_eq!(
        values(with(
            "layers",
            json!([{"type": "residual", "layers": [{"type": "flatten"}]}])
        ))["problem"],
        json!({"kind": "shapeChanged", "from": [1, 28, 28], "to": [784]})
    );
    let other = ConfigProblem::OtherClasses {
        outputs: 3,
        classes: 10,
    };
    assert_eq!(
        serde_json::to_value(other).unwrap(),
        json!({"kind": "otherClasses", "outputs": 3, "classes": 10})
    );
}

/// JSON pointers of all numbers in a configuration.
fn number_places(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Number(_) => found.push(place.to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, item)| number_places(item, &format!("{place}/{i}"), found)),
        Value::Object(entries) => entries
            .iter()
            .for_each(|(name, entry)| number_places(entry, &format!("{place}/{name}"), found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_refusal_has_a_path_that_is_there_and_a_tagged_reason(
        which in 0..100_usize,
        place in any::<prop::sample::Index>(),
        number in prop_oneof![Just(json!(0)), Just(json!(1)), Just(json!(2.5)), Just(json!(-1.0)), Just(json!(31)), Just(json!(1e9 as u64))],
        moved in any::<Option<(prop::sample::Index, prop::sample::Index)>>(),
    ) {
        let presets = preset::all();
        let mut config = serde_json::to_value(&presets[which % presets.len()].config).unwrap();
        let mut places = Vec::new();
        number_places(&config, "", &mut places);
        *config.pointer_mut(&places[place.index(places.len())]).unwrap() = number;
        if let Some((from, to)) = moved {
            let layers = config["layers"].as_array_mut().unwrap();
            let layer = layers.remove(from.index(layers.len()));
            layers.insert(to.index(layers.len() + 1), layer);
        }
        let Ok(read) = serde_json::from_value::<RunConfig>(config) else { return Ok(()) };
        let written = serde_json::to_value(&read).unwrap();
        let Err(error) = read.validate(28, 28, 10) else { return Ok(()) };
        let values = serde_json::to_value(&error).unwrap();
        let path = values["path"].as_str().unwrap();
        prop_assert!(at(&written, path).is_some(), "{path}: {error}");
        prop_assert!(values["problem"]["kind"].is_string(), "{values}");
    }
}
