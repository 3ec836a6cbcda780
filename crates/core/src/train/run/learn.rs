//! Training on one batch.

use super::Run;
use super::chunk::{Chunk, Pending};
use crate::data::sampler;
use crate::event::TrainEvent;
use crate::train::step::{self, Settings};

impl Run {
    /// The settings of step `step`: the configuration, with every change made before it.
    fn settings(&self, step: usize) -> Settings {
        let config = &self.config;
        let now = config.in_force(step - 1);
        Settings {
            step,
            rate: now.learning_rate
                * config
                    .schedule
                    .multiplier(step, self.info.num_steps, config.warmup_steps),
            weight_decay: now.weight_decay,
            clipping: now.clipping,
            dropout: now.dropout,
            diagnose: config.diagnose_every > 0 && step.is_multiple_of(config.diagnose_every),
        }
    }

    pub(super) fn train_batch(&mut self, chunk: &mut Chunk) {
        self.use_last_weights();
        let (epoch, at) = (
            self.step / self.info.steps_per_epoch + 1,
            self.step % self.info.steps_per_epoch,
        );
        // A run that was resumed may begin in the middle of an epoch.
        if at == 0 || self.order.is_empty() {
            self.order = sampler::permutation(self.data.train(), self.config.seed, epoch);
        }
        for &change in self.config.changes.iter().filter(|change| change.step == self.step) {
            chunk.ready(TrainEvent::Changed { change });
        }

        self.snapshots.offer(self.step, &self.learner, &self.progress);
        let from = at * self.config.batch_size;
        let indices = &self.order[from..self.order.len().min(from + self.config.batch_size)];
        let device = self.device.clone().autodiff();
        let batch = self.data.train_batch(indices, epoch, &device);
        self.step += 1;
        let settings = self.settings(self.step);
        let event = Pending::Step {
            step: self.step,
            epoch,
            images: batch.len,
            learning_rate: settings.rate,
        };
        let (sums, measured) = step::train_step(&mut self.learner, &self.config, settings, batch);
        chunk.wait(event, sums);
        if let Some(measured) = measured {
            let dead = measured.dead.iter().map(|(layer, _)| *layer).collect();
            chunk.wait(Pending::Diagnosed { step: self.step, dead }, measured.together());
        }

        if self.step == self.info.num_steps {
            self.stop_at_last_step();
        } else if self.step.is_multiple_of(self.info.steps_per_epoch) {
            self.evaluate_epoch();
        }
    }
}
