/** What a benchmark says, and how it compares. */

/** Multiplications and additions of a step of 128 images, in units of 10^9: 2 x 3 x multiply-adds x images. */
const gflop = { W1: 2.146, W2: 0.0781 };

const round = (number, digits) => Number(number.toFixed(digits));

/** One line: the first second warms up and does not count. */
export function lineOf({ workload, backend, chunks, firstStepMs, openMs, device, batchSize, chromium }) {
  let passed = 0;
  const warm = chunks.filter(([, ms]) => {
    passed += ms;
    return passed > 1000;
  });
  const steps = (warm.length > 0 ? warm : chunks).map(([count, ms]) => ms / count).toSorted((a, b) => a - b);
  const median = steps[Math.floor(steps.length / 2)];
  return {
    workload,
    mode: 'train',
    backend,
    threads: device.threads,
    step_ms_median: round(median, 3),
    step_ms_min: round(steps[0], 3),
    images_per_second: Math.round((batchSize * 1000) / median),
    gflops: round((gflop[workload] * 1000) / median, 1),
    open_ms: Math.round(openMs),
    first_step_ms: Math.round(firstStepMs),
    chromium,
  };
}

/** The quickest of `lines` (JSON, one a line) for the same work, and how many times as long as ours a step of it takes. */
export function quickest(lines, { workload, backend, threads, step_ms_median: ours }) {
  const peers = lines
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((peer) => peer.workload === workload && peer.stepMsMedian > 0)
    .filter((peer) => (backend === 'webgpu' ? peer.backend === 'webgpu' : peer.backend === 'wasm'))
    .filter((peer) => backend === 'webgpu' || peer.threads === threads)
    .toSorted((a, b) => a.stepMsMedian - b.stepMsMedian);
  const [best] = peers;
  return best ? { peer: best.peer, step_ms: best.stepMsMedian, times: round(best.stepMsMedian / ours, 2) } : null;
}
