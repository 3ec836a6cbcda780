//! `kiln train`: drives a run to its end, with a progress bar, checkpoints and a report.

mod beginning;
mod interrupt;
mod log;
mod meter;
mod options;
mod schedule;
mod spread;
mod summary;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use burn::tensor::Device;
use indicatif::{ProgressBar, ProgressStyle};
use kiln_core::data::Dataset;
use kiln_core::event::{Reason, TrainEvent};
use kiln_core::metric::report::Report;
use kiln_core::train::run::Run;

pub use options::Train;
pub use summary::gflops;

use self::beginning::Beginning;
use self::interrupt::Interrupt;
use self::log::Log;
use self::meter::Meter;
use self::spread::SeedsSummary;
use self::summary::TrainSummary;
use crate::{checkpoint, dataset, output, words};

/// Most units of work between two looks at the device: long enough for a GPU not to wait.
const CHUNK: usize = 10;
/// About how long a chunk may take: a bar moves, and Ctrl-C is answered before it is pressed again.
const PATIENCE: Duration = Duration::from_millis(250);

pub fn train(options: &Train) -> Result<(), String> {
    // Before anything is computed: what draws digits takes the threads that there are.
    let device = options.device.open()?;
    let beginning = Beginning::new(options)?;
    if options.print_config {
        let config = serde_json::to_string_pretty(beginning.config()).map_err(|error| error.to_string())?;
        return output::print(&config);
    }
    if let Some(place) = &options.save {
        checkpoint::check_place(place)?;
    }
    let seed = beginning.config().seed;
    let data = dataset::load(&options.data, &options.load, beginning.learnt(), seed)?;
    let (data, dataset) = (Arc::new(data.data), data.name);
    let Some(count) = options.seeds else {
        let summary = one(options, beginning, data, &dataset, &device)?;
        return if options.json {
            output::print_json(&summary)
        } else {
            Ok(())
        };
    };
    let mut beginning = Some(beginning);
    let mut runs = Vec::new();
    for offset in 0..count {
        let next = match beginning.take() {
            Some(first) => first,
            None => Beginning::new(options)?.seeded(seed.wrapping_add(offset)),
        };
        output::print(&format!("seed {}", next.config().seed))?;
        let summary = one(options, next, data.clone(), &dataset, &device)?;
        let ended = summary.reason == Some(Reason::Ended);
        runs.push(summary);
        if ended && offset + 1 < count {
            output::say("ended before the other seeds");
            break;
        }
    }
    let Some(summary) = SeedsSummary::new(runs) else {
        return Ok(());
    };
    output::print(&summary.text())?;
    if options.json {
        output::print_json(&summary)?;
    }
    Ok(())
}

/// One run to its end, told on the way.
fn one(
    options: &Train,
    beginning: Beginning,
    data: Arc<Dataset>,
    dataset: &str,
    device: &Device,
) -> Result<TrainSummary, String> {
    let name = beginning.name.clone();
    let mut run = beginning.run(data, device)?;
    let mut driver = Driver::new(options, &run)?;
    output::print(&summary::head(&name, dataset, &run))?;

    let ended = driver.drive(&mut run);
    driver.bar.finish_and_clear();
    // Also where it has diverged: the run has gone back to its last snapshot.
    if let Some(place) = &options.save {
        save(&run, place)?;
        output::say(&format!("saved to {}", place.display()));
    }
    ended?;
    let seconds = driver.start.elapsed();
    let report = report(&mut run, &mut driver)?;
    let summary = TrainSummary {
        preset: name,
        dataset: dataset.into(),
        device: options.device.name().into(),
        seconds: seconds.as_secs_f64(),
        ..TrainSummary::new(&run, &driver.meter, &report)
    };
    output::print(&summary.text())?;
    Ok(summary)
}

/// What goes along with a run: clock, bar, files.
struct Driver<'a> {
    options: &'a Train,
    interrupt: Interrupt,
    log: Log,
    bar: ProgressBar,
    meter: Meter,
    /// Units of work of the next chunk.
    chunk: usize,
    start: Instant,
}

impl<'a> Driver<'a> {
    fn new(options: &'a Train, run: &Run) -> Result<Self, String> {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {elapsed} gone, {eta} left, {msg}")
            .map_err(|error| error.to_string())?;
        let bar = ProgressBar::new(run.info().num_steps as u64).with_style(style);
        Ok(Self {
            options,
            interrupt: Interrupt::listen()?,
            log: Log::create(options.log.as_deref())?,
            bar: bar.with_position(run.step() as u64),
            meter: Meter::new(run),
            chunk: 1,
            start: Instant::now(),
        })
    }

    /// To the end, or until somebody or the clock wants it to end.
    fn drive(&mut self, run: &mut Run) -> Result<(), String> {
        let limit = run.config().stopping.max_seconds;
        let limit = limit.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let mut asked = false;
        while let Some(events) = self.advance(run)? {
            if let Some(place) = self.options.save.as_deref().filter(|_| self.is_due(&events)) {
                save(run, place)?;
            }
            let late = limit.is_some_and(|limit| self.start.elapsed() >= limit);
            if !asked && (late || self.interrupt.is_wanted()) {
                asked = true;
                if !late {
                    let note = "ending the run; press Ctrl-C again to quit at once";
                    self.bar.suspend(|| output::say(note));
                }
                run.end();
            }
        }
        Ok(())
    }

    /// A chunk of work; none where nothing is left to do.
    fn advance(&mut self, run: &mut Run) -> Result<Option<Vec<TrainEvent>>, String> {
        let before = Instant::now();
        let events = pollster::block_on(run.advance(self.chunk)).map_err(words)?;
        let took = before.elapsed();
        let fit = PATIENCE.as_secs_f64() / took.as_secs_f64() * self.chunk as f64;
        self.chunk = fit.clamp(1.0, CHUNK as f64) as usize;
        let lines = self.meter.count(&events, took);
        self.log.write(&events, self.start.elapsed())?;
        self.bar.set_position(run.step() as u64);
        self.bar.set_message(self.meter.message());
        for line in lines {
            self.bar.suspend(|| output::print(&line))?;
        }
        Ok((!events.is_empty()).then_some(events))
    }

    /// Whether an epoch has ended after which a checkpoint is wanted.
    fn is_due(&self, events: &[TrainEvent]) -> bool {
        let Some(every) = self.options.save_every else {
            return false;
        };
        events.iter().any(|event| match event {
            TrainEvent::Evaluated { epoch, .. } | TrainEvent::Validated { epoch, .. } => {
                *epoch > 0 && epoch.is_multiple_of(every as usize)
            }
            TrainEvent::Step { .. }
            | TrainEvent::Diagnosed { .. }
            | TrainEvent::Changed { .. }
            | TrainEvent::Evaluating { .. }
            | TrainEvent::Reported { .. }
            | TrainEvent::Finished { .. } => false,
        })
    }
}

fn save(run: &Run, place: &Path) -> Result<(), String> {
    let bytes = pollster::block_on(run.save()).and_then(|checkpoint| checkpoint.to_bytes());
    checkpoint::write(place, &bytes.map_err(words)?)
}

/// Of the test images, by the weights that the run has in the end.
fn report(run: &mut Run, driver: &mut Driver<'_>) -> Result<Report, String> {
    run.report();
    loop {
        let events = pollster::block_on(run.advance(CHUNK)).map_err(words)?;
        driver.log.write(&events, driver.start.elapsed())?;
        if events.is_empty() {
            return Err("the run gave no report.".into());
        }
        for event in events {
            if let TrainEvent::Reported { report, .. } = event {
                return Ok(*report);
            }
        }
    }
}
