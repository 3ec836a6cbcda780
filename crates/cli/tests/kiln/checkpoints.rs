//! Runs that are saved, gone on with, begun from, tested and asked.

use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::common::{Place, answer, json, kiln, refused, trained};

const RUN: &str = "train --preset mlp --data synthetic:400 --batch-size 50 --validation 0.1 --json";

#[test]
fn resuming_gives_the_metrics_of_an_uninterrupted_run() {
    let place = Place::new();
    let half = place.path("half.safetensors");
    let whole = json(&format!("{RUN} --epochs 4"));
    // In the middle of the second epoch.
    let first = json(&format!("{RUN} --epochs 4 --max-steps 11 --save {half}"));
    assert_eq!(first["steps"], 11);
    let rest = json(&format!(
        "train --resume {half} --max-steps 32 --data synthetic:400 --json"
    ));
    assert_eq!((&rest["epochs"], &rest["steps"]), (&Value::from(4), &Value::from(32)));
    for key in ["train_loss", "test_loss", "test_accuracy", "macro_recall"] {
        assert_eq!(whole[key], rest[key], "{key}");
    }
}

#[test]
fn early_stopping_is_unaffected_by_resuming() {
    let place = Place::new();
    let mut config: Value = serde_json::from_str(&answer("train --preset softmax --print-config")).unwrap();
    let layers =
        r#"[{"type": "flatten"}, {"type": "dense", "units": 16}, {"type": "relu"}, {"type": "dense", "units": 10}]"#;
    config["layers"] = serde_json::from_str(layers).unwrap();
    config["learningRate"] = 0.003.into();
    config["batchSize"] = 50.into();
    config["numEpochs"] = 12.into();
    config["seed"] = 5.into();
    config["data"]["validation"] = 0.1.into();
    for restore_best in [false, true] {
        config["stopping"]["patience"] =
            serde_json::json!({"epochs": 1, "minImprovement": 0.03, "restoreBest": restore_best});
        let file = place.write("run.json", config.to_string());
        let run = format!("--data synthetic:1500 --json --save {}", place.path("a.safetensors"));
        let whole = json(&format!("train --config {file} {run}"));
        let saved = std::fs::read(place.file("a.safetensors")).unwrap();
        // In the middle of the third epoch, and at the end of the fifth.
        json(&format!("train --config {file} --max-steps 80 {run}"));
        for steps in [135, 324] {
            let rest = json(&format!(
                "train --resume {} --max-steps {steps} {run}",
                place.path("a.safetensors")
            ));
            if steps == 324 {
                for key in ["steps", "reason", "train_loss", "test_loss", "test_accuracy"] {
                    assert_eq!(whole[key], rest[key], "{key}");
                }
            }
        }
        let tensors = |bytes: &[u8]| kiln_core::checkpoint::TensorFile::from_bytes(bytes).unwrap().tensors;
        assert!(tensors(&saved) == tensors(&std::fs::read(place.file("a.safetensors")).unwrap()));
    }
}

#[test]
fn eval_reproduces_the_test_metrics_of_the_run() {
    let place = Place::new();
    let file = place.path("a.safetensors");
    let run = json(&format!("{RUN} --epochs 2 --seed 7 --save {file} --save-every 1"));
    let report = json(&format!("eval --checkpoint {file} --data synthetic:400 --json"));
    assert_eq!(report["images"], 80);
    let difference = report["accuracy"].as_f64().unwrap() - run["test_accuracy"].as_f64().unwrap();
    assert!(difference.abs() < 1e-6, "{report}");
    assert_eq!(report["macroAverage"]["recall"], run["macro_recall"]);
    let text = answer(&format!("eval --checkpoint {file} --data synthetic:400"));
    let recall = report["classes"][3]["recall"].as_f64().unwrap();
    let row = text.lines().find(|line| line.starts_with("3 ")).unwrap();
    assert!(row.contains(&format!("{recall:.4}")) && row.ends_with(" 8"), "{text}");
}

#[test]
fn init_from_starts_with_the_weights_of_a_checkpoint() {
    let place = Place::new();
    let file = trained(&place);
    let run = "train --preset mlp --data synthetic:1000 --epochs 1 --max-steps 1 --json";
    let (new, tuned) = (json(run), json(&format!("{run} --init-from {file}")));
    let loss = |report: &Value| report["train_loss"].as_f64().unwrap();
    assert!(loss(&tuned) < loss(&new) / 2.0, "{new} {tuned}");
    // A run that names its weights refuses others, and to begin without.
    let config = answer(&format!("train --preset mlp --init-from {file} --print-config"));
    let config = place.write("run.json", config);
    refused(
        &format!("train --config {config} --data synthetic:400"),
        "but none was given",
    );
    let other = place.path("other.safetensors");
    answer(&format!("{RUN} --epochs 1 --save {other}"));
    refused(
        &format!("train --config {config} --data synthetic:400 --init-from {other}"),
        "was given. Give that file",
    );
    refused(
        &format!("train --preset resnet --init-from {file}"),
        "none of its tensors",
    );
}

