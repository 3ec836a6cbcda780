/**
 * What a run's configuration looks like from outside, in a link or a file: as far as a page can tell. Whether it can be
 * trained is the core's to say.
 */
import { isFiniteNumber, isObject, isTyped, listOf } from '../../guards.js';
import type { RunConfig } from '../../protocol.js';

/** What each part of a configuration looks like from outside; a part that is not listed comes from a later Kiln. */
export const parts: Readonly<Record<keyof RunConfig, (value: unknown) => boolean>> = {
  layers: listOf(isTyped),
  initialization: isTyped,
  loss: isTyped,
  optimizer: isTyped,
  learningRate: isFiniteNumber,
  schedule: isTyped,
  warmupSteps: isFiniteNumber,
  weightDecay: isFiniteNumber,
  clipping: isObject,
  batchSize: isFiniteNumber,
  numEpochs: isFiniteNumber,
  stopping: isObject,
  data: isObject,
  diagnoseEvery: isFiniteNumber,
  changes: listOf(isObject),
  seed: isFiniteNumber,
};

const needed: readonly (keyof RunConfig)[] = ['layers', 'optimizer', 'learningRate', 'batchSize', 'numEpochs', 'seed'];

export function isAbsent(name: keyof RunConfig, value: unknown): boolean {
  return value === null && !needed.includes(name);
}

/** As far as a page can tell. */
export function isConfig(value: unknown): value is RunConfig {
  if (!isObject(value)) return false;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const isWhole = needed.every((name) => entries.some(([found]) => found === name));
  return isWhole && entries.every(([name, part]) => isPart(name) && parts[name](part));
}

export function isPart(name: string): name is keyof RunConfig {
  return Object.hasOwn(parts, name);
}
