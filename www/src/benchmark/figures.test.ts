import { describe, expect, it } from 'vitest';
import { ceilingOf, inferenceFigures, trainingFigures } from './figures.js';
import { shareOf } from './state.js';

const training = {
  chunks: [
    { steps: 1, ms: 900 },
    { steps: 2, ms: 200 },
    { steps: 2, ms: 60 },
    { steps: 4, ms: 80 },
    { steps: 1, ms: 50 },
  ],
  batchSize: 100,
  multiplyAdds: 1_000_000,
  warmUpMs: 1000,
};

describe('training', () => {
  it('is the median of what a step took in a chunk, without the warm-up', () => {
    // 900 ms are within the first second; then 100, 30, 20 and 50 ms a step. 6 x 100 x 10^6 operations a step.
    expect(trainingFigures(training)).toEqual({
      stepMsMedian: 40,
      stepMsMin: 20,
      imagesPerSecond: 2500,
      gflops: 15,
    });
  });

  it('takes what there is where nothing outlasted the warm-up', () => {
    expect(trainingFigures({ ...training, chunks: [{ steps: 2, ms: 60 }] })?.stepMsMedian).toBe(30);
  });

  it('is nothing without a step', () => {
    expect(trainingFigures({ ...training, chunks: [] })).toBeNull();
  });
});

describe('the ceiling', () => {
  it('is the best of all products, counted at two operations a multiply-add', () => {
    const slow = { size: 100, repeats: 1, ms: 2 };
    const fast = { size: 200, repeats: 10, ms: 4 };
    // 2 x 8 x 10^6 x 10 operations in 4 ms.
    expect(ceilingOf([slow, fast, slow])).toBe(40);
  });

  it('is nothing where a clock saw no time pass', () => {
    expect(ceilingOf([{ size: 1, repeats: 1, ms: 0 }])).toBeNull();
    expect(ceilingOf([])).toBeNull();
  });

  it('is what training has its share of', () => {
    const figures = trainingFigures(training);
    if (!figures) throw new Error('expected figures');
    expect(shareOf(30, figures)).toBe(0.5);
    expect(shareOf(null, figures)).toBeNull();
  });
});

it('reading counts the way forward alone', () => {
  const reading = { batchSize: 1000, batches: [120, 100, 80], singles: [2, 1], multiplyAdds: 1_000_000 };
  expect(inferenceFigures(reading)).toEqual({
    batchMsMedian: 100,
    batchMsMin: 80,
    singleMsMedian: 1.5,
    singleMsMin: 1,
    imagesPerSecond: 10_000,
    gflops: 20,
  });
  expect(inferenceFigures({ ...reading, batches: [] })).toBeNull();
});
