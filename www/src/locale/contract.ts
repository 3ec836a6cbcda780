/**
 * Holds the words against what can be refused: a code, or a reason of the core's for refusing a layer, that has no words
 * here does not compile, nor do words with a number that the core does not give. Types only; nothing of it reaches the
 * browser.
 */
import type { KilnCode } from '../kiln-error.js';
import type { LayerProblem } from '../protocol.js';
import type { en } from './en/index.js';
import type { Blanks, MessageKey } from './words.js';

/**
 * Codes whose English message is shown as it is. Each is no failure, is told otherwise, or comes of a fault in a program:
 * no visitor can do anything about it.
 */
type ToldInEnglish =
  | 'aborted'
  | 'alreadyOpen'
  | 'disposed'
  | 'export'
  | 'forced'
  | 'internal'
  | 'invalidConfig'
  | 'notOpen'
  | 'readback'
  | 'superseded'
  | 'syntheticCount'
  | 'unexpected'
  | 'unknownPreset';

type Fits<Found extends Expected, Expected> = [Found, Expected];

type Wordless = { [C in KilnCode]: `error.${C}` extends MessageKey ? never : C }[KilnCode];
export type EveryCodeHasWords = Fits<Wordless, ToldInEnglish>;
export type NoCodeIsListedInVain = Fits<ToldInEnglish, Wordless>;

/** Keys of words that have no other blanks than `Numbers` fills. */
export type KeyFor<Numbers> = {
  [K in MessageKey]: [Blanks<(typeof en)[K]>] extends [keyof Numbers] ? K : never;
}[MessageKey];

/** Ranges are told in the words of the fields: see `rangeText`. */
type Reason = Exclude<LayerProblem, { kind: 'outOfRange' }>;
type Unsaid<P extends Reason> = P extends Reason
  ? `layers.bad.${P['kind']}` extends infer K extends MessageKey
    ? [Blanks<(typeof en)[K]>] extends [keyof P]
      ? never
      : P['kind']
    : P['kind']
  : never;
export type EveryReasonHasWords = Fits<Unsaid<Reason>, never>;
