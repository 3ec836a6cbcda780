use serde_json::Value;

use super::*;
use crate::train::loss::Output;

/// Made by tests/conformance/generate_reference.py with scikit-learn.
const REFERENCE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/conformance/fixtures/metrics.json"
));
/// Some roundings of an f32; the reference was computed with f64.
const TOLERANCE: f64 = 1e-6;

/// A report of probabilities that stand for their logits, too.
fn report(probabilities: &[f32], labels: &[u8], num_classes: usize, loss: f32) -> Report {
    Report::of(probabilities, probabilities, labels, num_classes, loss)
}

fn floats(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().unwrap();
    numbers.iter().map(|number| number.as_f64().unwrap()).collect()
}

/// Same fields, same lengths, numbers within the tolerance.
fn assert_agrees(found: &Value, expected: &Value, at: &str) {
    match (found, expected) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= TOLERANCE, "{at}: {a} instead of {b}");
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}");
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                assert_agrees(a, b, &format!("{at}.{i}"));
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().eq(b.keys()), "{at}: {:?} {:?}", a.keys(), b.keys());
            for (key, a) in a {
                assert_agrees(a, &b[key], &format!("{at}.{key}"));
            }
        }
        _ => assert_eq!(found, expected, "{at}"),
    }
}

#[test]
fn every_measure_agrees_with_scikit_learn() {
    let reference: Value = serde_json::from_str(REFERENCE).unwrap();
    let probabilities: Vec<f32> = floats(&reference["probabilities"]).iter().map(|p| *p as f32).collect();
    let labels: Vec<u8> = floats(&reference["labels"]).iter().map(|label| *label as u8).collect();
    let num_classes = reference["numClasses"].as_u64().unwrap() as usize;
    let expected = &reference["expected"];
    let loss = expected["loss"].as_f64().unwrap() as f32;
    let report = report(&probabilities, &labels, num_classes, loss);
    let mut found = serde_json::to_value(&report).unwrap();
    // Image by image, which the reference leaves out: they are what the rest was counted from.
    let each = found.as_object_mut().unwrap();
    let [predictions, confidences] = ["predictions", "confidences"].map(|key| each.remove(key).unwrap());
    assert_agrees(&found, expected, "report");
    let predictions = predictions.as_array().unwrap();
    let pairs = predictions.iter().zip(&labels);
    let correct = pairs.filter(|(predicted, label)| predicted.as_u64() == Some(u64::from(**label)));
    assert_eq!(correct.count() as f32 / labels.len() as f32, report.accuracy);
    let confidences = floats(&confidences);
    for mistake in &report.mistakes {
        assert_eq!(predictions[mistake.index], mistake.predicted);
        assert!((confidences[mistake.index] - f64::from(mistake.confidence)).abs() < TOLERANCE);
    }
    // The reference has what it is there for: a class that is never predicted, and one that is not there.
    assert!(report.classes.iter().any(|class| class.precision.is_none()));
    assert!(report.classes.iter().any(|class| class.recall.is_none()));
}

#[test]
fn scores_of_an_absent_class_are_none_and_count_as_0() {
    let report = report(&[0.9, 0.1, 0.0, 0.2, 0.8, 0.0], &[0, 1], 3, 0.0);
    let nothing = ClassScores {
        support: 0,
        precision: None,
        recall: None,
        f1: None,
    };
    assert_eq!(report.classes[2], nothing);
    assert!((report.macro_average.f1 - 2.0 / 3.0).abs() < 1e-6);
    assert_eq!(report.weighted_average.f1, 1.0);
}

#[test]
fn ties_go_to_the_first_class() {
    let report = report(&[0.4, 0.4, 0.2, 0.3, 0.3, 0.3], &[1, 2], 3, 0.0);
    assert_eq!(report.confusion, [[0, 0, 0], [1, 0, 0], [1, 0, 0]]);
    assert_eq!((report.accuracy, report.top2_accuracy), (0.0, 0.5));
}

#[test]
fn invalid_probabilities_count_as_0() {
    let nan = f32::NAN;
    let report = report(&[nan, 0.3, nan, nan, -1.0, f32::INFINITY], &[1, 1, 0], 2, nan);
    assert_eq!(report.confusion, [[0, 1], [1, 1]]);
    assert_eq!(report.mistakes[0].confidence, 1.0);
    assert_eq!(
        (report.mistakes[1].confidence, report.calibration.bins[0].count),
        (0.0, 1)
    );
    assert!(report.loss.is_nan());
}

#[test]
fn nan_logits_rank_last() {
    let nan = f32::NAN;
    let report = report(&[nan, 0.3, 0.3, nan], &[0, 1], 2, 0.0);
    assert_eq!((report.accuracy, report.top2_accuracy), (0.0, 1.0));
}

#[test]
fn report_of_no_images_is_zeros() {
    for report in [
        report(&[], &[], 2, 0.0),
        report(&[0.5, 0.5], &[9], 2, 0.0),
        report(&[0.5], &[0], 0, 0.0),
    ] {
        assert_eq!(
            (report.images, report.accuracy, report.calibration.expected_error),
            (0, 0.0, 0.0)
        );
        assert_eq!(report.macro_average.f1, 0.0);
    }
}

#[test]
fn calibration_bins_include_their_upper_edge() {
    // 3/5 is where the ninth of 15 bins ends.
    let report = report(&[0.401, 0.599, 0.399, 0.601, 0.0, 1.0], &[1, 1, 1], 2, 0.0);
    let counts: Vec<_> = report.calibration.bins.iter().map(|bin| bin.count).collect();
    assert_eq!((counts[8], counts[9], counts[14]), (1, 1, 1));
}

#[test]
fn only_the_most_confident_mistakes_are_kept_in_order() {
    let rows: Vec<f32> = (0..60)
        .flat_map(|i| [0.5 + i as f32 / 200.0, 0.5 - i as f32 / 200.0])
        .collect();
    let report = report(&rows, &[1; 60], 2, 0.0);
    assert_eq!(report.mistakes.len(), MAX_MISTAKES);
    assert_eq!((report.mistakes[0].index, report.mistakes[49].index), (59, 10));
}

#[test]
fn predicted_class_is_the_largest_logit_for_every_loss() {
    // Under squared errors all outputs here are negative, and a softmax in f32 makes the last three equal.
    let squares = Loss::MeanSquaredError {
        output: Output::Identity,
    };
    for (criterion, logits) in [
        (squares, [-0.5, -0.25, -2.0, -0.3, -4.0, -1.0, -0.1, -3.0]),
        (
            Loss::default(),
            [0.0, 900.0, -1.0, 300.0, -300.0, -200.0, 800.0, -250.0],
        ),
    ] {
        let report = Report::new(&logits, criterion, &[1, 1], 4, 0.0);
        assert_eq!(report.predictions, [Some(1), Some(2)]);
        assert_eq!((report.accuracy, report.top2_accuracy), (0.5, 1.0), "{criterion:?}");
        assert!(
            report.confidences.iter().all(|confidence| *confidence > 0.25),
            "{:?}",
            report.confidences
        );
    }
}
