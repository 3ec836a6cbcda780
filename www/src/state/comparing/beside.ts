/**
 * How a run stands beside the run before: by how much their test accuracies differ, whether so many test images can tell
 * that, and how far seeds alone spread where runs that are kept say so. Rules only; knows no words.
 */
import type { RunConfig } from '../../protocol.js';
import type { KeptRun } from '../run/kept-run.js';
import { isActive, type RunState, type TestResult } from '../run/run.js';

export interface Beside {
  /** Of the test accuracy: above 0 where this run is better. */
  readonly difference: number;
  /** After how many epochs each was read. */
  readonly epochs: readonly [now: number, then: number];
  /** Less than two accuracies of so many images differ by chance, 19 times out of 20. */
  readonly isWithinNoise: boolean;
  readonly images: number;
  /** Of runs that differ in their seed only; null where fewer than three are known. */
  readonly spread: Spread | null;
}

export interface Spread {
  readonly count: number;
  /** From the lowest to the highest test accuracy. */
  readonly range: number;
}

const MIN_SEEDS = 3;
/** Of a normal distribution, 95 % lie within so many standard deviations. */
const NORMAL_95 = 1.96;

/** Null while there is nothing to compare: as long as it goes on, a run is compared with the same epoch of the other. */
export function besideOf(run: RunState, before: RunState, kept: readonly KeptRun[]): Beside | null {
  const now = run.tests.at(-1);
  const then = isActive(run.status) ? before.tests.find(({ epoch }) => epoch === now?.epoch) : before.tests.at(-1);
  if (!now || !then || now.step === 0 || now.images !== then.images) return null;
  const difference = now.accuracy - then.accuracy;
  return {
    difference,
    epochs: [now.epoch, then.epoch],
    isWithinNoise: Math.abs(difference) < NORMAL_95 * Math.sqrt(variance(now) + variance(then)),
    images: now.images,
    spread: seedSpread(run.config, run.info?.numTest ?? 0, kept) ?? seedSpread(before.config, now.images, kept),
  };
}

function variance({ accuracy, images }: TestResult): number {
  return (accuracy * (1 - accuracy)) / images;
}

/** Of finished runs of these settings on as many images, each with a seed of its own. */
export function seedSpread(config: RunConfig | null, numTest: number, kept: readonly KeptRun[]): Spread | null {
  if (!config) return null;
  const wanted = withoutSeed(config);
  const bySeed = new Map<number, number>();
  for (const { status, config: other, lastTest, outcome, info } of kept) {
    const isWhole = status === 'finished' && outcome !== null && outcome.reason !== 'ended' && info.numTest === numTest;
    if (isWhole && lastTest && withoutSeed(other) === wanted) bySeed.set(other.seed, lastTest.accuracy);
  }
  if (bySeed.size < MIN_SEEDS) return null;
  const accuracies = [...bySeed.values()];
  return { count: bySeed.size, range: Math.max(...accuracies) - Math.min(...accuracies) };
}

/** What is measured on the way changes nothing of what is learnt. */
function withoutSeed(config: RunConfig): string {
  const { seed: _, diagnoseEvery: __, changes = [], ...rest } = config;
  return JSON.stringify([changes, Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1))]);
}
