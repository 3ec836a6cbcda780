//! `kiln predict`: classifies images with a trained network.

use std::path::{Path, PathBuf};

use clap::Args;
use kiln_core::Error;
use kiln_core::checkpoint::About;
use kiln_core::classifier::Classifier;
use kiln_core::data::labelled::{LabelledOptions, has_bright_border};
use kiln_core::data::novelty::{Novelty, NoveltyDetector};
use kiln_core::event::Prediction;
use serde::Serialize;

use crate::dataset::{self, LoadOptions, PreprocessingOptions, Source};
use crate::device::DeviceOptions;
use crate::{checkpoint, file, output, picture, words};

/// Which images, and which network.
#[derive(Args, Debug)]
pub struct Predict {
    /// The network, as `kiln train --save` wrote it or the page exported it.
    #[arg(long, value_name = "FILE")]
    checkpoint: PathBuf,
    /// PNG or JPEG images.
    #[arg(required = true)]
    images: Vec<PathBuf>,
    #[command(flatten)]
    preprocessing: PreprocessingOptions,
    /// Also says whether an image looks like none of this dataset's: the one learnt from, as for `kiln train`.
    #[arg(long)]
    data: Option<Source>,
    #[command(flatten)]
    device: DeviceOptions,
    /// One line of JSON for each image.
    #[arg(long)]
    json: bool,
}

/// One image.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    image: String,
    class: usize,
    name: &'a str,
    probabilities: &'a [f32],
    #[serde(skip_serializing_if = "Option::is_none")]
    novelty: Option<Novelty>,
}

pub fn predict(options: &Predict) -> Result<(), String> {
    let device = options.device.open()?;
    let checkpoint = checkpoint::read(&options.checkpoint)?;
    let names = &checkpoint.about.class_names;
    let mut classifier = Classifier::new(&checkpoint, &device);
    classifier.preprocessing = options.preprocessing.or(classifier.preprocessing);
    let detector = match &options.data {
        Some(source) => Some(measure(source, options, &checkpoint.about)?),
        None => None,
    };
    for path in &options.images {
        let Prediction {
            probabilities, seen, ..
        } = classify(path, &classifier)?;
        let novelty = detector.as_ref().map(|detector| detector.judge(&seen));
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
        let image = path.display().to_string();
        let class = order[0];
        if options.json {
            let (name, probabilities) = (&names[class], &probabilities);
            output::print_json(&Answer {
                image,
                class,
                name,
                probabilities,
                novelty,
            })?;
        } else {
            let row = |&class: &usize| {
                vec![
                    format!("  {}", output::name(&names[class])),
                    format!("{:.4}", probabilities[class]),
                ]
            };
            let rows: Vec<_> = order.iter().map(row).collect();
            output::print(&format!(
                "{}: {}\n{}{}",
                output::line(&image),
                output::name(&names[class]),
                novelty.map_or_else(String::new, |novelty| told(novelty, names.len())),
                output::table(&["", ""], &rows).trim_start()
            ))?;
        }
    }
    Ok(())
}

/// Measures the test images of a dataset for novelty.
fn measure(source: &Source, options: &Predict, about: &About) -> Result<NoveltyDetector, String> {
    let load = LoadOptions {
        classes: None,
        image_size: None,
        preprocessing: options.preprocessing,
        test_share: LabelledOptions::default().test_share,
    };
    let data = dataset::load(source, &load, Some(about), about.config.seed)?.data;
    let (found, expected) = ([data.test.height, data.test.width], about.size);
    if found != expected {
        return Err(words(Error::SizeMismatch {
            train: expected,
            test: found,
        }));
    }
    NoveltyDetector::new(&data.test).ok_or_else(|| {
        format!(
            "--data has {} test images, too few to tell what is unusual among them. Give 200 or more, or leave --data out.",
            data.test.len()
        )
    })
}

/// Below the class, where the image is like none of the dataset's, or to be measured by.
fn told(novelty: Novelty, num_classes: usize) -> String {
    let Novelty { distance, limit } = novelty;
    if novelty.is_novel() {
        format!(
            "  looks like none of the dataset's images (distance {distance:.3}, usual up to {limit:.3}); \
             a network must pick one of {num_classes}\n"
        )
    } else {
        format!("  looks like the dataset's images (distance {distance:.3}, usual up to {limit:.3})\n")
    }
}

fn classify(path: &Path, classifier: &Classifier) -> Result<Prediction, String> {
    let place = path.display();
    let bytes = file::read(path, picture::MAX_FILE)
        .map_err(|reason| format!("cannot read {place} ({reason}). Give a PNG or JPEG image."))?;
    let image = picture::read(&bytes, &mut 0).map_err(|reason| format!("{place}: {reason}. Give another image."))?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mut pixels = image.into_raw();
    if classifier
        .preprocessing
        .inverted
        .unwrap_or_else(|| has_bright_border(&pixels, width, height))
    {
        pixels.iter_mut().for_each(|pixel| *pixel = 255 - *pixel);
    }
    pollster::block_on(classifier.predict(&pixels, width, height)).map_err(|error| format!("{place}: {}", words(error)))
}
