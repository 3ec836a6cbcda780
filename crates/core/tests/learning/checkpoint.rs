//! Saving, going on, and beginning from another run's weights.

use burn::tensor::Device;
use kiln_core::checkpoint::{Checkpoint, digest};
use kiln_core::classifier::Classifier;
use kiln_core::config::{Initialization, OptimizerConfig, RunConfig};
use kiln_core::event::TrainEvent;
use kiln_core::model::layer::{Conv2d, Dense};
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{bytes, config, digits, finish, losses, rich, run, small_cnn};

fn resumed(bytes: &[u8]) -> Run {
    let checkpoint = Checkpoint::from_bytes(bytes).unwrap();
    Run::resume(checkpoint, digits(200, 50), &Device::flex()).unwrap()
}

/// Without the events that tell how far an evaluation is, which begins anew.
fn told(events: &[TrainEvent]) -> Vec<TrainEvent> {
    let lasting = |event: &&TrainEvent| !matches!(event, TrainEvent::Evaluating { .. });
    events.iter().filter(lasting).cloned().collect()
}

#[test]
fn resumed_runs_give_the_same_events_with_every_optimizer() {
    for optimizer in OptimizerConfig::all() {
        let whole = told(&finish(&mut run(rich(optimizer)), 5));
        // In an epoch, at its end, in the evaluation after it, and after the last step.
        for cut in [2, 5, 6, 12, 16, 17] {
            let mut first = run(rich(optimizer));
            let mut events = Vec::new();
            for _ in 0..cut {
                events.extend(block_on(first.advance(1)).unwrap());
            }
            let mut second = resumed(&bytes(&first));
            events.extend(finish(&mut second, 5));
            assert_eq!(told(&events), whole, "{} cut at {cut}", optimizer.name());
        }
    }
}

#[test]
fn resuming_a_finished_run_does_nothing_unless_it_is_extended() {
    let mut first = run(config(small_cnn()));
    // In the middle of its last evaluation it has not ended, nor has the same from a checkpoint.
    block_on(first.advance(7)).unwrap();
    assert!(!first.has_ended() && !resumed(&bytes(&first)).has_ended());
    finish(&mut first, 5);
    let saved = bytes(&first);
    let mut second = resumed(&saved);
    assert!(first.has_ended() && second.has_ended());
    assert_eq!(finish(&mut second, 5), []);
    // It predicts and reports, and has ended as before.
    let digit = digits(1, 1).test.images.clone();
    let look = |run: &Run| block_on(run.predict(&digit, 28, 28)).unwrap();
    assert_eq!(look(&second), look(&first));
    second.report();
    assert!(second.has_ended());
    let read = finish(&mut second, 1);
    assert!(matches!(read.last(), Some(TrainEvent::Reported { .. })), "{read:?}");
    assert!(second.has_ended());
    let mut checkpoint = Checkpoint::from_bytes(&saved).unwrap();
    checkpoint.about.config.num_epochs = 2;
    let mut longer = Run::resume(checkpoint, digits(200, 50), &Device::flex()).unwrap();
    assert!(!longer.has_ended());
    let events = finish(&mut longer, 5);
    assert_eq!(losses(&events).len(), 7);
    let mut direct = run(RunConfig {
        num_epochs: 2,
        ..config(small_cnn())
    });
    assert_eq!(losses(&events), losses(&finish(&mut direct, 5))[7..]);
}

#[test]
fn names_and_shapes_are_pytorchs_and_the_description_is_whole() {
    let mut run = run(rich(OptimizerConfig::all()[0]));
    finish(&mut run, 5);
    let checkpoint = Checkpoint::from_bytes(&bytes(&run)).unwrap();
    assert_eq!(&checkpoint.about.config, run.config());
    let shapes: Vec<(&str, Vec<usize>)> = checkpoint
        .params()
        .map(|(name, shape, _)| (name, shape.to_vec()))
        .collect();
    assert_eq!(shapes[0], ("layers.0.weight", vec![4, 1, 3, 3]));
    assert_eq!(shapes[4], ("layers.1.running_mean", vec![4]));
    assert_eq!(shapes[6], ("layers.6.weight", vec![10, 4 * 6 * 6]));
    assert!(checkpoint.about.standing.test.is_some());
    // And it reads as the run does.
    let digit = digits(1, 1).test.images.clone();
    let classifier = Classifier::new(&checkpoint, &Device::flex());
    let looked = block_on(classifier.predict(&digit, 28, 28)).unwrap();
    assert_eq!(looked, block_on(run.predict(&digit, 28, 28)).unwrap());
    let report = block_on(classifier.evaluate(&digits(200, 50).test, 10)).unwrap();
    assert!((report.accuracy - checkpoint.about.standing.test.unwrap().accuracy).abs() < 1e-6);
}

#[test]
fn fine_tuning_starts_from_matching_weights() {
    let mut first = run(config(small_cnn()));
    finish(&mut first, 5);
    let saved = bytes(&first);
    let tuned = |initialization, mut layers: Vec<_>| {
        // Another number of classes would do the same: the last layer begins anew.
        layers.insert(4, Dense { units: 12 }.into());
        let config = RunConfig {
            initialization,
            ..config(layers)
        };
        Run::fine_tune(config, digits(200, 50), &Device::flex(), &saved)
    };
    let named = Initialization::Checkpoint { digest: digest(&saved) };
    let mut second = tuned(named.clone(), small_cnn()).unwrap();
    let begun = block_on(second.save()).unwrap();
    let mut kept = block_on(first.save()).unwrap();
    let first_params: Vec<_> = kept.params().map(|(_, _, values)| values.to_vec()).collect();
    let params: Vec<_> = begun.params().map(|(_, _, values)| values.to_vec()).collect();
    assert_eq!(params[..2], first_params[..2]);
    assert_ne!(params[2], first_params[2]);
    assert_eq!(losses(&finish(&mut second, 5)).len(), 7);

    let other = Initialization::Checkpoint { digest: "00".into() };
    assert_eq!(tuned(other, small_cnn()).unwrap_err().code(), "checkpointFile");
    assert_eq!(
        tuned(Initialization::XavierUniform {}, small_cnn()).unwrap_err().code(),
        "config"
    );
    // No parameter has both the name and the shape of one there.
    let mut wider = small_cnn();
    wider[0] = Conv2d::new(9, 3).into();
    assert_eq!(tuned(named.clone(), wider).unwrap_err().code(), "checkpointMismatch");
    kept.about.config.initialization = named;
    let without = Run::new(kept.about.config, digits(200, 50), &Device::flex());
    assert!(without.unwrap_err().to_string().contains("but none was given"));
}
