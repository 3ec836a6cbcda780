import { describe, expect, it } from 'vitest';
import type { Report, RunConfig, TrainEvent } from '../../protocol.js';
import { reduce } from '../reduce.js';
import { initialState, type State } from '../state.js';
import { canReport, isReportWanted, isStale, onPage, PAGE_LENGTH } from './evaluation.js';
import type { Failure } from './failure.js';

const config: RunConfig = {
  layers: [{ type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 2,
  seed: 1,
};
const summary = { layers: [], numParams: 0, multiplyAdds: 0, imageBytes: 0 };
const averages = { precision: 1, recall: 1, f1: 1 };
const emptyReport: Report = {
  images: 200,
  loss: 0,
  accuracy: 1,
  top2Accuracy: 1,
  confusion: [],
  classes: [],
  macroAverage: averages,
  weightedAverage: averages,
  calibration: { expectedError: 0, brierScore: 0, bins: [] },
  mistakes: [],
  predictions: [],
  confidences: [],
};
const info = { summary, stepsPerEpoch: 10, numSteps: 20, numTrain: 1_000, numValidation: 0, numTest: 200 };

function run(state: State, ...events: TrainEvent[]): State {
  return reduce(state, { type: 'run', action: { type: 'progress', events, seconds: 1 } });
}

const step = (index: number): TrainEvent => ({
  type: 'step',
  step: index,
  epoch: 1,
  loss: 1,
  correct: 1,
  images: 2,
  learningRate: 0.1,
});
const reported = (index: number, report: Report = emptyReport): TrainEvent => ({
  type: 'reported',
  step: index,
  report,
});
const finished = (index: number, restored = index): TrainEvent => ({
  type: 'finished',
  step: index,
  epoch: 1,
  reason: 'epochs',
  restored,
});

function began(from: State = initialState): State {
  const next = reduce(from, { type: 'run', action: { type: 'began', config: config, info, step: 0 } });
  return reduce(next, { type: 'run', action: { type: 'status', status: 'running', seconds: 0 } });
}

const wanted = ({ evaluation, run }: State) => isReportWanted(evaluation, run);

describe('the evaluation', () => {
  it('wants nothing before the first step, and a report after it', () => {
    expect(wanted(initialState)).toBe(false);
    expect(wanted(began())).toBe(false);
    expect(wanted(run(began(), step(1)))).toBe(true);
  });

  it('asks once, and goes stale while training goes on without asking again by itself', () => {
    const asked = reduce(run(began(), step(1)), { type: 'reportAsked', weights: '1' });
    expect(wanted(asked)).toBe(false);
    const read = run(asked, step(2), reported(2), step(3));
    expect(read.evaluation).toMatchObject({ isEvaluating: false, found: { step: 2 } });
    expect(read.evaluation.found && isStale(read.evaluation.found, read.run)).toBe(true);
    expect(wanted(read)).toBe(false);
  });

  it('asks again when the run has come to its end', () => {
    const read = run(reduce(run(began(), step(1)), { type: 'reportAsked', weights: '1' }), reported(1), step(2));
    const ended = reduce(run(read, finished(2)), {
      type: 'run',
      action: { type: 'status', status: 'finished', seconds: 1 },
    });
    expect(wanted(ended)).toBe(true);
    const again = run(reduce(ended, { type: 'reportAsked', weights: '2' }), reported(2));
    expect(again.evaluation.found && isStale(again.evaluation.found, again.run)).toBe(false);
    expect(wanted(again)).toBe(false);
  });

  it('knows that a run which went back to better weights is another network', () => {
    const read = run(began(), step(2), reported(2));
    const ended = run(read, finished(2, 1));
    expect(ended.evaluation.found && isStale(ended.evaluation.found, ended.run)).toBe(true);
  });

  it('keeps the report of the run before, and says so', () => {
    const next = began(run(began(), step(1), reported(1)));
    expect(next.evaluation.found?.isOfEarlierRun).toBe(true);
    expect(wanted(run(next, step(1)))).toBe(true);
  });

  it('tells a failure and waits to be asked', () => {
    const failure: Failure = { code: 'memory', message: 'too large' };
    const failed = reduce(run(began(), step(1)), { type: 'reportFailed', failure });
    expect(failed.evaluation).toMatchObject({ isEvaluating: false, failure });
    expect(wanted(run(failed, step(2)))).toBe(false);
  });

  it('has nothing to read on a device that was lost', () => {
    const lost = reduce(run(began(), step(1)), {
      type: 'run',
      action: { type: 'failed', code: 'fatal', message: 'lost', seconds: 1 },
    });
    expect(canReport(lost.run)).toBe(false);
  });

  it('pages through what passes the filter, and starts anew with every filter', () => {
    const predictions = Array.from({ length: 200 }, (_, index) => index % 10);
    const report = { ...emptyReport, predictions, confidences: predictions.map(() => 0.5) };
    let state = run(began(), step(1), reported(1, report));
    expect(state.evaluation.shown).toEqual([]);
    state = reduce(state, { type: 'labelsArrived', labels: Uint8Array.from(predictions) });
    expect(state.evaluation.shown).toHaveLength(200);
    state = reduce(state, { type: 'pageTurned', page: 99 });
    expect(onPage(state.evaluation)[0]).toBe(3 * PAGE_LENGTH);
    state = reduce(state, { type: 'filtered', filter: { truth: 3 } });
    expect(state.evaluation.page).toBe(0);
    expect(onPage(state.evaluation)).toHaveLength(20);
  });

  it('forgets an answer about an image that is no longer looked at', () => {
    const box = { left: 0, top: 0, right: 1, bottom: 1 };
    const looked = reduce(initialState, { type: 'imageLooked', looked: { index: 4, box } });
    const prediction = { probabilities: [1], seen: new Uint8Array(1), size: [1, 1] as [number, number] };
    expect(reduce(looked, { type: 'imageRead', index: 3, prediction }).evaluation.looked?.prediction).toBeNull();
    expect(reduce(looked, { type: 'imageRead', index: 4, prediction }).evaluation.looked?.prediction).toBe(prediction);
  });
});
