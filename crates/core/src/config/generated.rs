//! What the page has of the rules of a configuration, in `www/src/generated`: written from the rules themselves, so that
//! changing one is changing it here. A file that is out of date is written anew, and the test fails once to say so.

use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::change::{CLIPPING_NORM, CLIPPING_VALUE};
use super::stopping::{EPOCHS, MAX_SECONDS, MAX_STEPS, MIN_IMPROVEMENT, TARGET_ACCURACY};
use super::{
    BATCH_SIZE, Change, Clipping, DIAGNOSE_EVERY, LEARNING_RATE, Loss, NUM_EPOCHS, OptimizerConfig, Output, Patience,
    RunConfig, SEED, Schedule, Stopping, WARMUP_STEPS, WEIGHT_DECAY,
};
use crate::checkpoint::tensor_file::MAX_HEADER;
use crate::data::config::{AUGMENTATION, NUM_TRAIN, VALIDATION};
use crate::data::run_data::RunData;
use crate::data::{Dataset, config::DataConfig};
use crate::error::Range;
use crate::model::architecture::MAX_STEP_BYTES;
use crate::model::layer::{self, DROPOUT, SIZE};
use crate::train::loss::LABEL_SMOOTHING;
use crate::train::optimizer::{ALPHA, BETA1, BETA2, EPSILON, MOMENTUM};
use crate::train::schedule::{EVERY, FACTOR, FLOOR, RISE};

/// What a number may be, by the field's path in the JSON. Of layers, by what is common to many fields: `layers.size` is
/// every size, width and count.
fn ranges() -> Value {
    let fields = [
        LEARNING_RATE,
        WARMUP_STEPS,
        WEIGHT_DECAY,
        BATCH_SIZE,
        NUM_EPOCHS,
        DIAGNOSE_EVERY,
        SEED,
        CLIPPING_VALUE,
        CLIPPING_NORM,
        BETA1,
        BETA2,
        ALPHA,
        MOMENTUM,
        EPSILON,
        EVERY,
        FACTOR,
        FLOOR,
        RISE,
        LABEL_SMOOTHING,
        MAX_STEPS,
        MAX_SECONDS,
        TARGET_ACCURACY,
        EPOCHS,
        MIN_IMPROVEMENT,
        NUM_TRAIN,
        VALIDATION,
    ];
    let layers = [
        ("layers.size", SIZE),
        ("layers.dropout", DROPOUT),
        ("layers.slope", layer::LeakyRelu::SLOPE),
    ];
    let fields = fields.iter().chain(&AUGMENTATION);
    let all = fields.map(|limit| (limit.path, limit.range)).chain(layers);
    all.map(|(path, range)| (path.to_owned(), of_range(range))).collect()
}

/// Only what is said: an end that is not there is open.
fn of_range(range: Range) -> Value {
    // Where a count has no bound of its own, it is what a module of 32 bits can count.
    let max = if range.is_whole {
        range.max.min(f64::from(u32::MAX))
    } else {
        range.max
    };
    let ends = [("min", range.min), ("max", max)];
    let ends = ends.into_iter().filter(|(_, end)| end.is_finite());
    let marks = [
        ("isAbove", range.is_above),
        ("isBelow", range.is_below),
        ("isWhole", range.is_whole),
    ];
    let marks = marks.into_iter().filter(|(_, is_so)| *is_so);
    ends.map(|(name, end)| (name.to_owned(), plain(json!(end))))
        .chain(marks.map(|(name, _)| (name.to_owned(), json!(true))))
        .collect()
}

/// The fields that may be left out, and what they are then.
fn left_out<T: Serialize + DeserializeOwned>(whole: &T) -> Value {
    let all = plain(serde_json::to_value(whole).unwrap());
    let Value::Object(fields) = &all else {
        panic!("{all} has no fields")
    };
    let without = |name: &str| {
        let mut fields = fields.clone();
        fields.remove(name);
        let read: T = serde_json::from_value(Value::Object(fields)).ok()?;
        plain(serde_json::to_value(&read).unwrap()).get(name).cloned()
    };
    fields
        .keys()
        .filter_map(|name| without(name).map(|usual| (name.clone(), usual)))
        .collect()
}

/// [`left_out`] of every kind, by the kind's name; kinds without such fields are not listed.
fn left_out_of_kinds<T: Serialize + DeserializeOwned>(kinds: impl IntoIterator<Item = T>) -> Value {
    let named = kinds.into_iter().map(|kind| (kind_of(&kind), left_out(&kind)));
    named.filter(|(_, fields)| fields != &json!({})).collect()
}

/// Each as it is, by the kind's name.
fn of_kinds<T: Serialize>(kinds: impl IntoIterator<Item = T>) -> Map<String, Value> {
    let named = kinds
        .into_iter()
        .map(|kind| (kind_of(&kind), serde_json::to_value(&kind).unwrap()));
    named.collect()
}

