//! A run in progress: a cursor over epochs and steps that moves when it is told to. It holds no clock and no flag to
//! pause it: pausing is not calling [`Run::advance`].

use std::sync::Arc;

use burn::module::Module;
use burn::optim::ModuleOptimizer;
use burn::tensor::{Device, activation::softmax};
use serde::Serialize;

use super::{optimizer, step};
use crate::config::{RunConfig, ValidRun};
use crate::data::{Dataset, batcher, preprocess, sampler, scale::Scale};
use crate::error::Error;
use crate::event::{Evaluation, Prediction, TrainEvent};
use crate::metric::running::{self, Sums};
use crate::model::architecture::Summary;
use crate::model::network::Network;

/// Test images read at a time: enough to keep a device busy, few enough to stay below a tenth of a second on one core.
const EVALUATION_BATCH: usize = 200;

/// What a run will come to, known before its first step.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunInfo {
    /// The network's shapes and sizes.
    pub summary: Summary,
    /// Updates an epoch; the last batch may be smaller.
    pub steps_per_epoch: usize,
    /// Updates in all.
    pub num_steps: usize,
    /// Training images.
    pub num_train: usize,
    /// Test images.
    pub num_test: usize,
}

/// A network, what it learns from, and how far it has come.
#[derive(Debug)]
pub struct Run {
    config: RunConfig,
    info: RunInfo,
    data: Arc<Dataset>,
    device: Device,
    network: Network,
    optimizer: Optimizer,
    /// Updates made.
    step: usize,
    /// The order of the epoch under way.
    order: Vec<u32>,
    evaluation: Option<Testing>,
    finished: bool,
    failure: Option<Error>,
}

/// How far an evaluation has come.
#[derive(Debug)]
struct Testing {
    done: usize,
    sums: Option<Sums>,
}

/// Burn's optimizer does not print itself.
struct Optimizer(ModuleOptimizer);

impl std::fmt::Debug for Optimizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Optimizer")
    }
}

/// An event whose numbers are still on the device.
enum Pending {
    Step { step: usize, epoch: usize, images: usize },
    Evaluated { step: usize, epoch: usize, images: usize },
    Ready(TrainEvent),
}

impl Run {
    /// Builds the network of `config` on `device` and waits at the start.
    ///
    /// # Errors
    /// Those of [`RunConfig::validate`].
    pub fn new(config: RunConfig, data: Arc<Dataset>, device: &Device) -> Result<Self, Error> {
        let image = [1, data.train.height, data.train.width];
        let ValidRun { config, summary } = config.validate(image[1], image[2], data.num_classes)?;
        let device = device.clone().autodiff();
        let network = Network::init(&config.layers, &summary, image, config.seed, &device);
        let steps_per_epoch = data.train.len().div_ceil(config.batch_size);
        let num_steps = steps_per_epoch * config.num_epochs;
        let info = RunInfo {
            summary,
            steps_per_epoch,
            num_steps,
            num_train: data.train.len(),
            num_test: data.test.len(),
        };
        let optimizer = Optimizer(optimizer::init(config.optimizer));
        Ok(Self {
            config,
            info,
            data,
            device,
            network,
            optimizer,
            step: 0,
            order: Vec::new(),
            evaluation: None,
            finished: false,
            failure: None,
        })
    }

    /// What the run will come to.
    #[must_use]
    pub fn info(&self) -> &RunInfo {
        &self.info
    }