#[test]
fn invalid_checkpoints_are_refused_with_a_reason() {
    let place = Place::new();
    let file = trained(&place);
    let bytes = std::fs::read(&file).unwrap();
    let cut = place.write("cut.safetensors", &bytes[..bytes.len() / 2]);
    for command in [
        "eval --data synthetic:100 --checkpoint",
        "predict a.png --checkpoint",
        "train --resume",
        "summary --checkpoint",
    ] {
        refused(&format!("{command} {cut}"), "the file is cut short");
        refused(&format!("{command} /no/such/file"), "cannot read /no/such/file");
    }
    refused(
        &format!("train --resume {file} --data synthetic:500"),
        "made with other images",
    );
    assert_eq!(
        kiln(&format!("train --resume {file} --optimizer sgd")).status.code(),
        Some(2)
    );
}

#[test]
fn checkpoints_are_written_atomically() {
    let place = Place::new();
    let file = place.write("a.safetensors", "before");
    refused(&format!("{RUN} --save {}", place.path("")), "is a directory");
    // Without a softmax nothing bounds the loss at a learning rate that is far too large.
    let mut config: Value = serde_json::from_str(&answer("train --preset softmax --print-config")).unwrap();
    config["loss"] = serde_json::json!({"type": "meanSquaredError", "output": "identity"});
    let config = place.write("run.json", config.to_string());
    let arguments = "--optimizer sgd --learning-rate 1000 --data synthetic:400 --batch-size 10";
    let output = kiln(&format!("train --config {config} {arguments} --save {file}"));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("training has diverged"));
    // What it was before is saved, and whole.
    answer(&format!("summary --checkpoint {file}"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |file: &str| std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode(&file), mode(&config), "as open to others as any file");
    }
    let left = std::fs::read_dir(place.file("")).unwrap();
    assert_eq!(left.count(), 2, "the checkpoint and the run, and no temporary file");
}

#[test]
fn export_writes_scripts_with_weights_and_onnx() {
    let place = Place::new();
    let file = trained(&place);
    for (format, sign) in [("pytorch", "import torch"), ("keras", "import keras")] {
        let script = place.path(&format!("{format}/network.py"));
        refused(
            &format!("export --checkpoint {file} --format {format} --output {script}"),
            "there is no directory",
        );
        std::fs::create_dir(place.file(format)).unwrap();
        let told = json(&format!(
            "export --checkpoint {file} --format {format} --output {script} --json"
        ));
        let text = std::fs::read_to_string(script).unwrap();
        assert!(text.contains(sign) && text.contains("trained.safetensors"), "{text}");
        assert_eq!(
            std::fs::read(told["weights"].as_str().unwrap()).unwrap(),
            std::fs::read(&file).unwrap()
        );
    }
    place.write("keras/trained.safetensors", "another run's");
    let script = place.path("keras/network.py");
    refused(
        &format!("export --checkpoint {file} --format keras --output {script}"),
        "another file than the checkpoint",
    );
    let onnx = place.path("network.onnx");
    answer(&format!("export --checkpoint {file} --format onnx --output {onnx}"));
    // Its 101,770 parameters are in it.
    assert!(std::fs::metadata(onnx).unwrap().len() > 4 * 101_770);
    refused(
        &format!("export --checkpoint {file} --format keras --output {file}"),
        "is the checkpoint",
    );
    let output = kiln(&format!("export --checkpoint {file} --format tflite --output {file}"));
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("pytorch, keras, onnx"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_saves_and_reports() {
    let place = Place::new();
    let file = place.path("a.safetensors");
    let log = place.path("log.jsonl");
    let arguments = format!("{RUN} --epochs 10000 --save {file} --log {log}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiln"));
    let run = command
        .args(arguments.split(' '))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Once it learns it listens.
    let learns = || std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    while !learns() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let killed = Command::new("kill")
        .args(["-INT", &run.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let output = run.wait_with_output().unwrap();
    assert!(output.status.success());
    let stdout = String::from_utf8(output.stdout).unwrap();
    let report: Value = serde_json::from_str(stdout.lines().last().unwrap()).unwrap();
    assert_eq!(report["reason"], "ended");
    let rest = json(&format!(
        "train --resume {file} --max-steps 1000000 --max-seconds 0.1 --data synthetic:400 --json"
    ));
    assert!(rest["steps"].as_u64() > report["steps"].as_u64(), "{rest}");
}
