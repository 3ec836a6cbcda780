import { describe, expect, it } from 'vitest';
import type { TrainEvent } from '../../protocol.js';
import { noTraces, traced } from './traces.js';

const step = (index: number, learningRate = 0.1): TrainEvent => ({
  type: 'step',
  step: index,
  epoch: 1,
  loss: 1,
  correct: 50,
  images: 100,
  learningRate,
});
const diagnosed = (index: number, gradientNorm: number): TrainEvent => ({
  type: 'diagnosed',
  step: index,
  gradientNorm,
  layers: [],
});

describe('traced', () => {
  it('keeps the learning rate of every step', () => {
    const traces = traced(noTraces, [step(1, 0.1), step(2, 0.05)], 0.1);
    expect([...traces.learningRate.values]).toEqual([0.1, 0.05]);
  });

  it('keeps the gradient of the steps that were looked at, also where no step is told beside it', () => {
    const traces = traced(traced(noTraces, [step(1), diagnosed(1, 4)], 0.1), [diagnosed(11, 2)], 0.1);
    expect([...traces.gradientNorm.step.values]).toEqual([1, 11]);
    expect([...traces.gradientNorm.value.values]).toEqual([4, 2]);
  });

  it('reads the speed over a quarter of a second at least', () => {
    const early = traced(noTraces, [step(1)], 0.1);
    expect(early.speed.value.length).toBe(0);
    const later = traced(early, [step(2), step(3)], 0.2);
    expect([...later.speed.step.values]).toEqual([3]);
    expect(later.speed.value.at(0)).toBeCloseTo(1_000);
    expect(later.counted).toEqual({ images: 0, seconds: 0 });
  });

  it('leaves the time of a test out of the speed', () => {
    const testing: TrainEvent = { type: 'evaluating', done: 1, total: 2 };
    const traces = traced(traced(noTraces, [testing], 5), [step(1), step(2), step(3)], 0.3);
    expect(traces.speed.value.at(0)).toBeCloseTo(1_000);
  });
});
