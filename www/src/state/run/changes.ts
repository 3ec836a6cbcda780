/**
 * The changes that were made while a run went on, as its configuration lists them: in the order of their steps, each
 * once. Whether a change may be made is the core's to say.
 */
import type { Change } from '../../protocol.js';

/** With `change` after all others of its step; the same where it was planned before the run began. */
export function withChange(changes: readonly Change[], change: Change): Change[] {
  if (changes.some((other) => isSame(other, change))) return [...changes];
  const index = changes.findIndex((other) => stepOf(other) > stepOf(change));
  return changes.toSpliced(index < 0 ? changes.length : index, 0, change);
}

const stepOf = (change: Change): number => change.step ?? 0;

/** What is left out and what is null are the same: nothing is changed. */
function isSame(one: Change, other: Change): boolean {
  const values = ({ learningRate, weightDecay, dropout, clipping }: Change) => [
    learningRate,
    weightDecay,
    dropout,
    // Null is no bound, and a bound that is left out is none either; but no clipping at all leaves the bounds alone.
    ...(clipping ? [true, clipping.value, clipping.norm] : [false]),
  ];
  const [these, those] = [values(one), values(other)];
  const isAlike = these.every((value, index) => (value ?? null) === (those[index] ?? null));
  return stepOf(one) === stepOf(other) && isAlike;
}
