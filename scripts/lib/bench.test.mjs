import { describe, expect, it } from 'vitest';
import { lineOf, quickest } from './bench.mjs';

const measured = {
  workload: 'W1',
  backend: 'cpu',
  // Steps and milliseconds of each chunk.
  chunks: [
    [1, 900],
    [2, 200],
    [2, 60],
    [4, 80],
    [1, 50],
  ],
  firstStepMs: 123.4,
  openMs: 99.6,
  device: { threads: 2 },
  batchSize: 128,
  chromium: '156',
};

describe('the line of a benchmark', () => {
  it('leaves out the first second, and takes the median of what a step took in a chunk', () => {
    // 900 ms are still within the second; then 100, 30, 20 and 50 ms a step.
    expect(lineOf(measured)).toEqual({
      workload: 'W1',
      mode: 'train',
      backend: 'cpu',
      threads: 2,
      step_ms_median: 50,
      step_ms_min: 20,
      images_per_second: 2560,
      gflops: 42.9,
      open_ms: 100,
      first_step_ms: 123,
      chromium: '156',
    });
  });

  it('takes what there is where nothing outlasted the first second', () => {
    expect(lineOf({ ...measured, chunks: [[1, 30]] }).step_ms_median).toBe(30);
  });
});

describe('the comparison with peers', () => {
  const peer = (change) =>
    JSON.stringify({ peer: 'a', backend: 'wasm', threads: 2, workload: 'W1', stepMsMedian: 150, ...change });

  it('is with the quickest of those that did the same work in the same way', () => {
    const lines = [
      'not a line of JSON',
      peer({}),
      peer({ peer: 'b', stepMsMedian: 100 }),
      peer({ peer: 'other work', workload: 'W2', stepMsMedian: 1 }),
      peer({ peer: 'other threads', threads: 1, stepMsMedian: 1 }),
      peer({ peer: 'other backend', backend: 'webgpu', stepMsMedian: 1 }),
      peer({ peer: 'failed', stepMsMedian: undefined }),
    ];
    expect(quickest(lines.join('\n'), lineOf(measured))).toEqual({ peer: 'b', step_ms: 100, times: 2 });
  });

  it('is none where no peer did that work', () => {
    expect(quickest('', lineOf(measured))).toBeNull();
  });
});
