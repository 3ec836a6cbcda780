/**
 * What a benchmark does inside a page. Functions are sent there as text, so they know nothing of this file's
 * surroundings; what is measured and what becomes a figure is the page's own benchmark, www/src/benchmark.
 */

/** Trains, or reads images, on a playground of its own, and multiplies matrices beside it. */
export async function measureInPage({ base, device, threads, workload, mode, seconds }) {
  const { createPlayground } = await import(`${base}kiln.js`);
  const measure = await import(`${base}measure.js`);
  const playground = await createPlayground(device === 'cpu' ? { device, maxThreads: threads } : { device });
  const what = measure.workloads[workload];
  const figures =
    mode === 'train'
      ? measure.trainingFigures(await measure.measureTraining(playground, what, { seconds }))
      : measure.readingFigures(await measure.measureReading(playground, what, { seconds }));
  const ceiling = measure.ceilingOf(await measure.measureProduct(playground, { seconds: 2 }));
  const report = playground.device;
  playground.dispose();
  return { figures, ceiling, device: report };
}

/** Begins a run of so many steps, and tells `kilnSteps()` how far it is; -1 once it has ended. */
export async function trainInPage({ base, device, threads, workload, steps }) {
  const { createPlayground } = await import(`${base}kiln.js`);
  const { workloads } = await import(`${base}measure.js`);
  const { preset, batchSize } = workloads[workload];
  const playground = await createPlayground(device === 'cpu' ? { device, maxThreads: threads } : { device });
  const { config } = (await playground.presets()).find(({ id }) => id === preset);
  await playground.loadSynthetic(batchSize * 100, batchSize, 1);
  let step = 0;
  let failure = null;
  globalThis.kilnSteps = () => {
    if (failure) throw failure;
    return step;
  };
  playground.on((event) => {
    if (event.type === 'failed' || event.type === 'lost') failure = new Error(event.message);
    if (event.type !== 'progress') return;
    for (const { type, step: number } of event.events) if (type === 'step') step = number;
  });
  const stopping = { ...config.stopping, maxSteps: steps };
  await playground.train({ ...config, batchSize, numEpochs: 10_000, stopping });
  return playground.device;
}

/**
 * What an embedder's page does until its first step, as HTML; `kilnFirstStep` comes to be the milliseconds since it was
 * navigated to, and the device.
 */
export const firstStepPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Kiln</title>
  <link rel="icon" href="data:," />
  <script type="module">
    import { createPlayground } from './kiln.js';
    const query = new URLSearchParams(location.search);
    const device = query.get('device');
    const found = Promise.withResolvers();
    globalThis.kilnFirstStep = found.promise;
    try {
      const maxThreads = Number(query.get('threads'));
      const playground = await createPlayground(device === 'cpu' ? { device, maxThreads } : { device });
      playground.on((event) => {
        if (event.type === 'failed' || event.type === 'lost') found.reject(new Error(event.message));
        if (event.type !== 'progress' || !event.events.some(({ type }) => type === 'step')) return;
        found.resolve({ ms: performance.now(), device: playground.device });
      });
      await playground.loadSynthetic(2000, 200, 1);
      const { config } = (await playground.presets()).find(({ id }) => id === query.get('preset'));
      await playground.train({ ...config, batchSize: Number(query.get('batchSize')) });
    } catch (error) {
      found.reject(error);
    }
  </script>
</html>
`;

/** Presses Train on Kiln's own page as soon as it can be, from before the page begins. */
export function pressTrainAtOnce() {
  const times = { readyMs: null };
  globalThis.kilnFirstStep = new Promise((resolve) => {
    const look = () => {
      const train = document.querySelector('#command button.main');
      if (times.readyMs === null && train?.getAttribute('aria-disabled') === 'false') {
        times.readyMs = performance.now();
        train.click();
      }
      if ((document.querySelector('#command kiln-progress')?.run?.step ?? 0) > 0) {
        return resolve({ ...times, ms: performance.now() });
      }
      setTimeout(look, 4);
    };
    look();
  });
}
