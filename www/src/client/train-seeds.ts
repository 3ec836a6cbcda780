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

/** How the weights that a run ended with do on the test set. */
export interface SeedResult {
  readonly seed: number;
  /** Share of the test images whose most probable class is theirs, 0 to 1. */
  readonly accuracy: number;
  /** Mean over the test images; cross-entropy is in nats. */
  readonly loss: number;
}

/** The results of all runs, and their mean and spread. */
export interface SeedResults {
  /** `[count]`, in the order of their seeds. */
  readonly runs: readonly SeedResult[];
  readonly accuracy: Spread;
  readonly loss: Spread;
}

/**
 * Trains `config` on the data set at hand with its own seed and the `count - 1` (`count` is 1 and up) that follow upon it,
 * as `kiln train --seeds` does, one run after the other. Resolves when all are done. Rejects with a `KilnError`: code
 * 'invalidConfig' for another `count`, 'aborted' where a run is stopped, by `signal` or by somebody else, that of the
 * failure where one fails, and as `Playground.train` does.
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
