//! `kiln train`: what it says, what it takes, and what it refuses.

use serde_json::Value;

use crate::common::{Place, answer, json, kiln, refused};

#[test]
fn train_json_has_all_fields() {
    let report = json("train --preset mlp --data synthetic:600 --epochs 3 --batch-size 50 --seed 1 --json");
    assert_eq!(report["preset"], "mlp");
    assert_eq!(report["dataset"], "synthetic:600");
    assert_eq!(report["device"], "cpu");
    assert_eq!(report["epochs"], 3);
    assert_eq!(report["steps"], 36);
    assert_eq!(report["reason"], "epochs");
    for speed in ["seconds", "steps_per_second", "images_per_second", "gflops"] {
        assert!(report[speed].as_f64().unwrap() > 0.0, "{report}");
    }
    assert!(report["train_loss"].as_f64().unwrap() < 2.0);
    assert!(report["test_loss"].as_f64().unwrap() < 2.0);
    // Ten classes: a network that learnt nothing stays near 0.1.
    assert!(report["test_accuracy"].as_f64().unwrap() > 0.4, "{report}");
    // Synthetic test digits are as many of each class.
    let difference = report["macro_recall"].as_f64().unwrap() - report["test_accuracy"].as_f64().unwrap();
    assert!(difference.abs() < 1e-6, "{report}");
}

#[test]
fn seeds_option_repeats_the_run_with_other_seeds() {
    let run = "train --preset softmax --data synthetic:400 --epochs 1 --batch-size 50 --json";
    let all = json(&format!("{run} --seed 4 --seeds 3"));
    let runs = all["runs"].as_array().unwrap();
    let accuracies: Vec<f64> = runs.iter().map(|run| run["test_accuracy"].as_f64().unwrap()).collect();
    let seeds: Vec<u64> = runs.iter().map(|run| run["seed"].as_u64().unwrap()).collect();
    assert_eq!(seeds, [4, 5, 6]);
    let mean = accuracies.iter().sum::<f64>() / 3.0;
    assert!((all["test_accuracy"]["mean"].as_f64().unwrap() - mean).abs() < 1e-12);
    assert_eq!(all["test_accuracy"]["count"], 3);
    let high = accuracies.iter().copied().fold(0.0, f64::max);
    assert!((all["test_accuracy"]["high"].as_f64().unwrap() - high).abs() < 1e-12);

    // The first is the run that one asks for alone, and the others are not that run once more.
    let alone = json(&format!("{run} --seed 4"));
    assert_eq!(alone["test_loss"], runs[0]["test_loss"]);
    assert_ne!(runs[0]["test_loss"], runs[1]["test_loss"]);
    let told = answer(&format!("{run} --seed 4 --seeds 2"));
    assert!(told.contains("2 seeds: test accuracy"), "{told}");
}

#[test]
fn synthetic_digits_use_their_own_seed_or_the_runs() {
    let run = |data: &str, seed: u32| {
        let report = json(&format!(
            "train --preset softmax --data {data} --epochs 1 --batch-size 50 --seed {seed} --json"
        ));
        (report["dataset"].clone(), report["test_loss"].clone())
    };
    let (name, loss) = run("synthetic:200:1", 1);
    assert_eq!(name, "synthetic:200:1");
    assert_eq!(
        loss,
        run("synthetic:200", 1).1,
        "the run's seed draws them where none is named"
    );
    let other = run("synthetic:200:2", 1).1;
    assert_ne!(loss, other, "other digits");
    // Other weights on the same digits, and not other digits: `kiln data` tells of those alone.
    assert_ne!(run("synthetic:200:2", 2).1, run("synthetic:200:1", 2).1);
    assert_eq!(run("synthetic:200:2", 2).1, run("synthetic:200", 2).1);
}

