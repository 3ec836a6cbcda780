//! `kiln bench`: how long a step takes here, network by network.

use std::sync::Arc;
use std::time::Instant;

use burn::tensor::Device;
use clap::Args;
use kiln_core::bench::product;
use kiln_core::data::Dataset;
use kiln_core::event::TrainEvent;
use kiln_core::model::preset::{self, Preset};
use kiln_core::train::run::Run;
use serde::Serialize;

use crate::device::DeviceOptions;
use crate::train::gflops;
use crate::{output, words};

/// What is measured.
#[derive(Args, Debug)]
pub struct Bench {
    /// One network of those that `kiln presets` lists, instead of all.
    #[arg(long)]
    preset: Option<String>,
    /// Steps that are timed.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    steps: u32,
    /// Steps before them that are not.
    #[arg(long, default_value_t = 3)]
    warmup: u32,
    /// Images a step [default: the preset's].
    #[arg(long)]
    batch_size: Option<usize>,
    #[command(flatten)]
    device: DeviceOptions,
    /// One line of JSON for each network.
    #[arg(long)]
    json: bool,
}

/// Batches of images that there are; after them the same come again, in another order.
const BATCHES: usize = 8;

#[derive(Serialize)]
struct Timing {
    workload: &'static str,
    mode: &'static str,
    backend: &'static str,
    threads: usize,
    /// From the first upload to the loss that was read back.
    step_ms_median: f64,
    step_ms_min: f64,
    images_per_second: f64,
    /// See [`gflops`].
    gflops: f64,
    /// What a plain product of matrices reaches here: see [`ceiling`].
    gemm_gflops: f64,
}

pub fn bench(options: &Bench) -> Result<(), String> {
    let presets = match &options.preset {
        Some(id) => vec![preset::find(id).map_err(words)?],
        None => preset::all(),
    };
    let device = options.device.open()?;
    let gemm = ceiling(&device)?;
    let mut rows = Vec::with_capacity(presets.len());
    for preset in presets {
        let timing = time(preset, options, &device, gemm)?;
        if options.json {
            output::print_json(&timing)?;
        } else {
            output::say(&format!("{}: {:.2} ms a step", timing.workload, timing.step_ms_median));
        }
        rows.push(timing);
    }
    if options.json {
        return Ok(());
    }
    let cells = |row: &Timing| {
        let numbers = [row.step_ms_median, row.step_ms_min, row.gflops].map(|number| format!("{number:.2}"));
        let [median, min, gflops] = numbers;
        vec![
            row.workload.to_owned(),
            median,
            min,
            format!("{:.0}", row.images_per_second),
            gflops,
        ]
    };
    let head = ["training", "median ms a step", "least", "images/s", "effective GFLOP/s"];
    let table = output::table(&head, &rows.iter().map(cells).collect::<Vec<_>>());
    let place = format!("{}, {} threads", options.device.name(), rayon::current_num_threads());
    output::print(&format!(
        "{place}; a plain product of matrices reaches {gemm:.1} GFLOP/s here\n\
         effective GFLOP/s are 2 x 3 x multiply-adds x images/s\n\n{table}"
    ))
}

/// GFLOP/s of a plain product of matrices, the best of several sizes and tries: what training is held against.
fn ceiling(device: &Device) -> Result<f64, String> {
    let mut best = 0.0_f64;
    for size in [256, 512, 1024] {
        // About 2 GFLOP a try.
        let repeats = (1_000_000_000 / (size * size * size)).max(1);
        for _ in 0..4 {
            let before = Instant::now();
            pollster::block_on(product(size, repeats, device)).map_err(words)?;
            let operations = 2.0 * (size * size * size * repeats) as f64;
            best = best.max(operations / before.elapsed().as_secs_f64() / 1e9);
        }
    }
    Ok(best)
}

fn time(preset: Preset, options: &Bench, device: &Device, gemm_gflops: f64) -> Result<Timing, String> {
    let Preset { id, mut config, .. } = preset;
    config.batch_size = options.batch_size.unwrap_or(config.batch_size);
    config.data.num_train = None;
    config.num_epochs = kiln_core::config::MAX_EPOCHS;
    let batch = config.batch_size;
    let data = Dataset::synthetic(batch.saturating_mul(BATCHES), 1, config.seed).map_err(words)?;
    let mut run = Run::new(config, Arc::new(data), device).map_err(words)?;
    let multiply_adds = run.info().summary.multiply_adds;
    let mut times = Vec::with_capacity(options.steps as usize);
    let all = u64::from(options.steps) + u64::from(options.warmup);
    let mut done = 0;
    while done < all {
        let before = Instant::now();
        let events = pollster::block_on(run.advance(1)).map_err(words)?;
        let took = before.elapsed().as_secs_f64() * 1e3;
        // Tests between the epochs are no steps.
        if events.iter().any(|event| matches!(event, TrainEvent::Step { .. })) {
            done += 1;
            if done > u64::from(options.warmup) {
                times.push(took);
            }
        }
    }
    times.sort_by(f64::total_cmp);
    let median = f64::midpoint(times[(times.len() - 1) / 2], times[times.len() / 2]);
    let images_per_second = batch as f64 / (median / 1e3);
    Ok(Timing {
        workload: id,
        mode: "train",
        backend: options.device.name(),
        threads: rayon::current_num_threads(),
        step_ms_median: median,
        step_ms_min: times[0],
        images_per_second,
        gflops: gflops(multiply_adds, images_per_second),
        gemm_gflops,
    })
}
