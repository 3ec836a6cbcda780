/**
 * The one error that crosses every boundary. Owns its shape and the reading of whatever was thrown; refuses to
 * translate: `message` is technical English, and `code` is the key of what a page says instead.
 */
export class KilnError extends Error {
  override readonly name: string = 'KilnError';
  /** Stable: one of Rust's, or of fatal, disposed, aborted, superseded, notOpen, noRun, offline, ownFiles … */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Errors after which a wasm instance cannot be used any more. */
export function isFatal(error: unknown): boolean {
  return (error instanceof KilnError && error.code === 'fatal') || error instanceof WebAssembly.RuntimeError;
}

/** Reads anything thrown: an error of ours, one from wasm that carries a `code`, or something unforeseen. */
export function toKilnError(thrown: unknown): KilnError {
  if (thrown instanceof KilnError) return thrown;
  if (thrown instanceof WebAssembly.RuntimeError) {
    return new KilnError('fatal', `the wasm module trapped: ${thrown.message}`, { cause: thrown });
  }
  if (thrown instanceof Error) {
    const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unexpected';
    return new KilnError(code, thrown.message, { cause: thrown });
  }
  return new KilnError('unexpected', String(thrown));
}
