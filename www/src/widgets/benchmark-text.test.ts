import { describe, expect, it } from 'vitest';
import { type BackendResult, noBenchmark } from '../benchmark/state.js';
import { Words } from '../locale/words.js';
import { nameOf, reasonOf, textOf } from './benchmark-text.js';

const en = new Words('en');
const zh = new Words('zh');

const measured: BackendResult = {
  backend: 'cpuThreads',
  device: { backend: 'cpu', adapter: null, threads: 2, variant: 'cpu-threads', fallback: null, singleThread: null },
  ceiling: 60,
  training: { W1: { stepMsMedian: 28.61, stepMsMin: 27, imagesPerSecond: 4474.3, gflops: 75 } },
  obstacle: null,
};
const absent: BackendResult = {
  backend: 'webgpu',
  device: null,
  ceiling: null,
  training: {},
  obstacle: { kind: 'unavailable', cause: 'noAdapter', message: 'the browser found no WebGPU adapter' },
};

describe('the result as text', () => {
  const surroundings = { userAgent: 'Browser/1', cores: 4 };

  it('says what was measured, where and when', () => {
    const state = { ...noBenchmark, phase: 'done' as const, results: [measured, absent], date: Date.UTC(2026, 0, 2) };
    expect(textOf(state, en, surroundings)).toBe(
      `Kiln benchmark · 2026-01-02T00:00:00.000Z
Browser/1
4 logical cores

CPU, 2 threads (cpu-threads)
  Plain matrix product: 60 GFLOP/s
  W1, Reference CNN: 4,474 images/s · 28.6 ms a step (least 27.0) · 75 GFLOP/s · 125% of the product

WebGPU
  Not available: no WebGPU adapter`,
    );
  });

  it('says that it is not whole where it was cancelled', () => {
    const state = { ...noBenchmark, phase: 'cancelled' as const, results: [measured] };
    expect(textOf(state, zh, surroundings)).toContain('已取消');
  });

  it('leaves the share out where there was no product to compare with', () => {
    const state = { ...noBenchmark, results: [{ ...measured, ceiling: null }] };
    expect(textOf(state, en, surroundings)).not.toContain('of the product');
  });
});

describe('a backend', () => {
  it('has the name of its device, or of what was looked for', () => {
    expect([measured, absent].map((result) => nameOf(result, en))).toEqual(['CPU, 2 threads', 'WebGPU']);
    expect(nameOf({ ...absent, backend: 'cpuSingle' }, zh)).toBe('CPU，单线程');
  });

  it('that is not there or fails says why, in the words there are for it', () => {
    const unavailable = (cause: string) => reasonOf({ kind: 'unavailable', cause, message: 'technical' }, en);
    expect(unavailable('notIsolated')).toContain('headers that shared memory needs');
    expect(unavailable('selfCheckFailed')).toBe('Not available: the GPU computed wrong numbers');
    expect(unavailable('unheardOf')).toBe('Not available: technical');
    expect(reasonOf({ kind: 'failed', code: 'memory', message: 'technical' }, en)).toContain('not enough memory');
    expect(reasonOf({ kind: 'failed', code: 'unexpected', message: 'technical' }, en)).toBe('technical');
  });
});
