/**
 * How values cross between page and worker by Comlink: `KilnError`s whole, of which its own way drops everything but the
 * message, and buffers moved. Both sides import this file, for its effect too, before anything is exposed or wrapped.
 */
import { type TransferHandler, transferHandlers } from 'comlink';
import { type ErrorValues, type KilnCode, KilnError, toKilnError } from './kiln-error.js';

interface WireError {
  code: KilnCode;
  message: string;
  values: ErrorValues | undefined;
  stack: string | undefined;
}

const thrownHandler = transferHandlers.get('throw');
if (!thrownHandler) throw new Error("expected Comlink's transfer handler 'throw', found none: check its version");

/** Comlink wraps what was thrown as `{ value }` before it asks a handler. */
function wrapped(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'value' in thrown ? thrown.value : thrown;
}

const handler: TransferHandler<unknown, WireError> = {
  canHandle: (value): value is unknown => thrownHandler.canHandle(value),
  serialize: (thrown) => {
    const { code, message, values, stack } = toKilnError(wrapped(thrown));
    return [{ code, message, values, stack }, []];
  },
  deserialize: ({ code, message, values, stack }) => {
    const error = new KilnError(code, message, { values });
    if (stack !== undefined) error.stack = stack;
    throw error;
  },
};
transferHandlers.set('throw', handler);

/** What Comlink is to move between page and worker instead of copying. Shared memory cannot be moved and is left out. */
export function buffersOf(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
