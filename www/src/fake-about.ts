/** What a checkpoint says of itself, for tests. Never shipped. */
import type { About, RunConfig } from './protocol.js';

export const fakeConfig: RunConfig = {
  layers: [],
  optimizer: { type: 'sgd' },
  learningRate: 1,
  batchSize: 1,
  numEpochs: 1,
  seed: 1,
};

export const fakeAbout: About = {
  format: 1,
  config: fakeConfig,
  size: [28, 28],
  classNames: [...'0123456789'],
  scale: { mean: 0, std: 1 },
  fingerprint: 1,
  standing: {
    step: 3,
    reason: null,
    best: null,
    stale: 0,
    restored: null,
    unread: false,
    validation: null,
    test: null,
  },
};
