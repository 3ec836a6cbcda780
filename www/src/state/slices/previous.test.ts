import { describe, expect, it } from 'vitest';
import type { DatasetInfo } from '../../protocol.js';
import { reduce } from '../reduce.js';
import { fakeRunState } from '../run/fake-kept-run.js';
import { initialState, type PageEvent, type State } from '../state.js';
import { hasSameLoss } from './previous.js';

const info: DatasetInfo = {
  numTrain: 950,
  numTest: 200,
  height: 28,
  width: 28,
  numClasses: 10,
  classNames: [...'0123456789'],
  trainCounts: [],
  testCounts: [],
  imbalance: 1,
  fingerprint: 7,
};
const loaded = (fingerprint = 7): PageEvent => ({
  type: 'dataLoaded',
  choice: 'synthetic',
  source: 'synthetic',
  info: { ...info, fingerprint },
});

function began(step = 0): PageEvent {
  const { config, info } = fakeRunState(1);
  if (!config || !info) throw new Error('expected a run with settings');
  return { type: 'run', action: { type: 'began', config, info, step } };
}

function steps(from: number, count: number): PageEvent {
  const events = Array.from({ length: count }, (_, i) => ({
    type: 'step' as const,
    step: from + i,
    epoch: 1,
    loss: 1,
    correct: 50,
    images: 100,
    learningRate: 0.1,
  }));
  return { type: 'run', action: { type: 'progress', events, seconds: 1 } };
}

const after = (...events: PageEvent[]): State => events.reduce(reduce, initialState);

describe('the run before', () => {
  const trained = [loaded(), began(), steps(1, 25)];

  it('is none of the first run, and then the one that was shown', () => {
    expect(after(...trained).previous.run).toBeNull();
    const second = after(...trained, began(), steps(1, 12));
    expect([second.previous.run?.step, second.run.step]).toEqual([25, 12]);
    expect(reduce(second, began()).previous.run?.step).toBe(12);
  });

  it('stays where the next one was left at once', () => {
    expect(after(...trained, began(), steps(1, 3), began()).previous.run?.step).toBe(25);
  });

  it('is none on other images, nor of a run that goes on or was opened, nor after Reset', () => {
    expect(after(...trained, loaded(8), began()).previous.run).toBeNull();
    expect(after(...trained, began(), loaded(7), began()).previous.run).toBeNull();
    expect(after(...trained, began(14)).previous.run).toBeNull();
    expect(after(...trained, began(), { type: 'runRecalled', run: fakeRunState(5) }).previous.run).toBeNull();
    expect(after(...trained, { type: 'runCleared' }, began()).previous.run).toBeNull();
  });

  it('is known by a run that goes on from a checkpoint to the next one', () => {
    expect(after(...trained, began(14), steps(15, 10), began()).previous.run?.step).toBe(24);
  });
});

it('losses are the same where one says what the other leaves out', () => {
  const { config } = fakeRunState(1);
  if (!config) throw new Error('expected settings');
  expect(hasSameLoss(config, { ...config, loss: { type: 'crossEntropy', labelSmoothing: 0 } })).toBe(true);
  expect(hasSameLoss(config, { ...config, loss: { type: 'meanSquaredError' } })).toBe(false);
  const softmax = { ...config, loss: { type: 'meanSquaredError' as const, output: 'softmax' as const } };
  expect(hasSameLoss({ ...config, loss: { type: 'meanSquaredError' } }, softmax)).toBe(false);
});