#[test]
fn train_refuses_invalid_options_with_a_reason() {
    refused(
        "train --preset cnn",
        "there is no preset \"cnn\"; there are: cnn-keras, mlp, fast",
    );
    refused("train --data /no/such/place", "there is no directory /no/such/place");
    refused("train --epochs 0", "numEpochs must be 1 to 10000, but is 0");
    for wrong in ["synthetic:many", "synthetic:9:x", "synthetic:9:1:1"] {
        let output = kiln(&format!("train --data {wrong}"));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && stderr.contains("synthetic:N:SEED"),
            "{wrong}: {stderr}"
        );
    }
    refused("train --data synthetic:0", "built-in digits must be 1 to 100000");
    refused("train --patience 2", "data.validation must be above 0");
    refused(
        "train --save /no/such/place/a.safetensors",
        "there is no directory /no/such/place",
    );
    let empty = Place::new();
    refused(
        &format!("train --data {}", empty.path("")),
        "train-images-idx3-ubyte.gz",
    );
}

#[test]
fn invalid_arguments_exit_with_code_2() {
    for arguments in [
        "train --schedule linear",
        "train --optimizer best",
        "train --preset mlp --config a",
        "predict",
        "train --classes ,,,,",
        "train --seeds 0",
        "train --seeds 3 --save a.safetensors",
        "data synthetic:50 --classes a,b,a",
        "summary mlp --image-size 0",
    ] {
        assert_eq!(kiln(arguments).status.code(), Some(2), "{arguments}");
    }
}

#[test]
fn a_bad_file_is_named() {
    let place = Place::new();
    for name in [
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    ] {
        place.write(name, "<html>not found</html>");
    }
    refused(
        &format!("train --data {}", place.path("")),
        "training images: expected an IDX file",
    );
}

#[test]
fn another_optimizer_comes_with_its_usual_learning_rate() {
    let rate = |said: &str| -> f64 {
        let printed = answer(&format!("train {said} --print-config"));
        serde_json::from_str::<Value>(&printed).unwrap()["learningRate"]
            .as_f64()
            .unwrap()
    };
    assert_eq!(rate("--preset mlp --optimizer sgd"), 0.05);
    assert_eq!(rate("--preset mlp --optimizer sgd --learning-rate 0.3"), 0.3);
    // Adam's and AdamW's steps are of one size: what suits the preset stays.
    assert_eq!(rate("--preset fast --optimizer adamw"), 0.02);
    assert_eq!(rate("--preset cnn-case-study --optimizer sgd"), 0.05);
    assert_eq!(rate("--preset cnn-case-study --optimizer adam"), 0.001);
}

#[test]
fn print_config_round_trips() {
    let place = Place::new();
    let said = "--optimizer sgd --learning-rate 0.05 --schedule step:7:0.5 --weight-decay 0.001 --validation 0.1 \
                --num-train 300 --augment 0.5 --batch-size 50 --epochs 2 --max-steps 9 --target-accuracy 0.99 --patience 3 --seed 4";
    let printed = answer(&format!("train --preset mlp {said} --print-config"));
    let file = place.write("run.json", &printed);
    assert_eq!(answer(&format!("train --config {file} --print-config")), printed);
    let (a, b) = (
        json(&format!("train --preset mlp {said} --data synthetic:600 --json")),
        json(&format!("train --config {file} --data synthetic:600 --json")),
    );
    assert_eq!((&a["steps"], &a["reason"]), (&Value::from(9), &Value::from("steps")));
    for key in ["steps", "reason", "train_loss", "test_loss", "test_accuracy"] {
        assert_eq!(a[key], b[key], "{key}");
    }
    let config: Value =
        serde_json::from_str(&answer(&format!("train --config {file} --augment 1 --print-config"))).unwrap();
    assert_eq!(config["data"]["augmentation"]["strength"], 1.0);
    assert_eq!(config["data"]["augmentation"]["rotate"], 10.0);
}