    /// Does up to `count` units of work, an update or a batch of test images each, and then reads their numbers back,
    /// once. An empty answer means that there is nothing left to do. The events do not depend on how the work is cut up.
    ///
    /// # Errors
    /// [`Error::Diverged`] once the loss is no longer finite, after the events that led there; from then on always.
    /// [`Error::Readback`] if the device has been lost.
    pub async fn advance(&mut self, count: usize) -> Result<Vec<TrainEvent>, Error> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let (mut pending, mut sums) = (Vec::new(), Vec::new());
        for _ in 0..count {
            if self.evaluation.is_some() {
                self.test_batch(&mut pending, &mut sums);
            } else if self.finished {
                break;
            } else {
                self.train_batch(&mut pending, &mut sums);
            }
        }
        let numbers = running::read(sums).await?;
        self.settle(pending, numbers)
    }

    /// Asks for a reading of the whole test set before anything else is learnt. One under way is left to end.
    pub fn evaluate(&mut self) {
        self.evaluation.get_or_insert(Testing { done: 0, sums: None });
    }

    /// What the network makes of a drawing: grayscale of any size, row-major `[height, width]`, 0 = background.
    /// It is cropped, scaled and centred as the training images were.
    ///
    /// # Errors
    /// [`Error::Drawing`] if the bytes are not an image of that size; [`Error::Readback`] if the device has been lost.
    pub async fn predict(&self, pixels: &[u8], width: usize, height: usize) -> Result<Prediction, Error> {
        let expected = width.saturating_mul(height);
        if expected == 0 || pixels.len() != expected {
            return Err(Error::Drawing {
                width,
                height,
                expected,
                found: pixels.len(),
            });
        }
        let size = [self.data.train.height, self.data.train.width];
        let seen = preprocess::center(pixels, width, height, size[0], size[1]);
        let images = batcher::images(
            &seen,
            size[0],
            size[1],
            Scale::UNIT,
            &self.device.clone().without_autodiff(),
        );
        let probabilities = running::floats(softmax(self.network.valid().forward(images), 1)).await?;
        Ok(Prediction {
            probabilities,
            seen,
            size,
        })
    }

    fn train_batch(&mut self, pending: &mut Vec<Pending>, sums: &mut Vec<Sums>) {
        let (epoch, at) = (
            self.step / self.info.steps_per_epoch + 1,
            self.step % self.info.steps_per_epoch,
        );
        if at == 0 {
            let all: Vec<u32> = (0..self.data.train.len() as u32).collect();
            self.order = sampler::permutation(&all, self.config.seed, epoch);
        }
        let from = at * self.config.batch_size;
        let indices = &self.order[from..self.order.len().min(from + self.config.batch_size)];
        let batch = batcher::batch(
            &self.data.train,
            indices,
            self.data.num_classes,
            Scale::UNIT,
            &self.device,
        );
        self.step += 1;
        pending.push(Pending::Step {
            step: self.step,
            epoch,
            images: batch.len,
        });
        let rate = self.config.learning_rate;
        // The network is replaced by its successor; a clone of it only counts references.
        let (network, read) = step::train_step(self.network.clone(), &mut self.optimizer.0, rate, batch);
        self.network = network;
        sums.push(read);
        if self.step.is_multiple_of(self.info.steps_per_epoch) {
            self.evaluate();
        }
    }

    fn test_batch(&mut self, pending: &mut Vec<Pending>, sums: &mut Vec<Sums>) {
        let Some(testing) = &mut self.evaluation else { return };
        let total = self.data.test.len();
        let to = total.min(testing.done + EVALUATION_BATCH);
        let indices: Vec<u32> = (testing.done as u32..to as u32).collect();
        let device = self.device.clone().without_autodiff();
        let batch = batcher::batch(&self.data.test, &indices, self.data.num_classes, Scale::UNIT, &device);
        let read = step::test_step(&self.network.valid(), batch);
        let read = testing.sums.take().map_or(read.clone(), |before| before + read);
        testing.done = to;
        pending.push(Pending::Ready(TrainEvent::Evaluating { done: to, total }));
        if to < total {
            testing.sums = Some(read);
            return;
        }
        self.evaluation = None;
        sums.push(read);
        let (step, epoch) = (self.step, self.step / self.info.steps_per_epoch);
        pending.push(Pending::Evaluated {
            step,
            epoch,
            images: total,
        });
        if step == self.info.num_steps && !self.finished {
            self.finished = true;
            pending.push(Pending::Ready(TrainEvent::Finished { step, epoch }));
        }
    }

    /// Puts the numbers into their events, up to the first loss that is none.
    fn settle(&mut self, pending: Vec<Pending>, numbers: Vec<(f32, usize)>) -> Result<Vec<TrainEvent>, Error> {
        let mut numbers = numbers.into_iter();
        let mut events = Vec::with_capacity(pending.len());
        for pending in pending {
            let event = match pending {
                Pending::Ready(event) => event,
                Pending::Step { step, epoch, images } => {
                    let (sum, correct) = numbers.next().unwrap_or((f32::NAN, 0));
                    let loss = sum / images as f32;
                    if !loss.is_finite() {
                        let learning_rate = self.config.learning_rate;
                        self.failure = Some(Error::Diverged {
                            step,
                            loss,
                            learning_rate,
                        });
                        break;
                    }
                    TrainEvent::Step {
                        step,
                        epoch,
                        loss,
                        correct,
                        images,
                    }
                }
                Pending::Evaluated { step, epoch, images } => {
                    let (sum, correct) = numbers.next().unwrap_or((f32::NAN, 0));
                    let test = Evaluation {
                        loss: sum / images as f32,
                        accuracy: correct as f32 / images as f32,
                        correct,
                        images,
                    };
                    TrainEvent::Evaluated { step, epoch, test }
                }
            };
            events.push(event);
        }
        match &self.failure {
            Some(failure) if events.is_empty() => Err(failure.clone()),
            _ => Ok(events),
        }
    }
}
