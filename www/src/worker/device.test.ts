import { describe, expect, it, vi } from 'vitest';
import type { DeviceChoice, DeviceRequest } from '../protocol.js';
import { openDevice, type Surroundings } from './device.js';
import { fakeSession, fakeWasm } from './fake-wasm.js';
import type { Wasm } from './wasm.js';

const base = 'https://page.test/kiln/wasm/';
const info = { description: '', vendor: 'acme', architecture: 'rocket' };
const gpu = { requestAdapter: async () => ({ info }) };

const asked = (choice: DeviceChoice, maxThreads: number | null = null): DeviceRequest => ({ choice, maxThreads });

interface Broken {
  /** Variants that were not built. */
  missing?: string[];
  open?: () => Promise<never>;
  selfCheck?: { passed: boolean; difference: number; tolerance: number };
  threads?: () => Promise<unknown>;
}

function world(parts: Partial<Surroundings> = {}, broken: Broken = {}) {
  const imported: string[] = [];
  const threads: number[] = [];
  const module = (variant: string): Wasm => {
    const session = fakeSession({
      free: vi.fn(),
      device: () => ({ backend: variant === 'webgpu' ? 'webgpu' : 'cpu', adapter: null, threads: threads[0] ?? 1 }),
      selfCheck: async () => broken.selfCheck ?? { passed: true, difference: 0, tolerance: 1e-4 },
    });
    const wasm = fakeWasm(() => broken.open?.() ?? Promise.resolve(session));
    const initThreadPool = async (count: number) => {
      threads.push(count);
      return broken.threads?.();
    };
    return variant === 'cpu-threads' ? { ...wasm, initThreadPool } : wasm;
  };
  const surroundings: Surroundings = {
    gpu: null,
    isSecureContext: true,
    crossOriginIsolated: true,
    hardwareConcurrency: 4,
    origin: 'https://page.test',
    importModule: async (url) => {
      const variant = url.slice(base.length).split('/')[0] ?? '';
      imported.push(variant);
      if (broken.missing?.includes(variant)) throw new TypeError('Failed to fetch dynamically imported module');
      return module(variant);
    },
    ...parts,
  };
  return { surroundings, imported, threads };
}

describe('auto', () => {
  it('takes WebGPU where it passes the self-check, and loads nothing else', async () => {
    const { surroundings, imported } = world({ gpu });
    const { report } = await openDevice(asked('auto'), base, surroundings);
    expect(report).toMatchObject({ variant: 'webgpu', backend: 'webgpu', fallback: null, singleThread: null });
    expect(report.adapter).toBe('acme rocket');
    expect(imported).toEqual(['webgpu']);
  });

  const cases: Record<string, { parts: Partial<Surroundings>; broken?: Broken; fallback: object; loaded: string[] }> = {
    'a browser without WebGPU': {
      parts: {},
      fallback: { cause: 'noWebGpu' },
      loaded: ['cpu-threads'],
    },
    'an insecure page': {
      parts: { isSecureContext: false },
      fallback: { cause: 'noWebGpu', detail: expect.stringContaining('https') },
      loaded: ['cpu-threads'],
    },
    'no adapter': {
      parts: { gpu: { requestAdapter: async () => null } },
      fallback: { cause: 'noAdapter' },
      loaded: ['cpu-threads'],
    },
    'an adapter that fails to answer': {
      parts: { gpu: { requestAdapter: () => Promise.reject(new Error('driver')) } },
      fallback: { cause: 'deviceFailed', detail: 'driver' },
      loaded: ['cpu-threads'],
    },
    'a variant that was not built': {
      parts: { gpu },
      broken: { missing: ['webgpu'] },
      fallback: { cause: 'deviceFailed', detail: expect.stringContaining('Failed to fetch') },
      loaded: ['webgpu', 'cpu-threads'],
    },
    'a failed self-check': {
      parts: { gpu },
      broken: { selfCheck: { passed: false, difference: 0.5, tolerance: 0.1 } },
      fallback: { cause: 'selfCheckFailed', detail: expect.stringContaining('0.5') },
      loaded: ['webgpu', 'cpu-threads'],
    },
  };
  for (const [what, { parts, broken, fallback, loaded }] of Object.entries(cases)) {
    it(`falls back to the CPU for ${what}, and says so`, async () => {
      const { surroundings, imported } = world(parts, broken);
      const { report } = await openDevice(asked('auto'), base, surroundings);
      expect(report.backend).toBe('cpu');
      expect(report.fallback).toMatchObject(fallback);
      expect(imported).toEqual(loaded);
    });
  }

  it('says noAdapter when wasm finds no device', async () => {
    const open = () => Promise.reject(Object.assign(new Error('none'), { code: 'noDevice' }));
    const { surroundings } = world({ gpu, hardwareConcurrency: 1 }, { open });
    await expect(openDevice(asked('webgpu'), base, surroundings)).rejects.toMatchObject({ code: 'noAdapter' });
  });
});

