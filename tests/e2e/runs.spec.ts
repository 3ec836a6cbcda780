/** Runs that are kept: across a reload, a crash, a full disk, a file. */
import type { Page } from '@playwright/test';
import { digits, expect, type Kiln, test } from './kiln.js';

interface Stored {
  id: string;
  number: number;
  status: string;
  step: number;
  seconds: number;
  checkpoint: { step: number; bytes: number } | null;
}

/** What the browser's database holds: runs newest first, and of each the steps of its curves. */
async function stored(page: Page): Promise<(Stored & { curve: number[] })[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('kiln');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = (store: string) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const runs = (await all('runs')) as (Stored & { beganAt: number })[];
    const curves = (await all('curves')) as { step: Float64Array }[];
    database.close();
    return runs
      .map((run, place) => ({ ...run, curve: [...(curves[place]?.step ?? [])] }))
      .sort((one, other) => other.beganAt - one.beganAt);
  });
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Starts a run long enough to be left in the middle. */
async function start(kiln: Kiln, numEpochs = 60): Promise<void> {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', String(numEpochs));
  await kiln.train.click();
}

test('a reload in the middle of training brings the run back, paused, and it goes on to its end', async ({
  kiln,
  page,
}) => {
  await start(kiln, 60);
  await kiln.waitForSteps(400);
  await expect.poll(async () => (await stored(page))[0]?.checkpoint?.step ?? 0).toBeGreaterThan(100);
  const before = await kiln.steps();
  await page.reload();
  await expect(kiln.resume).toBeEnabled({ timeout: 60_000 });
  await expect(kiln.note).toHaveText('Paused');
  const back = await kiln.steps();
  const [kept] = await stored(page);
  expect(back).toBe(kept?.checkpoint?.step);
  expect(kept?.curve, 'weights and curves agree').toEqual(upTo(back));
  expect(back).toBeGreaterThan(0);
  test.info().annotations.push({ type: 'steps', description: `${back} of ${before}` });
  await expect(page.locator('#field-numEpochs')).toHaveValue('60');

  const elapsed = kept?.seconds ?? 0;
  await kiln.resume.click();
  await kiln.waitForSteps(back + 50);
  await kiln.pause.click();
  await expect(kiln.note).toHaveText('Paused');
  await expect.poll(async () => (await stored(page))[0]?.curve.length).toBe(await kiln.steps());
  const [later] = await stored(page);
  expect(later?.curve).toEqual(upTo(later?.step ?? 0));
  expect(later?.seconds).toBeGreaterThan(elapsed);
  expect(later?.id).toBe(kept?.id);

  await kiln.resume.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 90_000 });
  const runs = await stored(page);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ status: 'finished', number: 1 });
  expect(runs[0]?.curve).toEqual(upTo(runs[0]?.step ?? 0));
});

test('a finished run is shown again after a reload, and its network reads a drawing', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '8');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  const tests = await kiln.tests();
  await expect.poll(async () => (await stored(page))[0]?.status).toBe('finished');
  const before = page.url();
  await kiln.set('seed', '77');
  await expect.poll(() => page.url()).not.toBe(before);
  await page.reload();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  expect(await kiln.tests()).toEqual(tests);
  // What was set for the next run stays.
  await expect(page.locator('#field-seed')).toHaveValue('77');
  await kiln.draw(...digits[1]);
  await expect.poll(() => kiln.reading(), { timeout: 20_000 }).toBe(1);
  await expect(page.locator('#drawing')).not.toContainText('The network is untrained');
  await kiln.train.click();
  await kiln.waitForSteps(5);
  await kiln.stop.click();
  await expect.poll(async () => (await stored(page)).map(({ number }) => number)).toEqual([2, 1]);
});
