/**
 * What a benchmark does inside a page; it is sent there as text, so it knows nothing of this file's surroundings. Times are
 * the worker's own, of chunks of some 40 ms each of which ends in a reading of the losses: the work was really done.
 */
export async function trainInPage({ module, device, preset, batchSize, seconds }) {
  const { createPlayground } = await import(module);
  const opened = performance.now();
  const playground = await createPlayground({ device });
  const openMs = performance.now() - opened;
  await playground.loadSynthetic(batchSize * 100, batchSize, 1);
  const { config } = (await playground.presets()).find(({ id }) => id === preset);

  const chunks = [];
  let first = null;
  let before = 0;
  const began = performance.now();
  await new Promise((resolve, reject) => {
    playground.on((event) => {
      if (event.type === 'failed' || event.type === 'lost') reject(new Error(event.message));
      if (event.type === 'status' && event.status === 'finished') resolve();
      if (event.type !== 'progress') return;
      const steps = event.events.filter(({ type }) => type === 'step').length;
      // A chunk with a reading of test images in it says nothing about steps.
      const clean = steps === event.events.length;
      if (steps > 0) first ??= performance.now() - began;
      if (steps > 0 && clean) chunks.push([steps, (event.seconds - before) * 1000]);
      before = event.seconds;
    });
    const stopping = { ...config.stopping, maxSeconds: seconds };
    playground.train({ ...config, batchSize, numEpochs: 10_000, stopping }).catch(reject);
  });
  const report = playground.device;
  playground.dispose();
  return { openMs, firstStepMs: first, chunks, device: report };
}
