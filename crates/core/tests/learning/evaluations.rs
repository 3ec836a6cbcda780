//! Evaluations and reports that somebody asks for.

use burn::tensor::Device;
use kiln_core::event::TrainEvent;
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, small_cnn};

/// Whoever asks twice is answered once; a report answers whoever asked for less, and not the other way round.
#[test]
fn what_is_asked_for_twice_is_read_once() {
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