#[test]
fn schedules_follow_the_run_unless_their_numbers_are_said() {
    let rates = |schedule: &str, epochs: usize| -> Vec<f64> {
        let place = Place::new();
        let log = place.path("log.jsonl");
        answer(&format!(
            "train --preset softmax --data synthetic:200 --batch-size 50 --epochs {epochs} --learning-rate 1 \
             --schedule {schedule} --log {log}"
        ));
        let text = std::fs::read_to_string(log).unwrap();
        text.lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .filter_map(|event| event["learningRate"].as_f64())
            .collect()
    };
    assert_eq!(rates("step", 2), [1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]);
    assert_eq!(rates("step", 1), [1.0, 0.5, 0.25, 0.125]);
    assert_eq!(rates("step::0.1", 1)[1], 0.1);
    assert_eq!(rates("step:500", 1), [1.0; 4]);
    let last = |epochs| *rates("exponential", epochs).last().unwrap();
    assert!((last(1) - 0.1_f64.powf(3.0 / 4.0)).abs() < 1e-9);
    assert!((last(2) - 0.1_f64.powf(7.0 / 8.0)).abs() < 1e-9);
    // Printed, it still follows, whatever images it is given.
    let printed = answer("train --preset softmax --schedule step --print-config");
    assert_eq!(
        serde_json::from_str::<Value>(&printed).unwrap()["schedule"],
        serde_json::json!({"type": "step", "every": null, "factor": 0.5})
    );
}

#[test]
fn config_errors_name_line_and_column() {
    let place = Place::new();
    let file = place.write("run.json", "{\n  \"layers\": [],\n  \"lerningRate\": 1\n}");
    refused(
        &format!("train --config {file}"),
        "run.json, line 3, column 15: unknown field `lerningRate`",
    );
    let file = place.write("cut.json", "{\n  \"layers\": [");
    refused(&format!("train --config {file}"), "cut.json, line 2, column 13: EOF");
    refused("train --config /no/such/run.json", "cannot read /no/such/run.json");
}

#[test]
fn the_log_has_every_event_with_its_time() {
    let place = Place::new();
    let log = place.path("log.jsonl");
    answer(&format!(
        "train --preset softmax --data synthetic:200 --epochs 2 --batch-size 50 --log {log}"
    ));
    let text = std::fs::read_to_string(log).unwrap();
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| events.iter().filter(|event| event["type"] == kind).count();
    assert_eq!([of("step"), of("finished"), of("reported")], [8, 1, 1]);
    let seconds: Vec<f64> = events.iter().map(|event| event["seconds"].as_f64().unwrap()).collect();
    assert!(seconds.is_sorted() && seconds[0] > 0.0);
}

#[test]
fn max_seconds_ends_a_run() {
    let report = json("train --preset softmax --data synthetic:200 --epochs 10000 --max-seconds 0.3 --json");
    assert_eq!(report["reason"], "ended");
    assert!(report["epochs"].as_u64().unwrap() < 10_000);
}

#[test]
fn threads_option_is_accepted_by_train_and_eval() {
    let place = Place::new();
    let file = place.path("a.safetensors");
    answer(&format!(
        "train --preset softmax --data synthetic:200 --epochs 1 --threads 1 --save {file}"
    ));
    answer(&format!(
        "train --resume {file} --data synthetic:200 --epochs 2 --threads 2"
    ));
    answer(&format!("eval --checkpoint {file} --data synthetic:200 --threads 1"));
}

#[test]
fn mnist_is_learnt_in_one_epoch() {
    let Some(place) = std::env::var_os("KILN_MNIST_DIR") else {
        eprintln!("skipped: KILN_MNIST_DIR is not set");
        return;
    };
    let place = place.to_str().unwrap();
    let report = json(&format!("train --preset mlp --data {place} --epochs 1 --json"));
    assert_eq!(report["dataset"], "mnist");
    assert!(report["test_accuracy"].as_f64().unwrap() > 0.93, "{report}");
}
