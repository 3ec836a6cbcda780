import { describe, expect, it, vi } from 'vitest';
import type { Playground, PlaygroundEvent } from '../client/types.js';
import { fakeCalls } from '../fake-calls.js';
import { fakeConfig, fakeInfo, fakeRunInfo } from '../fake-data.js';
import { KilnError } from '../kiln-error.js';
import type { Preset, RunConfig } from '../protocol.js';
import { Trainer } from './trainer.js';

const config = { ...fakeConfig, numEpochs: 5 };
const typical = { mnist: 0.98, epochs: 5 };
const presets: Preset[] = [
  { id: 'one', description: '', typical, config },
  { id: 'two', description: '', typical, config: { ...config, seed: 2 } },
];
const info = fakeRunInfo(config);
const dataset = fakeInfo;

function world(replies: Partial<Playground> = {}) {
  let tell: (event: PlaygroundEvent) => void = () => undefined;
  const status = (status: 'running' | 'paused' | 'stopped') => tell({ type: 'status', status, seconds: 0 });
  const predict = vi.fn<Playground['predict']>(async () => ({
    probabilities: [0, 1],
    seen: new Uint8Array(1),
    size: [1, 1],
  }));
  const playground = {
    device: { backend: 'cpu', adapter: null, threads: 1, variant: 'cpu', fallback: null, singleThread: null },
    on: (listener) => {
      tell = listener;
      return () => undefined;
    },
    ...fakeCalls(),
    presets: vi.fn(async () => presets),
    loadMnist: vi.fn(async () => ({ info: dataset, files: [] })),
    loadFiles: vi.fn(),
    loadSynthetic: vi.fn(async () => ({ info: dataset, files: [] })),
    train: vi.fn(async (config: RunConfig) => {
      tell({ type: 'began', config, info, step: 0 });
      status('running');
      return info;
    }),
    pause: vi.fn(async () => status('paused')),
    resume: vi.fn(async () => status('running')),
    stop: vi.fn(async () => status('stopped')),
    predict,
    dispose: vi.fn(),
    ...replies,
  } satisfies Playground;
  const changed = vi.fn();
  const create = vi.fn(async () => playground as Playground);
  const trainer = new Trainer({ create, onChange: changed, onEvent: () => undefined });
  return { trainer, playground, predict, create, changed, tell: (event: PlaygroundEvent) => tell(event) };
}

describe('Trainer', () => {
  it('opens, loads, and goes from train to pause, resume and stop', async () => {
    const { trainer, playground, create } = world();
    await trainer.start({ device: 'cpu', dataset: 'synthetic' });
    expect(create).toHaveBeenCalledWith({ device: 'cpu' });
    expect(trainer.state).toMatchObject({ dataset, failure: null });
    await trainer.toggle('two', 3);
    expect(playground.train).toHaveBeenCalledWith({ ...config, seed: 2, numEpochs: 3 });
    await trainer.toggle('two', 3);
    expect(trainer.state.run.status).toBe('paused');
    await trainer.toggle('two', 3);
    expect(trainer.state.run.status).toBe('running');
    await trainer.stop();
    expect(trainer.state.run.status).toBe('stopped');
    await trainer.toggle(null, null);
    expect(playground.train).toHaveBeenLastCalledWith(config);
  });

  it('says what went wrong and names the presets there are', async () => {
    const { trainer } = world();
    await trainer.toggle(null, null);
    expect(trainer.state.failure?.code).toBe('notOpen');
    await trainer.start({ device: 'cpu', dataset: 'mnist' });
    await trainer.toggle('three', null);
    expect(trainer.state.failure).toMatchObject({
      code: 'unknownPreset',
      message: expect.stringContaining('one, two'),
    });
    const failing = world({ loadMnist: () => Promise.reject(new KilnError('offline', 'no network')) });
    await failing.trainer.start({ device: 'cpu', dataset: 'mnist' });
    expect(failing.trainer.state).toMatchObject({ dataset: null, failure: { code: 'offline' } });
  });

  it('reads a drawing that was made before there was a network, once there is one', async () => {
    vi.useFakeTimers();
    const { trainer, predict } = world();
    await trainer.start({ device: 'cpu', dataset: 'synthetic' });
    predict.mockRejectedValueOnce(new KilnError('noRun', 'no network'));
    trainer.draw({ pixels: new Uint8Array(1), width: 1, height: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(trainer.state).toMatchObject({ prediction: null, failure: null });
    await trainer.toggle(null, null);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(trainer.state.prediction?.probabilities).toEqual([0, 1]);
    vi.useRealTimers();
  });

  it('ends its playground, also one that opens too late, and is silent afterwards', async () => {
    const { trainer, playground, changed, tell } = world();
    await trainer.start({ device: 'cpu', dataset: 'synthetic' });
    trainer.end();
    expect(playground.dispose).toHaveBeenCalledOnce();
    changed.mockClear();
    tell({ type: 'status', status: 'running', seconds: 0 });
    expect(changed).not.toHaveBeenCalled();

    const late = world();
    const starting = late.trainer.start({ device: 'cpu', dataset: 'synthetic' });
    late.trainer.end();
    await starting;
    expect(late.playground.dispose).toHaveBeenCalledOnce();
    expect(late.playground.loadSynthetic).not.toHaveBeenCalled();
  });
});
