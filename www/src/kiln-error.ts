/**
 * The one error that crosses every boundary. Owns its shape and the reading of whatever was thrown; refuses to
 * translate: `message` is technical English, and `code` is the key of what a page says instead.
 */

/** The names and numbers that a message was made of, for whoever says it in another language. */
export type ErrorValues = Readonly<Record<string, string | number | readonly number[]>>;

/** What every rejected call of Kiln's rejects with. */
export class KilnError extends Error {
  override readonly name: string = 'KilnError';
  /** Stable: one of Rust's, or of fatal, disposed, aborted, superseded, notOpen, noRun, offline, ownFiles … */
  readonly code: string;

  /** Undefined where the code says it all. */
  readonly values: ErrorValues | undefined;

  constructor(code: string, message: string, options?: ErrorOptions & { values?: ErrorValues | undefined }) {
    super(message, options);
    this.code = code;
    this.values = options?.values;
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
    return new KilnError(code, thrown.message, { cause: thrown, values: valuesOf(thrown) });
  }
  return new KilnError('unexpected', String(thrown));
}

/** Those that can be said; an error may carry anything. */
function valuesOf(thrown: Error): ErrorValues | undefined {
  const values = 'values' in thrown ? thrown.values : null;
  if (typeof values !== 'object' || values === null) return undefined;
  const isSaid = (value: unknown): value is ErrorValues[string] =>
    typeof value === 'string' ||
    typeof value === 'number' ||
    (Array.isArray(value) && value.every((item) => typeof item === 'number'));
  // Where Rust puts one error into another, their values come as a Map.
  const entries: readonly (readonly [string, unknown])[] = [
    ...(values instanceof Map ? values : Object.entries(values)),
  ];
  return Object.fromEntries(entries.flatMap(([name, value]) => (isSaid(value) ? [[name, value]] : [])));
}
