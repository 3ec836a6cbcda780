use serde_json::{Value, json};

use super::RunConfig;

/// Every field, and every kind of what there are kinds of, once at least: the first is whole, and each of the others
/// stands in its place.
fn all() -> Vec<Value> {
    let whole = json!({
        "layers": [
            {"type": "conv2d", "channels": 4, "kernel": 3, "stride": 1, "padding": "same"},
            {"type": "batchNorm"}, {"type": "relu"}, {"type": "leakyRelu", "slope": 0.1}, {"type": "gelu"},
            {"type": "silu"}, {"type": "tanh"}, {"type": "sigmoid"},
            {"type": "residual", "layers": [{"type": "conv2d", "channels": 4, "kernel": 3, "padding": "same"}]},
            {"type": "maxPool2d", "size": 2}, {"type": "avgPool2d", "size": 2}, {"type": "layerNorm"},
            {"type": "dropout", "rate": 0.1}, {"type": "patches", "size": 2, "dim": 4},
            {"type": "transformerEncoder", "heads": 2, "hidden": 4, "dropout": 0.0},
            {"type": "lstm", "units": 3, "returnSequences": true},
            {"type": "gru", "units": 3, "returnSequences": true},
            {"type": "globalAvgPool"}, {"type": "flatten"}, {"type": "dense", "units": 10}
        ],
        "initialization": {"type": "xavierUniform"},
        "loss": {"type": "crossEntropy", "labelSmoothing": 0.1},
        "optimizer": {"type": "adam"},
        "learningRate": 0.001,
        "schedule": {"type": "constant"},
        "warmupSteps": 0, "weightDecay": 0.0,
        "clipping": {"value": 1.0, "norm": 1.0},
        "batchSize": 32, "numEpochs": 1,
        "stopping": {
            "maxSteps": 5, "maxSeconds": 1.0, "targetAccuracy": 0.9,
            "patience": {"epochs": 1, "minImprovement": 0.0, "restoreBest": true}
        },
        "data": {
            "numTrain": 100, "validation": 0.1, "normalization": "unit", "augmentation": {"shift": 0.1}
        },
        "diagnoseEvery": 0,
        "changes": [{"step": 1, "learningRate": 0.1, "clipping": {"norm": 1.0}}],
        "seed": 1
    });
    let kinds = json!({
        "initialization": [
            {"type": "xavierNormal"}, {"type": "heUniform"}, {"type": "heNormal"}, {"type": "zeros"},
            {"type": "checkpoint", "digest": "00"}
        ],
        "loss": [{"type": "meanSquaredError", "output": "softmax"}],
        "optimizer": [
            {"type": "sgd", "momentum": 0.9, "nesterov": true}, {"type": "adamw"}, {"type": "rmsprop"},
            {"type": "adagrad"}, {"type": "muon"}
        ],
        "schedule": [
            {"type": "step", "every": 5, "factor": 0.5}, {"type": "exponential", "factor": 0.9},
            {"type": "cosine", "floor": 0.1}, {"type": "oneCycle", "rise": 0.3}
        ]
    });
    let first = &whole;
    let others = kinds.as_object().unwrap().iter().flat_map(|(field, kinds)| {
        kinds.as_array().unwrap().iter().map(move |kind| {
            let mut config = first.clone();
            config[field] = kind.clone();
            config
        })
    });
    std::iter::once(whole.clone()).chain(others).collect()
}

/// Where there are objects, as JSON pointers.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(at.to_owned());
            fields
                .iter()
                .for_each(|(key, value)| objects(value, &format!("{at}/{key}"), found));
        }
        Value::Array(values) => {
            values
                .iter()
                .enumerate()
                .for_each(|(i, value)| objects(value, &format!("{at}/{i}"), found));
        }
        _ => {}
    }
}

#[test]
fn an_unknown_field_is_refused_wherever_it_stands() {
    let mut tried = 0;
    for config in all() {
        let read: RunConfig = serde_json::from_value(config.clone()).unwrap();
        // What is written is read again, and is the same.
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(serde_json::from_value::<RunConfig>(written.clone()).unwrap(), read);
        for whole in [config, written] {
            let mut places = Vec::new();
            objects(&whole, "", &mut places);
            for place in places {
                let mut more = whole.clone();
                let object = more.pointer_mut(&place).unwrap().as_object_mut().unwrap();
                object.insert("factor ".into(), json!(1));
                let refused = serde_json::from_value::<RunConfig>(more);
                assert!(
                    refused.is_err(),
                    "{place} of {whole} takes a field that it does not have"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}