describe('webgpu', () => {
  it('rejects instead of falling back', async () => {
    const { surroundings, imported } = world();
    await expect(openDevice(asked('webgpu'), base, surroundings)).rejects.toMatchObject({ code: 'noWebGpu' });
    const failing = world({ gpu }, { selfCheck: { passed: false, difference: 1, tolerance: 0 } });
    await expect(openDevice(asked('webgpu'), base, failing.surroundings)).rejects.toMatchObject({
      code: 'selfCheckFailed',
    });
    expect(imported).toEqual([]);
  });
});

describe('cpu', () => {
  it('never touches the GPU', async () => {
    const requestAdapter = vi.fn(gpu.requestAdapter);
    const { surroundings } = world({ gpu: { requestAdapter } });
    const { report } = await openDevice(asked('cpu'), base, surroundings);
    expect(report.fallback?.cause).toBe('forced');
    expect(requestAdapter).not.toHaveBeenCalled();
  });

  for (const [cores, count] of [
    [4, 4],
    [64, 8],
  ] as const) {
    it(`starts ${count} threads on ${cores} cores`, async () => {
      const { surroundings, threads } = world({ hardwareConcurrency: cores });
      const { report } = await openDevice(asked('cpu'), base, surroundings);
      expect(threads).toEqual([count]);
      expect(report).toMatchObject({ variant: 'cpu-threads', threads: count, singleThread: null });
    });
  }

  it('starts no more threads than were asked for', async () => {
    const { surroundings, threads } = world({ hardwareConcurrency: 64 });
    await openDevice(asked('cpu', 3), base, surroundings);
    expect(threads).toEqual([3]);
  });

  it('loads the module without threads where one was asked for', async () => {
    const { surroundings, imported } = world();
    const { report } = await openDevice(asked('cpu', 1), base, surroundings);
    expect(report).toMatchObject({ variant: 'cpu', singleThread: 'asked' });
    expect(imported).toEqual(['cpu']);
  });

  const single: [string, Partial<Surroundings>][] = [
    ['notIsolated', { crossOriginIsolated: false }],
    ['oneCore', { hardwareConcurrency: 1 }],
    ['crossOrigin', { origin: 'https://other.test' }],
  ];
  for (const [why, parts] of single) {
    it(`takes one thread: ${why}`, async () => {
      const { surroundings, imported } = world(parts);
      const { report } = await openDevice(asked('cpu'), base, surroundings);
      expect(report).toMatchObject({ variant: 'cpu', singleThread: why });
      expect(imported).toEqual(['cpu']);
    });
  }

  it('takes one thread when the threaded module is missing or does not start, and says so', async () => {
    for (const broken of [{ missing: ['cpu-threads'] }, { threads: () => Promise.reject(new Error('blocked')) }]) {
      const { surroundings } = world({}, broken);
      const { report } = await openDevice(asked('auto'), base, surroundings);
      expect(report.variant).toBe('cpu');
      expect(report.fallback?.cause).toBe('noWebGpu');
      expect(report.fallback?.detail).toContain('the threaded module cannot be used');
    }
  });

  it('does not wait forever for threads', async () => {
    vi.useFakeTimers();
    const { surroundings } = world({}, { threads: () => new Promise(() => undefined) });
    const opening = openDevice(asked('cpu'), base, surroundings);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await opening).report.variant).toBe('cpu');
    vi.useRealTimers();
  });

  it('rejects when there is no module at all, or something else in its place', async () => {
    const none = world({}, { missing: ['cpu', 'cpu-threads'] });
    await expect(openDevice(asked('cpu'), base, none.surroundings)).rejects.toThrow('Failed to fetch');
    const other = world({ importModule: async () => ({ default: 1 }) });
    await expect(openDevice(asked('cpu'), base, other.surroundings)).rejects.toThrow('build it again');
  });
});
