/**
 * Runs that differ in nothing but the seed, together: what lies between them is chance, and a difference between two
 * configurations that is no larger says nothing. Knows no words.
 */
import type { RunConfig } from '../../protocol.js';
import { type Spread, spreadOf } from '../../spread.js';
import type { KeptRun } from '../run/kept-run.js';
import type { TestResult } from '../run/run.js';

/** What is needed of a run to know which others are the same. */
export type Seeded = Pick<KeptRun, 'config' | 'data'>;
/** And what of it counts. */
export type Measured = Seeded &
  Pick<KeptRun, 'id' | 'lastTest' | 'bestTest' | 'finalTest' | 'outcome' | 'step'> & {
    readonly status: string;
  };

export interface SeedGroup<T extends Measured> {
  readonly key: string;
  /** In the order in which they were given. */
  readonly runs: readonly T[];
  /** Of those that are finished; null where none is. */
  readonly accuracy: Spread | null;
  readonly loss: Spread | null;
}

const known = new WeakMap<RunConfig, string>();

/** Names a configuration with its images and without its seed. */
export function seedKey({ config, data }: Seeded): string {
  let key = known.get(config);
  if (key === undefined) {
    const { seed: _, ...rest } = config;
    key = JSON.stringify(inOrder(rest));
    known.set(config, key);
  }
  const { choice, numTrain, numTest, height, width, classNames, seed, fingerprint, drawings } = data;
  return `${key} ${JSON.stringify([choice, numTrain, numTest, height, width, classNames, seed, fingerprint, drawings])}`;
}

/** The reading of the test images that the final weights gave; null where there is none, or the run is not finished. */
export function finalTestOf({ status, outcome, step, lastTest, bestTest, finalTest }: Measured): TestResult | null {
  if (status !== 'finished') return null;
  if (finalTest) return finalTest;
  const restored = outcome?.restored ?? step;
  return [lastTest, bestTest].find((test) => test?.step === restored) ?? (restored === step ? lastTest : null);
}

/** In the order of their first runs. */
export function seedGroups<T extends Measured>(runs: readonly T[]): readonly SeedGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const run of runs) {
    const key = seedKey(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups].map(([key, members]) => ({ key, runs: members, ...spreadsOf(members) }));
}

/** One run a seed: a run repeated with its own seed is no new evidence. */
function spreadsOf(runs: readonly Measured[]): Pick<SeedGroup<Measured>, 'accuracy' | 'loss'> {
  const tests = new Map<number, TestResult>();
  for (const run of runs) {
    const test = finalTestOf(run);
    if (test && !tests.has(run.config.seed)) tests.set(run.config.seed, test);
  }
  const all = [...tests.values()];
  return { accuracy: spreadOf(all.map(({ accuracy }) => accuracy)), loss: spreadOf(all.map(({ loss }) => loss)) };
}

/** With the names of its parts in one order, which a configuration that went through the worker may not have. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, part]) => [name, inOrder(part)]),
  );
}
