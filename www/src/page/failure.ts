/** What was thrown, as the store is told of it, and which of it is no failure at all. */
import { type KilnCode, toKilnError } from '../kiln-error.js';
import type { Failure } from '../state/state.js';

/** Codes that are no failures: the user changed their mind, or something newer took the place of what was asked for. */
export const cancellations: ReadonlySet<KilnCode> = new Set(['aborted', 'superseded', 'disposed']);

export function failureOf(thrown: unknown): Failure {
  const { code, message, values } = toKilnError(thrown);
  return { code, message, ...(values ? { values } : {}) };
}
