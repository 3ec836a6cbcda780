/** From times to figures. Pure: it starts nothing and has no clock, so that every figure can be tested. */
import { median } from '../spread.js';
import { operationsOfInference, operationsOfStep } from './workloads.js';

/** Steps that were made between two readings of the losses, and the worker's milliseconds for them. */
export interface Chunk {
  readonly steps: number;
  readonly ms: number;
}

/** What a run came to. */
export interface Training {
  readonly chunks: readonly Chunk[];
  readonly batchSize: number;
  /** Of one image, forward. */
  readonly multiplyAdds: number;
  /** At the beginning, that do not count: code is compiled, memory is asked for. */
  readonly warmUpMs: number;
}

export interface TrainingFigures {
  readonly stepMsMedian: number;
  readonly stepMsMin: number;
  readonly imagesPerSecond: number;
  /** Effective: of all operations, those that were skipped too. */
  readonly gflops: number;
}

/** Null where not one step was made. */
export function trainingFigures({ chunks, batchSize, multiplyAdds, warmUpMs }: Training): TrainingFigures | null {
  let passed = 0;
  const warm = chunks.filter(({ ms }) => {
    passed += ms;
    return passed > warmUpMs;
  });
  const times = (warm.length > 0 ? warm : chunks).map(({ steps, ms }) => ms / steps);
  const stepMsMedian = median(times);
  if (stepMsMedian === null || stepMsMedian <= 0) return null;
  return {
    stepMsMedian,
    stepMsMin: Math.min(...times),
    imagesPerSecond: (batchSize * 1000) / stepMsMedian,
    gflops: gflops(operationsOfStep(multiplyAdds, batchSize), stepMsMedian),
  };
}

/** Products of square matrices, one after the other. */
export interface ProductSample {
  readonly size: number;
  readonly repeats: number;
  readonly ms: number;
}

/** GFLOP/s of the best of them: what the device can do where nothing is in the way. Null where there is none. */
export function ceilingOf(samples: readonly ProductSample[]): number | null {
  const rates = samples.filter(({ ms }) => ms > 0).map(({ size, repeats, ms }) => gflops(2 * size ** 3 * repeats, ms));
  return rates.length > 0 ? Math.max(...rates) : null;
}

/** Times of reading images without learning from them, in milliseconds. */
export interface Inference {
  /** Images in a batch. */
  readonly batchSize: number;
  readonly batches: readonly number[];
  readonly singles: readonly number[];
  readonly multiplyAdds: number;
}

export interface InferenceFigures {
  readonly batchMsMedian: number;
  readonly batchMsMin: number;
  readonly singleMsMedian: number;
  readonly singleMsMin: number;
  readonly imagesPerSecond: number;
  readonly gflops: number;
}

/** Null where nothing was read. */
export function inferenceFigures({ batchSize, batches, singles, multiplyAdds }: Inference): InferenceFigures | null {
  const [batchMsMedian, singleMsMedian] = [median(batches), median(singles)];
  if (batchMsMedian === null || singleMsMedian === null || batchMsMedian <= 0) return null;
  return {
    batchMsMedian,
    batchMsMin: Math.min(...batches),
    singleMsMedian,
    singleMsMin: Math.min(...singles),
    imagesPerSecond: (batchSize * 1000) / batchMsMedian,
    gflops: gflops(operationsOfInference(multiplyAdds, batchSize), batchMsMedian),
  };
}

function gflops(operations: number, ms: number): number {
  return operations / ms / 1e6;
}
