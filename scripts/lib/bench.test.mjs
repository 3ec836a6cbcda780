import { describe, expect, it } from 'vitest';
import { growth, lineOf, quickest } from './bench.mjs';

const training = {
  workload: 'W1',
  mode: 'train',
  backend: 'cpu',
  figures: { stepMsMedian: 50.00049, stepMsMin: 20, imagesPerSecond: 2560.4, gflops: 42.917 },
  ceiling: 60.04,
  firstStepMs: 823.4,
  bytes: 700_000,
  device: { threads: 2 },
  chromium: '156',
};
const reading = {
  ...training,
  mode: 'infer',
  figures: {
    batchMsMedian: 90,
    batchMsMin: 80,
    singleMsMedian: 0.5,
    singleMsMin: 0.25,
    imagesPerSecond: 11_111.1,
    gflops: 30,
  },
};

describe('the line of a benchmark', () => {
  it('has the figures as precise as they are', () => {
    expect(lineOf(training)).toEqual({
      workload: 'W1',
      mode: 'train',
      backend: 'cpu',
      threads: 2,
      step_ms_median: 50,
      step_ms_min: 20,
      images_per_second: 2560,
      gflops: 42.9,
      gemm_gflops: 60,
      first_step_ms: 823,
      bytes: 700_000,
      chromium: '156',
    });
  });

  it('has the times of a batch and of one image where nothing is learnt', () => {
    expect(lineOf(reading)).toMatchObject({ step_ms_median: 90, step_ms_min: 80, single_ms_median: 0.5 });
  });
});

describe('the comparison with peers', () => {
  const peer = (change) =>
    JSON.stringify({
      peer: 'a',
      mode: 'train',
      backend: 'wasm',
      threads: 2,
      workload: 'W1',
      stepMsMedian: 150,
      ...change,
    });

  it('is with the quickest of those that did the same work in the same way', () => {
    const lines = [
      'not a line of JSON',
      peer({}),
      peer({ peer: 'b', stepMsMedian: 100 }),
      peer({ peer: 'other work', workload: 'W2', stepMsMedian: 1 }),
      peer({ peer: 'other mode', mode: 'infer', stepMsMedian: 1 }),
      peer({ peer: 'other threads', threads: 1, stepMsMedian: 1 }),
      peer({ peer: 'other backend', backend: 'webgpu', stepMsMedian: 1 }),
      peer({ peer: 'failed', stepMsMedian: undefined }),
    ];
    expect(quickest(lines.join('\n'), lineOf(training))).toEqual({ step: { peer: 'b', ms: 100, times: 2 } });
  });

  it('of reading is one of batches and one of single images', () => {
    const lines = [
      peer({ mode: 'infer', b1000MsMedian: 45, b1MsMedian: 2 }),
      peer({ peer: 'b', mode: 'infer', b1000MsMedian: 180, b1MsMedian: 1 }),
    ];
    expect(quickest(lines.join('\n'), lineOf(reading))).toEqual({
      batch: { peer: 'a', ms: 45, times: 0.5 },
      single: { peer: 'b', ms: 1, times: 2 },
    });
  });

  it('is none where no peer did that work', () => {
    expect(quickest('', lineOf(training))).toEqual({ step: null });
  });
});

describe('the growth of memory', () => {
  const samples = [
    { step: 1, wasm: 10, total: 1 },
    { step: 600, wasm: 100, total: 50 },
    { step: 900, wasm: 103, total: 40 },
    { step: 1200, wasm: 101, total: 45 },
  ];

  it('is the most above what it was when all had settled', () => {
    expect(growth(samples, ['wasm', 'total'])).toEqual({ wasm: 0.03, total: -0.1 });
  });

  it('is unknown where nothing came after', () => {
    expect(growth(samples.slice(0, 2), ['wasm'])).toBeNull();
  });
});
