//! `kiln train` as a user types it.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use std::path::Path;
use std::process::{Command, Output};

fn kiln(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kiln"))
        .args(arguments)
        .output()
        .unwrap()
}

/// Fails with one line that says `reason`.
fn refused(arguments: &[&str], reason: &str) {
    let output = kiln(arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(stderr.contains(reason), "{stderr}");
}

#[test]
fn json_is_the_last_line_and_whole() {
    let arguments = [
        "train",
        "--preset",
        "mlp",
        "--data",
        "synthetic:600",
        "--epochs",
        "3",
        "--batch-size",
        "50",
    ];
    let output = kiln(&[&arguments[..], &["--seed", "1", "--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let report: serde_json::Value = serde_json::from_str(stdout.lines().last().unwrap()).unwrap();
    assert_eq!(report["preset"], "mlp");
    assert_eq!(report["dataset"], "synthetic:600");
    assert_eq!(report["device"], "cpu");
    assert_eq!(report["epochs"], 3);
    assert_eq!(report["steps"], 36);
    assert!(report["seconds"].as_f64().unwrap() > 0.0);
    assert!(report["images_per_second"].as_f64().unwrap() > 0.0);
    assert!(report["train_loss"].as_f64().unwrap() < 2.0);
    assert!(report["test_loss"].as_f64().unwrap() < 2.0);
    // Ten classes: a network that learnt nothing stays near 0.1.
    assert!(report["test_accuracy"].as_f64().unwrap() > 0.4, "{report}");
}

#[test]
fn what_cannot_be_run_says_why() {
    refused(
        &["train", "--preset", "cnn"],
        "there is no preset \"cnn\"; there are: cnn-keras, mlp, fast",
    );
    refused(
        &["train", "--data", "/no/such/place"],
        "there is no directory /no/such/place",
    );
    refused(&["train", "--epochs", "0"], "numEpochs must be 1 to 10000, but is 0");
    refused(
        &["train", "--data", "synthetic:0"],
        "built-in digits must be 1 to 100000",
    );
    let empty = tempfile::tempdir().unwrap();
    refused(
        &["train", "--data", empty.path().to_str().unwrap()],
        "train-images-idx3-ubyte.gz",
    );
}

#[test]
fn a_bad_file_is_named() {
    let place = tempfile::tempdir().unwrap();
    for name in [
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    ] {
        std::fs::write(place.path().join(name), b"<html>not found</html>").unwrap();
    }
    refused(
        &["train", "--data", place.path().to_str().unwrap()],
        "training images: expected an IDX file",
    );
}

#[test]
fn mnist_is_learnt_in_one_epoch() {
    let Some(place) = std::env::var_os("KILN_MNIST_DIR") else {
        eprintln!("skipped: KILN_MNIST_DIR is not set");
        return;
    };
    let place = Path::new(&place).to_str().unwrap().to_owned();
    let output = kiln(&["train", "--preset", "mlp", "--data", &place, "--epochs", "1", "--json"]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    let report: serde_json::Value = serde_json::from_str(stdout.lines().last().unwrap()).unwrap();
    assert_eq!(report["dataset"], "mnist");
    assert!(report["test_accuracy"].as_f64().unwrap() > 0.93, "{report}");
}
