/**
 * A refusal of the core, read from its value, in the visitor's language: of a layer by the words for its reason, of a
 * setting by its range or condition. What a later core may say for which there are no words is null: the message stands.
 */
import { type ErrorValue, type ErrorValues, isNumbers } from '../kiln-error.js';
import type { KeyFor } from '../locale/contract.js';
import type { Words } from '../locale/words.js';
import type { ConfigProblem } from '../protocol.js';
import { type Range, rangeName } from '../state/setup/number.js';
import { shapeText } from './panels/names.js';

/** A condition without words does not compile; reasons of layers are held by `locale/contract.ts`. */
const conditions: {
  readonly [K in Exclude<ConfigProblem['kind'], 'outOfRange'>]: KeyFor<Extract<ConfigProblem, { kind: K }>>;
} = {
  changesOutOfOrder: 'setup.bad.changes',
  noCheckpoint: 'setup.bad.checkpoint',
  noMomentum: 'setup.bad.momentum',
  noValidation: 'setup.bad.validation',
  nothingSetAside: 'setup.bad.split',
  otherClasses: 'setup.bad.classes',
  stepTooLarge: 'setup.bad.memory',
};

/** Digits of a bound: one of 0.5 is not 1. */
const maxDigits = 6;

export function rangeText(range: Range, words: Words): string {
  const [min, max] = [range.min, range.max].map((bound) => words.number(bound, maxDigits));
  return words.t(`setup.bad.${rangeName(range)}`, { min: min ?? '', max: max ?? '' });
}

/** Why a layer cannot be built; null where there are no words for it. */
export function layerReason(values: ErrorValues | undefined, words: Words): string | null {
  const { path, problem } = values ?? {};
  if (!isValues(problem)) return null;
  const { kind, range } = problem;
  if (kind !== 'outOfRange') return words.fill(`layers.bad.${String(kind)}`, blanksOf(problem, words)) ?? null;
  const field = words.find(`layer.${String(path).split('.').at(-1)}`);
  return field && isRange(range) ? `${field}: ${rangeText(range, words)}` : null;
}

/** Which field or layer it is, and why; null where there are no words for it. */
export function refusalText(values: ErrorValues, words: Words): string | null {
  const { path, problem } = values;
  if (typeof path !== 'string' || !isValues(problem)) return null;
  const { kind, range } = problem;
  const blanks = blanksOf(problem, words);
  const reason = layerReason(values, words) ?? (isCondition(kind) ? words.fill(conditions[kind], blanks) : null);
  if (reason) return `${path}: ${reason}`;
  if (kind !== 'outOfRange' || !isRange(range)) return null;
  return words.fill('setup.bad.found', { path, problem: rangeText(range, words), ...blanks }) ?? null;
}

/** Numbers with all the digits that matter, and shapes as they are drawn. */
function blanksOf(problem: ErrorValues, words: Words): Readonly<Record<string, string>> {
  const said = ([name, value]: [string, ErrorValue]): [string, string][] => {
    if (isNumbers(value)) return [[name, shapeText(value)]];
    return typeof value === 'number' ? [[name, words.number(value, maxDigits)]] : [];
  };
  return Object.fromEntries(Object.entries(problem).flatMap(said));
}

function isCondition(kind: unknown): kind is keyof typeof conditions {
  return typeof kind === 'string' && Object.hasOwn(conditions, kind);
}

function isValues(value: ErrorValue | undefined): value is ErrorValues {
  return typeof value === 'object' && !Array.isArray(value);
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'min' in value && 'max' in value;
}
