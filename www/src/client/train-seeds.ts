/**
 * The same run with other seeds, one after the other, on a playground that is given: what lies between the results is
 * chance. Owns the order and what is counted; a run is the playground's.
 */
import { KilnError } from '../kiln-error.js';
import type { RunConfig } from '../protocol.js';
import { type Spread, seedsFrom, spreadOf } from '../spread.js';
import type { Playground } from './types.js';

/** How runs that differ in their seeds are watched and stopped. */
export interface TrainSeedsOptions {
  /** Stops the run under way and begins no other; rejects with code 'aborted'. */
  signal?: AbortSignal;
  /** After each run. */
  onRun?: (result: SeedResult) => void;
}

/** Of the test images, by the weights that a run ended with. */
export interface SeedResult {
  readonly seed: number;
  readonly accuracy: number;
  readonly loss: number;
}

/** What the runs came to, one by one, and their mean and spread. */
export interface SeedResults {
  readonly runs: readonly SeedResult[];
  readonly accuracy: Spread;
  readonly loss: Spread;
}

/**
 * Trains `config` with its own seed and the `count - 1` that follow upon it, as `kiln train --seeds` does. A run that
 * fails or is stopped by somebody else ends it: rejects with a `KilnError`.
 */
export async function trainSeeds(
  playground: Pick<Playground, 'on' | 'train' | 'stop' | 'report'>,
  config: RunConfig,
  count: number,
  { signal, onRun }: TrainSeedsOptions = {},
): Promise<SeedResults> {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new KilnError('invalidConfig', `count: expected a whole number of seeds from 1 on, found ${count}`);
  }
  const runs: SeedResult[] = [];
  for (const seed of seedsFrom([config.seed], count)) {
    await finish(playground, { ...config, seed }, signal);
    const { accuracy, loss } = await playground.report();
    const result = { seed, accuracy, loss };
    runs.push(result);
    onRun?.(result);
  }
  const [accuracy, loss] = [spreadOf(runs.map((run) => run.accuracy)), spreadOf(runs.map((run) => run.loss))];
  if (!accuracy || !loss) throw new KilnError('noRun', 'expected at least one run, found none');
  return { runs, accuracy, loss };
}

/** Resolves when the run has come to its end. */
async function finish(
  playground: Pick<Playground, 'on' | 'train' | 'stop'>,
  config: RunConfig,
  signal: AbortSignal | undefined,
): Promise<void> {
  let settle: { resolve: () => void; reject: (error: KilnError) => void } | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // It is waited for only once the run has begun.
  ended.catch(() => undefined);
  let hasBegun = false;
  const off = playground.on((event) => {
    if (event.type === 'began') hasBegun = true;
    else if (event.type === 'failed' || event.type === 'lost') settle?.reject(new KilnError(event.code, event.message));
    else if (event.type === 'restarted') settle?.reject(new KilnError('fatal', event.reason));
    else if (event.type === 'status' && hasBegun) {
      if (event.status === 'finished') settle?.resolve();
      else if (event.status === 'stopped' || event.status === 'idle') settle?.reject(aborted(config.seed));
    }
  });
  const abort = () => {
    settle?.reject(aborted(config.seed));
    if (hasBegun) void playground.stop().catch(() => undefined);
  };
  signal?.addEventListener('abort', abort);
  try {
    if (signal?.aborted) throw aborted(config.seed);
    await playground.train(config);
    if (signal?.aborted) await playground.stop().catch(() => undefined);
    await ended;
  } finally {
    off();
    signal?.removeEventListener('abort', abort);
  }
}

function aborted(seed: number): KilnError {
  return new KilnError('aborted', `the run with seed ${seed} was stopped before its end`);
}
