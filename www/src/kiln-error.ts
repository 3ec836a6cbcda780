/**
 * The one error that crosses every boundary. Owns its shape, the list of codes, and the reading of whatever was thrown;
 * refuses to translate: `message` is technical English, and `code` is the key of what a page says instead.
 */
import { type Guard, isNumber, listOf } from './guards.js';
import type { ErrorCode, FallbackCause, ModuleErrorCode } from './protocol.js';

/** The names and numbers that a message was made of, for whoever says it in another language; reasons lie within. */
export type ErrorValues = { readonly [name: string]: ErrorValue };
/** One of them. */
export type ErrorValue = string | number | boolean | readonly number[] | ErrorValues;

/** What is refused on this side of the wasm module. */
export type ClientCode =
  | FallbackCause
  /** The worker cannot go on, or a file of it is missing. */
  | 'fatal'
  | 'noWorker'
  | 'memory'
  | 'unexpected'
  /** Calls at the wrong time, or taken back. */
  | 'aborted'
  | 'alreadyOpen'
  | 'disposed'
  | 'invalidConfig'
  | 'notOpen'
  | 'superseded'
  /** Data sets and devices. */
  | 'dataPending'
  | 'datasetUnavailable'
  | 'offline'
  | 'ownFiles'
  | 'product'
  /** Runs that are kept. */
  | 'runData'
  | 'runElsewhere'
  | 'runFile'
  | 'runFileDamaged'
  | 'runFileFuture'
  | 'runFileRefused'
  | 'runFiles'
  | 'runGone'
  | 'runOtherFiles'
  /** The page and its address. */
  | 'lessonBad'
  | 'lessonUnknown'
  | 'linkBad'
  | 'linkFiles'
  | 'linkFuture'
  | 'noWords'
  | 'viewBroken'
  | 'viewMissing';

/** Stable. The page has words for each of them, or a reason to have none: `locale/contract.ts`. */
export type KilnCode = ErrorCode | ModuleErrorCode | ClientCode;

/** What an error from wasm may carry. A code that is missing here, or is no longer Rust's, does not compile. */
const wasmCodes: Readonly<Record<ErrorCode | ModuleErrorCode, true>> = {
  busy: true,
  checkpointData: true,
  checkpointDescription: true,
  checkpointFile: true,
  checkpointMalformed: true,
  checkpointMismatch: true,
  checkpointNotFinite: true,
  checkpointTooLarge: true,
  checkpointTruncated: true,
  checkpointType: true,
  checkpointValue: true,
  classNames: true,
  config: true,
  countMismatch: true,
  diverged: true,
  drawing: true,
  emptyClass: true,
  export: true,
  idxEmpty: true,
  idxGzip: true,
  idxLabelOutOfRange: true,
  idxTooLarge: true,
  idxTrailingBytes: true,
  idxTruncated: true,
  idxWrongMagic: true,
  internal: true,
  labelledImage: true,
  layer: true,
  noData: true,
  noDevice: true,
  noImages: true,
  noRun: true,
  numClasses: true,
  readback: true,
  sizeMismatch: true,
  syntheticCount: true,
  trace: true,
  unknownPreset: true,
};

/** What every rejected call of Kiln's rejects with. */
export class KilnError extends Error {
  override readonly name: string = 'KilnError';
  readonly code: KilnCode;

  /** Undefined where the code says it all. */
  readonly values: ErrorValues | undefined;

  constructor(code: KilnCode, message: string, options?: ErrorOptions & { values?: ErrorValues | undefined }) {
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
    const code = 'code' in thrown && isWasmCode(thrown.code) ? thrown.code : 'unexpected';
    return new KilnError(code, thrown.message, { cause: thrown, values: valuesOf(thrown) });
  }
  return new KilnError('unexpected', String(thrown));
}

function isWasmCode(code: unknown): code is keyof typeof wasmCodes {
  return typeof code === 'string' && Object.hasOwn(wasmCodes, code);
}

/** Such as a shape. */
export const isNumbers: Guard<readonly number[]> = listOf(isNumber);

/** Those that can be said; an error may carry anything. */
function valuesOf(thrown: Error): ErrorValues | undefined {
  return 'values' in thrown ? said(thrown.values) : undefined;
}

function said(values: unknown): ErrorValues | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  // Where Rust puts one error into another, their values come as a Map.
  const entries: readonly (readonly [string, unknown])[] = [
    ...(values instanceof Map ? values : Object.entries(values)),
  ];
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, ErrorValue][] => {
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      if (isPlain || isNumbers(value)) return [[name, value]];
      const inner = Array.isArray(value) ? undefined : said(value);
      return inner && Object.keys(inner).length > 0 ? [[name, inner]] : [];
    }),
  );
}
