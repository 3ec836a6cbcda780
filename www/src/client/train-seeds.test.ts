import { beforeEach, describe, expect, it } from 'vitest';
import type { RunConfig, RunEvent } from '../protocol.js';
import { trainSeeds } from './train-seeds.js';
import type { Playground, PlaygroundEvent } from './types.js';

const config: RunConfig = {
  layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 1,
  seed: 4,
};

/** Each run comes to its end by itself, with an accuracy that tells its seed. */
class Fake {
  readonly seeds: number[] = [];
  ending: RunEvent = { type: 'status', status: 'finished', seconds: 1 };
  #listener: (event: PlaygroundEvent) => void = () => undefined;

  on = (listener: (event: PlaygroundEvent) => void) => {
    this.#listener = listener;
    return () => {
      this.#listener = () => undefined;
    };
  };
  train: Playground['train'] = async (given) => {
    this.seeds.push(given.seed);
    const info = {} as Awaited<ReturnType<Playground['train']>>;
    // What is told of the run before comes late.
    this.#listener({ type: 'status', status: 'stopped', seconds: 0 });
    this.#listener({ type: 'began', config: given, info, step: 0 });
    queueMicrotask(() => this.#listener(this.ending));
    return info;
  };
  stop = async () => this.#listener({ type: 'status', status: 'stopped', seconds: 1 });
  report = async () => {
    const seed = this.seeds.at(-1) ?? 0;
    return { accuracy: seed / 10, loss: 1 / seed } as Awaited<ReturnType<Playground['report']>>;
  };
}

describe('the same run with other seeds', () => {
  let fake: Fake;
  beforeEach(() => {
    fake = new Fake();
  });

  it('is trained with its own and those that follow, and gives mean and spread', async () => {
    const told: number[] = [];
    const { runs, accuracy, loss } = await trainSeeds(fake, config, 3, { onRun: ({ seed }) => told.push(seed) });
    expect(fake.seeds).toEqual([4, 5, 6]);
    expect(told).toEqual([4, 5, 6]);
    expect(runs.map((run) => run.accuracy)).toEqual([0.4, 0.5, 0.6]);
    expect(accuracy.mean).toBeCloseTo(0.5);
    expect(accuracy.deviation).toBeCloseTo(0.1);
    expect(loss.high).toBeCloseTo(0.25);
  });

  it('ends with a run that fails or is stopped', async () => {
    fake.ending = { type: 'failed', code: 'diverged', message: 'the loss is not finite', seconds: 1 };
    await expect(trainSeeds(fake, config, 3)).rejects.toMatchObject({ code: 'diverged' });
    fake.ending = { type: 'status', status: 'stopped', seconds: 1 };
    await expect(trainSeeds(fake, config, 3)).rejects.toMatchObject({ code: 'aborted' });
    expect(fake.seeds).toHaveLength(2);
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const all = trainSeeds(fake, config, 5, { signal, onRun: () => controller.abort() });
    await expect(all).rejects.toMatchObject({ code: 'aborted' });
    expect(fake.seeds).toEqual([4]);
    await expect(trainSeeds(fake, config, 0)).rejects.toMatchObject({ code: 'invalidConfig' });
  });
});
