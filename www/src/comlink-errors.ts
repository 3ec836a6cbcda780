/**
 * Lets `KilnError`s cross between page and worker whole: Comlink's own way drops everything but the message. Both sides
 * import this file for its effect, before anything is exposed or wrapped.
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
