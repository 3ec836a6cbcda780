import type { Page } from '@playwright/test';
import type { RunConfig, TrainEvent } from '../../www/src/index.js';
import { expect, measured, test } from './kiln.js';

/** A small network with all that is left to chance: weights, order, dropout and variation; and validation images. */
const config: RunConfig = {
  layers: [
    { type: 'flatten' },
    { type: 'dense', units: 16 },
    { type: 'relu' },
    { type: 'dropout', rate: 0.25 },
    { type: 'dense', units: 10 },
  ],
  optimizer: { type: 'adam' },
  learningRate: 0.002,
  schedule: { type: 'cosine' },
  data: { validation: 0.1, augmentation: { shift: 0.1 } },
  batchSize: 16,
  numEpochs: 40,
  seed: 11,
};

/** What a run tells, from its start or from a checkpoint to its end; and, if asked for, a checkpoint from the middle. */
async function run(page: Page, start: RunConfig | number[], saves: boolean) {
  await page.goto('./data/manifest.json');
  return page.evaluate(
    async ([start, saves]) => {
      const module = new URL('../kiln.js', document.baseURI).href;
      const { createPlayground }: typeof import('../../www/src/index.js') = await import(module);
      const playground = await createPlayground({ device: 'cpu' });
      await playground.loadSynthetic(500, 50, 7);
      const events: TrainEvent[] = [];
      const checkpoints: Promise<Uint8Array>[] = [];
      let from = -1;
      const finished = new Promise<void>((resolve, reject) => {
        playground.on((event) => {
          if (event.type === 'began') from = event.step;
          if (event.type === 'failed') reject(new Error(event.message));
          if (event.type === 'status' && event.status === 'finished') resolve();
          if (event.type !== 'progress') return;
          events.push(...event.events);
          if (saves && checkpoints.length === 0 && events.length > 20) checkpoints.push(playground.save());
        });
      });
      if (Array.isArray(start)) {
        await playground.restore(new Uint8Array(start));
        await playground.resume();
      } else {
        await playground.train(start);
      }
      await finished;
      const [checkpoint] = await Promise.all(checkpoints);
      playground.dispose();
      return { from, events, checkpoint: [...(checkpoint ?? [])] };
    },
    [start, saves] as const,
  );
}

const told = (events: readonly TrainEvent[]) => {
  const losses = events.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
  const validations = events.flatMap((event) => (event.type === 'validated' ? [event] : []));
  return { losses, validations, test: events.find((event) => event.type === 'evaluated') };
};

test('a run that was saved on the way goes on in a fresh page as if it had never stopped', async ({ page }) => {
  const whole = told((await run(page, config, false)).events);
  expect(whole.losses).toHaveLength(29 * 40);
  expect(whole.validations).toHaveLength(40);

  const saved = await run(page, config, true);
  expect(told(saved.events), 'saving does not disturb the run').toEqual(whole);

  const rest = await run(page, saved.checkpoint, false);
  measured('saved after step', `${rest.from} of ${whole.losses.length}, ${saved.checkpoint.length} bytes`);
  expect(rest.from).toBeGreaterThan(0);
  expect(rest.from).toBeLessThan(whole.losses.length);
  const { losses, validations, test } = told(rest.events);
  expect(losses).toEqual(whole.losses.slice(rest.from));
  expect(validations).toEqual(whole.validations.slice(-validations.length));
  expect(test).toEqual(whole.test);
});

test('a checkpoint is refused with another data set, and when it is none', async ({ page }) => {
  await page.goto('./data/manifest.json');
  const codes = await page.evaluate(async (config) => {
    const module = new URL('../kiln.js', document.baseURI).href;
    const { createPlayground, KilnError }: typeof import('../../www/src/index.js') = await import(module);
    const playground = await createPlayground({ device: 'cpu' });
    await playground.loadSynthetic(100, 20, 1);
    await playground.step(config);
    const checkpoint = await playground.save();
    await playground.loadSynthetic(100, 20, 2);
    const codeOf = (file: Uint8Array) =>
      playground.restore(file).then(
        () => 'none',
        (error: unknown) => (error instanceof KilnError ? error.code : String(error)),
      );
    const codes = [await codeOf(checkpoint), await codeOf(checkpoint.slice(0, 100)), await codeOf(new Uint8Array(3))];
    await playground.loadSynthetic(100, 20, 1);
    codes.push(await codeOf(checkpoint));
    playground.dispose();
    return codes;
  }, config);
  expect(codes).toEqual(['checkpointData', 'checkpointTruncated', 'checkpointTruncated', 'none']);
});

test('a run that had ended is finished when it is restored, and reads as it did', async ({ page }) => {
  await page.goto('./data/manifest.json');
  const { statuses, before, after, code } = await page.evaluate(async (config) => {
    const module = new URL('../kiln.js', document.baseURI).href;
    const { createPlayground, KilnError }: typeof import('../../www/src/index.js') = await import(module);
    const playground = await createPlayground({ device: 'cpu' });
    await playground.loadSynthetic(100, 20, 1);
    let statuses: string[] = [];
    const finished = new Promise<void>((resolve) => {
      playground.on((event) => {
        if (event.type !== 'status') return;
        statuses.push(event.status);
        if (event.status === 'finished') resolve();
      });
    });
    const look = async () => {
      const { images } = await playground.images('test', 0, 1);
      const { probabilities } = await playground.predict(images, 28, 28);
      return { probabilities, accuracy: (await playground.report()).accuracy };
    };
    await playground.train({ ...config, numEpochs: 1 });
    await finished;
    const before = await look();
    const checkpoint = await playground.save();
    await playground.step(config);
    // Events come by another way than answers.
    while (!statuses.includes('paused')) await new Promise((resolve) => setTimeout(resolve, 10));
    statuses = [];
    await playground.restore(checkpoint);
    const after = await look();
    const code = await playground.resume().then(
      () => 'none',
      (error: unknown) => (error instanceof KilnError ? error.code : String(error)),
    );
    playground.dispose();
    return { statuses, before, after, code };
  }, config);
  expect(statuses).toEqual(['finished']);
  expect(after).toEqual(before);
  expect(code).toBe('noRun');
});
