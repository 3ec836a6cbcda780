import { describe, expect, it } from 'vitest';
import { fakeKeptRun } from '../run/fake-kept-run.js';
import type { KeptRun } from '../run/kept-run.js';
import { finalTestOf, seedGroups } from './seed-groups.js';

const test = (step: number, accuracy: number) => ({
  step,
  epoch: 1,
  loss: 1 - accuracy,
  accuracy,
  correct: accuracy * 200,
  images: 200,
});

const run = (id: string, seed: number, accuracy: number, change: Partial<KeptRun> = {}): KeptRun => {
  const { finalTest: __, ...one } = fakeKeptRun(id);
  const { layers, seed: _, ...rest } = one.config;
  // The same parts in another order are the same configuration.
  const config = seed % 2 === 0 ? { seed, ...rest, layers } : { layers, ...rest, seed };
  const last = test(one.step, accuracy);
  const outcome = { reason: 'epochs', restored: one.step } as const;
  return { ...one, config, status: 'finished', lastTest: last, bestTest: last, outcome, ...change };
};

describe('runs that differ only in the seed', () => {
  it('are one group, with mean and spread of those that are finished', () => {
    const all = [
      run('a', 1, 0.9),
      run('b', 2, 0.8),
      run('c', 3, 0.1, { status: 'paused' }),
      run('d', 4, 0.5, { config: { ...run('d', 4, 0.5).config, learningRate: 1 } }),
    ];
    const [group, other, ...rest] = seedGroups(all);
    expect(group?.runs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(group?.accuracy?.mean).toBeCloseTo(0.85);
    expect(group?.accuracy?.count).toBe(2);
    expect(group?.loss?.mean).toBeCloseTo(0.15);
    expect(other?.runs.map(({ id }) => id)).toEqual(['d']);
    expect(rest).toEqual([]);
  });

  it('are none where the images differ, and a seed counts once', () => {
    const { data } = run('a', 1, 0.9);
    expect(seedGroups([run('a', 1, 0.9), run('b', 2, 0.9, { data: { ...data, numTrain: 10 } })])).toHaveLength(2);
    expect(seedGroups([run('a', 1, 0.9), run('b', 1, 0.9)])[0]?.accuracy?.count).toBe(1);
  });

  it('count with the weights that they ended with', () => {
    const restored = run('a', 1, 0.9, { bestTest: test(10, 0.95), outcome: { reason: 'convergence', restored: 10 } });
    expect(finalTestOf(restored)?.accuracy).toBe(0.95);
    expect(finalTestOf({ ...restored, bestTest: restored.lastTest })).toBeNull();
    expect(finalTestOf({ ...restored, finalTest: test(10, 0.93) })?.accuracy).toBe(0.93);
  });
});
