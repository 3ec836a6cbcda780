/**
 * Has a playground do work and takes the time; what the times come to is for figures.ts. Owns the order of calls and when
 * enough was measured; refuses to know what device it is. The playground's data set and run are replaced.
 */
import type { Playground } from '../client/types.js';
import { KilnError } from '../kiln-error.js';
import type { Preset } from '../protocol.js';
import type { Chunk, Inference, ProductSample, Training } from './figures.js';
import type { Workload } from './workloads.js';

export interface MeasureOptions {
  /** To be spent measuring, about. */
  seconds: number;
  signal?: AbortSignal;
  /** Hears now and then how many of them have passed. */
  onSeconds?: (seconds: number) => void;
}

/** The first images are learnt from again and again, in other orders: enough that an epoch lasts. */
const stepsAnEpoch = 100;

/** Reading a clock that is made coarse, and the way to the worker, are nothing beside this. */
const productMs = 60;
const mostRepeats = 10_000;
const productSizes = [256, 512, 1024, 2048];

const readBatch = 1000;

/** Trains for `seconds`; the worker's own clock takes the time, of chunks each of which ends in a reading of losses. */
export async function measureTraining(
  playground: Playground,
  { preset, batchSize }: Workload,
  { seconds, signal, onSeconds }: MeasureOptions,
): Promise<Training & { firstStepMs: number | null }> {
  const { config } = await presetOf(playground, preset);
  await playground.loadSynthetic(batchSize * stepsAnEpoch, 1, 1);
  const chunks: Chunk[] = [];
  let before = 0;
  let firstStepMs: number | null = null;
  const beganAt = performance.now();
  let settle: { resolve: () => void; reject: (error: KilnError) => void } | undefined;
  const finished = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const off = playground.on((event) => {
    if (event.type === 'failed' || event.type === 'lost') settle?.reject(new KilnError(event.code, event.message));
    if (event.type === 'restarted') settle?.reject(new KilnError('fatal', event.reason));
    if (event.type === 'status' && event.status === 'finished') settle?.resolve();
    if (event.type !== 'progress') return;
    const steps = event.events.filter(({ type }) => type === 'step').length;
    if (steps > 0) firstStepMs ??= performance.now() - beganAt;
    // A chunk with a reading of test images in it says nothing about steps.
    if (steps > 0 && steps === event.events.length) chunks.push({ steps, ms: (event.seconds - before) * 1000 });
    before = event.seconds;
    onSeconds?.(event.seconds);
  });
  const cancel = () => settle?.reject(cancelled());
  signal?.addEventListener('abort', cancel);
  try {
    if (signal?.aborted) throw cancelled();
    const stopping = { ...config.stopping, maxSeconds: seconds };
    const info = await playground.train({ ...config, batchSize, numEpochs: 10_000, stopping });
    await finished;
    const warmUpMs = Math.min(1000, seconds * 250);
    return { chunks, batchSize, multiplyAdds: info.summary.multiplyAdds, warmUpMs, firstStepMs };
  } finally {
    // Nobody waits for it where train itself was refused.
    finished.catch(() => undefined);
    signal?.removeEventListener('abort', cancel);
    off();
  }
}

/** Multiplies matrices of growing sizes, as often as the time allows. */
export async function measureProduct(
  playground: Pick<Playground, 'product'>,
  { seconds, signal, onSeconds }: MeasureOptions,
  now: () => number = () => performance.now(),
): Promise<ProductSample[]> {
  const samples: ProductSample[] = [];
  const budgetMs = (seconds * 1000) / productSizes.length;
  const beganAt = now();
  for (const size of productSizes) {
    let [repeats, spent] = [1, 0];
    do {
      if (signal?.aborted) throw cancelled();
      const ms = await playground.product(size, repeats);
      samples.push({ size, repeats, ms });
      spent += ms;
      // Growing by steps: the first call may compile what it runs.
      const wanted = ms > 0 ? Math.ceil((repeats * productMs) / ms) : mostRepeats;
      repeats = Math.max(1, Math.min(wanted, repeats * 8, mostRepeats));
      onSeconds?.((now() - beganAt) / 1000);
    } while (spent < budgetMs);
    const last = samples.at(-1);
    // The next size takes eight times as long a product.
    if (last && (8 * last.ms) / last.repeats > budgetMs) break;
  }
  return samples;
}

/** Reads test images, 1000 at a time and one by one, with an untrained network: what is read takes as long. */
export async function measureInference(
  playground: Playground,
  { preset, batchSize }: Workload,
  { seconds, signal }: MeasureOptions,
  now: () => number = () => performance.now(),
): Promise<Inference> {
  const { config } = await presetOf(playground, preset);
  const { info } = await playground.loadSynthetic(10, readBatch, 1);
  const { summary } = await playground.prepare({ ...config, batchSize });
  const { images } = await playground.images('test', 0, readBatch);
  const size = info.height * info.width;
  const repeat = async (work: (index: number) => Promise<unknown>, warmUp: number): Promise<number[]> => {
    const times: number[] = [];
    const endsAt = now() + seconds * 500;
    for (let index = 0; index < warmUp + 3 || now() < endsAt; index++) {
      if (signal?.aborted) throw cancelled();
      const startedAt = now();
      await work(index);
      if (index >= warmUp) times.push(now() - startedAt);
    }
    return times;
  };
  const batches = await repeat(() => playground.evaluate(), 2);
  const singles = await repeat((index) => {
    const from = (index % readBatch) * size;
    return playground.predict(images.subarray(from, from + size), info.width, info.height);
  }, 5);
  return { batchSize: readBatch, batches, singles, multiplyAdds: summary.multiplyAdds };
}

async function presetOf(playground: Playground, id: string): Promise<Preset> {
  const presets = await playground.presets();
  const found = presets.find((preset) => preset.id === id);
  if (found) return found;
  throw new KilnError('unknownPreset', `expected a preset "${id}", found ${presets.map((preset) => preset.id)}`);
}

function cancelled(): KilnError {
  return new KilnError('aborted', 'the benchmark was cancelled');
}
