/**
 * What the core says of a configuration's fields: which numbers each may be, and what is meant where one is left out. The
 * file is written by the core's tests out of the rules that it checks by (`crates/core/src/config/generated.rs`).
 */
import limits from '../../generated/limits.json' with { type: 'json' };
import type { Range } from './number.js';

/** As the JSON of a configuration spells it; of layers, what many fields have in common. */
export type Limited = keyof typeof limits.ranges;

const ranges: Readonly<Record<Limited, Partial<Range>>> = limits.ranges;

/** An end that is not said is open. */
export function rangeOf(field: Limited): Range {
  return { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, ...ranges[field] };
}

/** What a field is that a configuration leaves out, by where it stands. */
export const usual = limits.leftOut;

/** Kinds with all their numbers. */
export const { losses, schedules, usualLearningRates } = limits;

/** What a step of a network takes at most. */
export const { maxStepBytes } = limits;
