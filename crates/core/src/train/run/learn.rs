//! Learning from one batch.

use super::{Chunk, Pending, Run};
use crate::config::Change;
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
            rate: now.learning_rate * config.schedule.share(step, self.info.num_steps, config.warmup_steps),
            weight_decay: now.weight_decay,
            clipping: now.clipping,
            dropout: now.dropout,
            diagnose: config.diagnose_every > 0 && step.is_multiple_of(config.diagnose_every),
        }
    }

    pub(super) fn train_batch(&mut self, chunk: &mut Chunk) {
        self.take_up();
        let (epoch, at) = (
            self.step / self.info.steps_per_epoch + 1,
            self.step % self.info.steps_per_epoch,
        );
        // A run that was resumed may begin in the middle of an epoch.
        if at == 0 || self.order.is_empty() {
            self.order = sampler::permutation(self.data.train(), self.config.seed, epoch);
        }
        let changes = self.config.changes.iter();
        let now = changes.filter(|change| change.step == self.step);
        let changed = now.map(|&change: &Change| Pending::Ready(TrainEvent::Changed { change }));
        chunk.pending.extend(changed);

        self.snapshots.offer(self.step, &self.learner, &self.progress);
        let from = at * self.config.batch_size;
        let indices = &self.order[from..self.order.len().min(from + self.config.batch_size)];
        let device = self.device.clone().autodiff();
        let batch = self.data.train_batch(indices, epoch, &device);
        self.step += 1;
        let settings = self.settings(self.step);
        chunk.pending.push(Pending::Step {
            step: self.step,
            epoch,
            images: batch.len,
            learning_rate: settings.rate,
        });
        let (read, measured) = step::train_step(&mut self.learner, &self.config, settings, batch);
        chunk.numbers.push(read);
        if let Some(measured) = measured {
            chunk.numbers.push(measured.together());
            let dead = measured.dead.iter().map(|(layer, _)| *layer).collect();
            chunk.pending.push(Pending::Diagnosed { step: self.step, dead });
        }

        if self.step == self.info.num_steps {
            self.run_out();
        } else if self.step.is_multiple_of(self.info.steps_per_epoch) {
            self.read_epoch();
        }
    }
}
