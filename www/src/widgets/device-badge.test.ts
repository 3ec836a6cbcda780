import { expect, it } from 'vitest';
import { Words } from '../locale/words.js';
import type { DeviceReport } from '../protocol.js';
import { describe as text } from './device-badge.js';

const cpu: DeviceReport = {
  backend: 'cpu',
  adapter: null,
  threads: 2,
  variant: 'cpu-threads',
  fallback: null,
  singleThread: null,
};

it('says which device runs, and why', () => {
  const en = new Words('en');
  expect(text('starting', null, en)).toBe('Looking for a device');
  expect(text('ready', cpu, en)).toBe('CPU, 2 threads');
  const fallback = { cause: 'noAdapter', detail: 'requestAdapter returned null' } as const;
  expect(text('ready', { ...cpu, fallback }, en)).toBe('CPU, 2 threads: no WebGPU adapter');
  expect(text('ready', { ...cpu, threads: 1, fallback }, new Words('zh'))).toBe('CPU，1 线程：没有 WebGPU 适配器');
  const gpu: DeviceReport = { ...cpu, backend: 'webgpu', adapter: 'google swiftshader', variant: 'webgpu' };
  expect(text('ready', gpu, en)).toBe('WebGPU · google swiftshader');
  expect(text('failed', null, en)).toBe('No device');
});
