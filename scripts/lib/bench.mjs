/** What a benchmark says, and how it compares. */

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const round = (number, digits) => Number(number.toFixed(digits));

/** One line. A step of `infer` reads a batch of 1000 images; `single` is one image, there and back. */
export function lineOf({ workload, mode, backend, device, figures, ceiling, firstStepMs, bytes, chromium }) {
  const [stepMs, stepMin] =
    mode === 'train' ? [figures.stepMsMedian, figures.stepMsMin] : [figures.batchMsMedian, figures.batchMsMin];
  return {
    workload,
    mode,
    backend,
    threads: device.threads,
    step_ms_median: round(stepMs, 3),
    step_ms_min: round(stepMin, 3),
    ...(mode === 'infer'
      ? { single_ms_median: round(figures.singleMsMedian, 3), single_ms_min: round(figures.singleMsMin, 3) }
      : {}),
    images_per_second: Math.round(figures.imagesPerSecond),
    gflops: round(figures.gflops, 1),
    gemm_gflops: round(ceiling, 1),
    first_step_ms: Math.round(firstStepMs),
    bytes,
    chromium,
  };
}

/** Where the peers' harness puts what it measured, by what is compared here. */
const measures = {
  train: { step: { ours: 'step_ms_median', theirs: 'stepMsMedian' } },
  infer: {
    batch: { ours: 'step_ms_median', theirs: 'b1000MsMedian' },
    single: { ours: 'single_ms_median', theirs: 'b1MsMedian' },
  },
};

/**
 * For each measure the quickest of `lines` (JSON, one a line) at the same work, and how many times as long as ours it
 * takes; null where nobody did that work.
 */
export function quickest(lines, line) {
  const { workload, mode, backend, threads } = line;
  const peers = lines
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text))
    .filter((peer) => peer.workload === workload && (peer.mode ?? 'train') === mode)
    .filter((peer) => (backend === 'webgpu' ? peer.backend === 'webgpu' : peer.backend === 'wasm'))
    .filter((peer) => backend === 'webgpu' || peer.threads === threads);
  const found = Object.entries(measures[mode]).map(([name, { ours, theirs }]) => {
    const [best] = peers.filter((peer) => peer[theirs] > 0).toSorted((a, b) => a[theirs] - b[theirs]);
    return [name, best ? { peer: best.peer, ms: best[theirs], times: round(best[theirs] / line[ours], 2) } : null];
  });
  return Object.fromEntries(found);
}

/**
 * How far memory grows after the first `settled` steps, as a share of what it was then: of each of the `measures` of
 * samples `{ step, ... }`, the most that any later sample has. Null where nothing was sampled after them.
 */
export function growth(samples, measures, settled = 500) {
  const [first, ...later] = samples.filter(({ step }) => step >= settled);
  if (!first || later.length === 0) return null;
  const grown = (measure) => Math.max(...later.map((sample) => sample[measure])) / first[measure] - 1;
  return Object.fromEntries(measures.map((measure) => [measure, round(grown(measure), 4)]));
}
