/**
 * What a run's configuration looks like from outside, in a link or a file: as far as a page can tell. Whether it can be
 * trained is the core's to say.
 */
import type { RunConfig } from '../protocol.js';

/** What each part of a configuration looks like from outside; a part that is not listed comes from a later Kiln. */
export const parts: Readonly<Record<keyof RunConfig, (value: unknown) => boolean>> = {
  layers: (value) => Array.isArray(value) && value.every(isTyped),
  initialization: isTyped,
  loss: isTyped,
  optimizer: isTyped,
  learningRate: isNumber,
  schedule: isTyped,
  warmupSteps: isNumber,
  weightDecay: isNumber,
  clipping: isObject,
  batchSize: isNumber,
  numEpochs: isNumber,
  stopping: isObject,
  data: isObject,
  diagnoseEvery: isNumber,
  changes: (value) => Array.isArray(value) && value.every(isObject),
  seed: isNumber,
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

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTyped(value: unknown): boolean {
  return isObject(value) && 'type' in value && typeof value.type === 'string';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}