fn kind_of(tagged: &impl Serialize) -> String {
    serde_json::to_value(tagged).unwrap()["type"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// The same value with whole numbers written as such.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(x) if x.fract() == 0.0 && x.abs() < 1e15 => json!(x as i64),
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, field)| (name, plain(field))).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

#[test]
fn limits_of_the_page_are_those_of_core() {
    let patience: Patience = serde_json::from_value(json!({"epochs": 1})).unwrap();
    let losses = [
        Loss::default(),
        Loss::MeanSquaredError {
            output: Output::default(),
        },
    ];
    let rates: Map<String, Value> = OptimizerConfig::all()
        .iter()
        .map(|optimizer| (kind_of(optimizer), json!(optimizer.usual_learning_rate())))
        .collect();
    check(
        "limits.json",
        &json!({
            "ranges": ranges(),
            "leftOut": {
                "run": left_out(&RunConfig::new(Vec::new())),
                "patience": left_out(&patience),
                "optimizers": left_out_of_kinds(OptimizerConfig::all()),
                "layers": left_out_of_kinds(layer::tests::all()),
            },
            "losses": of_kinds(losses),
            "schedules": of_kinds(Schedule::all()),
            "usualLearningRates": rates,
            "maxStepBytes": MAX_STEP_BYTES,
            "maxHeaderBytes": MAX_HEADER,
        }),
    );
}

/// Rules that the page has once more, as it counts before there is a module: what core makes of some cases, which the
/// page's tests go through.
#[test]
fn cases_of_the_page_are_what_core_makes_of_them() {
    check(
        "cases.json",
        &json!({ "numSteps": num_steps(), "inForce": in_force(), "recorded": recorded() }),
    );
}

fn num_steps() -> Value {
    let data = std::sync::Arc::new(Dataset::synthetic(300, 10, 1).unwrap());
    let mut cases = Vec::new();
    for validation in [0.0, 0.1, 0.25, 0.5] {
        for num_train in [None, Some(1), Some(101), Some(1_000)] {
            for (batch_size, num_epochs, max_steps) in
                [(1, 1, None), (100, 3, Some(2)), (128, 2, None), (7, 5, Some(9_999))]
            {
                let mut config = RunConfig::new(Vec::new());
                config.data = DataConfig {
                    validation,
                    num_train,
                    ..DataConfig::default()
                };
                (config.batch_size, config.num_epochs, config.stopping.max_steps) = (batch_size, num_epochs, max_steps);
                let images = RunData::new(data.clone(), &config.data, 1).unwrap().train().len();
                cases.push(json!({
                    "config": config,
                    "numTrain": data.train.len(),
                    "numSteps": config.num_steps(images),
                }));
            }
        }
    }
    Value::Array(cases)
}

fn changed() -> RunConfig {
    let norm = Clipping {
        norm: Some(1.0),
        value: None,
    };
    let change = |step| Change {
        step,
        ..Change::default()
    };
    RunConfig {
        stopping: Stopping::default(),
        changes: vec![
            Change {
                learning_rate: Some(0.2),
                ..change(0)
            },
            Change {
                dropout: Some(0.1),
                clipping: Some(norm),
                ..change(5)
            },
            Change {
                weight_decay: Some(0.5),
                ..change(5)
            },
            Change {
                learning_rate: Some(0.3),
                clipping: Some(Clipping::default()),
                ..change(8)
            },
        ],
        ..RunConfig::new(vec![layer::Dropout { rate: 0.5 }.into()])
    }
}

fn in_force() -> Value {
    let config = changed();
    let after = |num_updates| {
        let now = config.in_force(num_updates);
        json!({
            "numUpdates": num_updates,
            "learningRate": now.learning_rate,
            "weightDecay": now.weight_decay,
            "dropout": now.dropout.unwrap_or(0.5),
            "clipping": now.clipping,
        })
    };
    let after = [0, 4, 5, 7, 8, 100].map(after);
    json!({ "config": config, "after": after })
}

fn recorded() -> Value {
    let list = |step| {
        let change = Change {
            step,
            learning_rate: Some(0.7),
            ..Change::default()
        };
        let mut config = changed();
        config.record(change);
        json!({ "change": change, "changes": config.changes })
    };
    let after = [0, 4, 5, 9].map(list);
    json!({ "before": changed().changes, "after": after })
}

/// That the file says what `now` does.
fn check(name: &str, now: &Value) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "www", "src", "generated", name]
        .iter()
        .collect();
    let now = format!("{}\n", serde_json::to_string_pretty(&plain(now.clone())).unwrap());
    if std::fs::read_to_string(&path).is_ok_and(|before| before == now) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, now).unwrap();
    panic!("www/src/generated/{name} was out of date. It is written anew: commit it, and run the test again.");
}
