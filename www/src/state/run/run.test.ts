import { describe, expect, it } from 'vitest';
import type { Report, RunConfig, RunInfo, TrainEvent } from '../../protocol.js';
import { Smoother } from '../curves/smooth.js';
import { usualChoices } from '../slices/charts.js';
import { bestTest, isActive, noRun, type RunState, reduceRun } from './run.js';
import { imagesPerSecond, secondsRemaining } from './throughput.js';

const config: RunConfig = {
  layers: [{ type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 2,
  seed: 1,
};
const info: RunInfo = {
  summary: { layers: [], numParams: 0, multiplyAdds: 0, imageBytes: 0 },
  stepsPerEpoch: 10,
  numSteps: 20,
  numTrain: 1_000,
  numValidation: 0,
  numTest: 200,
};
const averages = { precision: 1, recall: 1, f1: 1 };
const report: Report = {
  images: 1,
  loss: 0,
  accuracy: 1,
  top2Accuracy: 1,
  confusion: [[1]],
  classes: [],
  macroAverage: averages,
  weightedAverage: averages,
  calibration: { expectedError: 0, brierScore: 0, bins: [] },
  mistakes: [],
  predictions: [],
  confidences: [],
};

function step(index: number, loss = 1, correct = 50): TrainEvent {
  return { type: 'step', step: index, epoch: Math.ceil(index / 10), loss, correct, images: 100, learningRate: 0.1 };
}

function evaluated(index: number, accuracy: number): TrainEvent {
  const test = { loss: 0.5, accuracy, correct: accuracy * 200, images: 200 };
  return { type: 'evaluated', step: index, epoch: index / 10, test };
}

function began(): RunState {
  const run = reduceRun(noRun, { type: 'began', config, info, step: 0 });
  return reduceRun(run, { type: 'status', status: 'running', seconds: 0 });
}

describe('reduceRun', () => {
  it('appends every step to the curves', () => {
    const run = reduceRun(began(), { type: 'progress', events: [step(1, 2), step(2, 1)], seconds: 0.5 });
    expect([...run.history.step.values]).toEqual([1, 2]);
    expect([...run.history.loss.values]).toEqual([2, 1]);
    expect([...run.history.accuracy.values]).toEqual([0.5, 0.5]);
    expect(run).toMatchObject({ step: 2, epoch: 1, seconds: 0.5 });
  });

  it('smooths without a bias towards the start', () => {
    const events = Array.from({ length: 200 }, (_, i) => step(i + 1, i < 100 ? 2 : 1, i < 100 ? 0 : 100));
    const { history } = reduceRun(began(), { type: 'progress', events, seconds: 1 });
    expect(history.smoothLoss.at(0)).toBe(2);
    expect(history.smoothLoss.at(99)).toBeCloseTo(2);
    expect(history.smoothLoss.at(199)).toBeCloseTo(1, 1);
    expect(history.smoothAccuracy.at(199)).toBeCloseTo(1, 1);
  });

  it('smooths as a chart of the page does, however its steps come', () => {
    const losses = Array.from({ length: 30 }, (_, i) => (i === 4 ? Number.NaN : i === 9 ? 1e8 : 1 + (i % 3)));
    const events = losses.map((loss, i) => step(i + 1, loss));
    const { history } = [events.slice(0, 7), events.slice(7, 8), events.slice(8)].reduce(
      (run, part) => reduceRun(run, { type: 'progress', events: part, seconds: 1 }),
      began(),
    );
    for (const [smooth, raw] of [
      [history.smoothLoss, history.loss],
      [history.smoothAccuracy, history.accuracy],
    ] as const) {
      expect([...smooth.values]).toEqual(Array.from(new Smoother().smooth(raw, usualChoices.smoothing)));
    }
  });

  it('follows a test from its start to its result', () => {
    const during = reduceRun(began(), {
      type: 'progress',
      events: [{ type: 'evaluating', done: 64, total: 200 }],
      seconds: 1,
    });
    expect(during.testing).toEqual({ done: 64, total: 200 });
    const after = reduceRun(during, { type: 'progress', events: [evaluated(10, 0.9)], seconds: 2 });
    expect(after.testing).toBeNull();
    expect(after.tests).toEqual([{ step: 10, epoch: 1, loss: 0.5, accuracy: 0.9, correct: 180, images: 200 }]);
  });

  it('changes status with the worker, and ends an unfinished test with the run', () => {
    const testing = reduceRun(began(), {
      type: 'progress',
      events: [{ type: 'evaluating', done: 64, total: 200 }],
      seconds: 1,
    });
    const paused = reduceRun(testing, { type: 'status', status: 'paused', seconds: 1 });
    expect(paused.status).toBe('paused');
    expect(paused.testing).not.toBeNull();
    const stopped = reduceRun(paused, { type: 'status', status: 'stopped', seconds: 1 });
    expect(stopped.status).toBe('stopped');
    expect(stopped.testing).toBeNull();
  });

  it('keeps the curves of a run that failed', () => {
    const run = reduceRun(began(), { type: 'progress', events: [step(1)], seconds: 0.5 });
    const failed = reduceRun(run, { type: 'failed', code: 'diverged', message: 'loss is NaN', seconds: 0.6 });
    expect(failed.status).toBe('failed');
    expect(failed.failure).toEqual({ code: 'diverged', message: 'loss is NaN' });
    expect(failed.history.step.length).toBe(1);
  });

  it('keeps the readings of validation images apart from the tests, and times them alike', () => {
    const validation = { loss: 0.4, accuracy: 0.8, correct: 80, images: 100 };
    let run = reduceRun(began(), { type: 'progress', events: [step(1)], seconds: 1 });
    run = reduceRun(run, { type: 'progress', events: [{ type: 'evaluating', done: 50, total: 100 }], seconds: 2 });
    const events: TrainEvent[] = [{ type: 'validated', step: 10, epoch: 1, validation }];
    run = reduceRun(run, { type: 'progress', events, seconds: 3 });
    expect(run).toMatchObject({ tests: [], testing: null, validations: [{ step: 10, epoch: 1, ...validation }] });
    expect(run.pace.testSeconds).toBe(2);
  });

  it('keeps why the run ended and whose weights it has', () => {
    const events: TrainEvent[] = [{ type: 'finished', step: 15, epoch: 1, reason: 'convergence', restored: 10 }];
    const run = reduceRun(began(), { type: 'progress', events, seconds: 1 });
    expect(run).toMatchObject({ step: 15, outcome: { reason: 'convergence', restored: 10 } });
    expect(reduceRun(run, { type: 'began', config, info, step: 0 }).outcome).toBeNull();
  });

  it('keeps the last report, the last look at the layers, and every change', () => {
    const dynamics = { type: 'diagnosed' as const, step: 2, gradientNorm: 0.5, layers: [] };
    const change = { step: 2, learningRate: 0.01 };
    const events: TrainEvent[] = [
      { ...dynamics, step: 1 },
      dynamics,
      { type: 'changed', change },
      { type: 'reported', step: 2, report },
    ];
    const run = reduceRun(began(), { type: 'progress', events, seconds: 1 });
    expect(run).toMatchObject({ dynamics, report: { step: 2, report }, config: { ...config, changes: [change] } });
  });

  it('begins a restored run where it was saved', () => {
    const run = reduceRun(noRun, { type: 'began', config, info, step: 12 });
    expect(run).toMatchObject({ step: 12, epoch: 2 });
  });

  it('starts a new run from nothing', () => {
    const old = reduceRun(began(), { type: 'progress', events: [step(1), evaluated(10, 0.9)], seconds: 0.5 });
    const next = reduceRun(old, { type: 'began', config, info, step: 0 });
    expect(next.history.step.length).toBe(0);
    expect(next).toMatchObject({ tests: [], step: 0, epoch: 0, seconds: 0, failure: null });
    expect(old.history.step.length).toBe(1);
  });

  it('does not change the state it is given', () => {
    const before = Object.freeze(began());
    reduceRun(before, { type: 'progress', events: [step(1)], seconds: 1 });
    expect(before.history.step.length).toBe(0);
  });
});

describe('speed', () => {
  it('is unknown before the first step', () => {
    expect(imagesPerSecond(began().pace)).toBeNull();
    expect(secondsRemaining(began().pace, info, 0, 0)).toBeNull();
  });

  it('looks at the last few seconds only', () => {
    let run = began();
    for (let i = 1; i <= 10; i++) run = reduceRun(run, { type: 'progress', events: [step(i)], seconds: i });
    expect(imagesPerSecond(run.pace)).toBeCloseTo(100);
    for (let i = 1; i <= 10; i++) run = reduceRun(run, { type: 'progress', events: [step(i)], seconds: 10 + i / 2 });
    expect(imagesPerSecond(run.pace)).toBeCloseTo(200);
    expect(run.pace.marks.length).toBeLessThan(13);
  });

  it('does not count the time of a test as training', () => {
    let run = reduceRun(began(), { type: 'progress', events: [step(1)], seconds: 1 });
    run = reduceRun(run, { type: 'progress', events: [{ type: 'evaluating', done: 100, total: 200 }], seconds: 3 });
    run = reduceRun(run, { type: 'progress', events: [evaluated(10, 0.9)], seconds: 4 });
    run = reduceRun(run, { type: 'progress', events: [step(2)], seconds: 5 });
    expect(imagesPerSecond(run.pace)).toBeCloseTo(100);
    expect(run.pace.testSeconds).toBe(3);
  });

  it('counts the tests that are still to come into the time left', () => {
    let run = reduceRun(began(), {
      type: 'progress',
      events: Array.from({ length: 10 }, (_, i) => step(i + 1)),
      seconds: 10,
    });
    run = reduceRun(run, { type: 'progress', events: [evaluated(10, 0.9)], seconds: 12 });
    expect(secondsRemaining(run.pace, info, run.step, run.tests.length)).toBeCloseTo(10 + 2);
  });

  it('counts no readings that a restored run had before', () => {
    let run = reduceRun(noRun, { type: 'began', config, info, step: 12 });
    run = reduceRun(run, { type: 'progress', events: [step(13)], seconds: 1 });
    // 7 steps of a second, and one test of 200 images, three times as fast.
    expect(secondsRemaining(run.pace, info, run.step, run.tests.length)).toBeCloseTo(7 + 2 / 3);
  });
});

it('the best test is the most accurate one, the first of equals', () => {
  const tests = [0.8, 0.9, 0.9].map((accuracy, i) => ({
    step: i,
    epoch: i + 1,
    loss: 1,
    accuracy,
    correct: 0,
    images: 0,
  }));
  expect(bestTest(tests)?.epoch).toBe(2);
  expect(bestTest([])).toBeNull();
});

it('only a running or paused run is active', () => {
  expect((['idle', 'running', 'paused', 'finished', 'stopped', 'failed'] as const).filter(isActive)).toEqual([
    'running',
    'paused',
  ]);
});
