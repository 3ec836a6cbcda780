/**
 * What goes wrong while getting a data set. Owns two errors: one source failing for one file, and all of them failing;
 * refuses to decide what is tried next.
 */
import { KilnError } from '../kiln-error.js';
import type { FailureReason, SourceFailure } from './types.js';

/** One source did not give one file; the next source is tried. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly reason: FailureReason;

  constructor(reason: FailureReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}

/** No source gave the file. `code` is 'offline' without a network, 'datasetUnavailable' otherwise. */
export class DatasetError extends KilnError {
  override readonly name = 'DatasetError';
  readonly failures: readonly SourceFailure[];

  constructor(file: string, failures: readonly SourceFailure[]) {
    const offline = failures.some((failure) => failure.reason === 'offline');
    const tried = failures.map((failure) => `${failure.source}: ${failure.detail}`).join('; ');
    const advice = offline
      ? 'connect to a network, choose the four files on this computer, or use the built-in digits'
      : 'try again later, choose the four files on this computer, or use the built-in digits';
    super(offline ? 'offline' : 'datasetUnavailable', `no source gave ${file} (${tried}); ${advice}`);
    this.failures = failures;
  }
}

/** The caller's signal said stop. */
export function abortedError(): KilnError {
  return new KilnError('aborted', 'loading the data set was cancelled');
}
