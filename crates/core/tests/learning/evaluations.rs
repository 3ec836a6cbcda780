//! Evaluations and reports on request.

use burn::tensor::Device;
use kiln_core::event::TrainEvent;
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish, losses, small_cnn};

/// Whoever asks twice is answered once; a report answers whoever asked for less, and not the other way round.
#[test]
fn repeated_requests_are_evaluated_once() {
    let answers = |ask: &dyn Fn(&mut Run)| {
        let mut run = Run::new(config(small_cnn()), digits(50, 10), &Device::flex()).unwrap();
        ask(&mut run);
        let (mut evaluated, mut reported) = (0, 0);
        while run.step() == 0 {
            for event in block_on(run.advance(1)).unwrap() {
                evaluated += usize::from(matches!(event, TrainEvent::Evaluated { .. }));
                reported += usize::from(matches!(event, TrainEvent::Reported { .. }));
            }
        }
        (evaluated, reported)
    };
    let twice = |run: &mut Run| {
        run.evaluate();
        run.evaluate();
    };
    assert_eq!(answers(&twice), (1, 0));
    let report_first = |run: &mut Run| {
        run.report();
        run.evaluate();
        run.report();
    };
    assert_eq!(answers(&report_first), (1, 1));
    let report_last = |run: &mut Run| {
        run.evaluate();
        run.report();
    };
    assert_eq!(answers(&report_last), (2, 1));
}

#[test]
fn requested_evaluations_do_not_change_training() {
    let run = || Run::new(config(small_cnn()), digits(300, 250), &Device::flex()).unwrap();
    let mut asked = run();
    let mut events = block_on(asked.advance(2)).unwrap();
    asked.evaluate();
    events.extend(finish(&mut asked, 3));
    let evaluated = events
        .iter()
        .filter(|event| matches!(event, TrainEvent::Evaluated { .. }))
        .count();
    assert_eq!(evaluated, 2);
    assert!(
        matches!(events[4], TrainEvent::Evaluated { step: 2, epoch: 0, .. }),
        "{:?}",
        events[4]
    );
    assert_eq!(losses(&events), losses(&finish(&mut run(), 3)));
    // And after the end, too.
    asked.evaluate();
    assert_eq!(finish(&mut asked, 5).len(), 3);
}
