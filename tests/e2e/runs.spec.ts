/** Runs that are kept: across a reload, a crash, a full disk, a file. */
import type { Page } from '@playwright/test';
import { digits, expect, type Kiln, test } from './kiln.js';
import { numDrawings, stored } from './stored.js';

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
  await expect(kiln.resume).toBeEnabled();
  await expect.poll(async () => (await stored(page))[0]?.curve.length).toBe(await kiln.steps());
  const [later] = await stored(page);
  expect(later?.curve).toEqual(upTo(later?.step ?? 0));
  expect(later?.seconds).toBeGreaterThan(elapsed);
  expect(later?.id).toBe(kept?.id);

  await kiln.resume.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 90_000 });
  await expect.poll(async () => (await stored(page))[0]?.status).toBe('finished');
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

/** The rows of the list under Compare. */
const rows = (page: Page) => page.locator('#comparison .run-row');

test('runs are listed, written to a file, deleted and brought in again as they were', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await kiln.trainToEnd();
  await kiln.set('seed', '5');
  await kiln.trainToEnd();
  await expect.poll(async () => (await stored(page)).map(({ status }) => status)).toEqual(['finished', 'finished']);
  const before = await stored(page);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(rows(page)).toHaveCount(2);

  const first = page.locator(`[data-run="${before[1]?.id}"]`);
  const download = page.waitForEvent('download');
  await first.getByRole('button', { name: 'Export' }).click();
  const file = await (await download).path();
  expect((await download).suggestedFilename()).toMatch(/^Softmax-.*1\.kiln\.zip$/);

  await first.getByRole('button', { name: 'Delete' }).click();
  await first.locator('.run-question').getByRole('button', { name: 'Delete' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect.poll(async () => (await stored(page)).map(({ id }) => id)).toEqual([before[0]?.id]);

  await page.locator('#comparison input[type=file]').first().setInputFiles(file);
  await expect(rows(page)).toHaveCount(2);
  await expect.poll(async () => (await stored(page)).length).toBe(2);
  const after = await stored(page);
  const { savedAt: _, ...whole } = { savedAt: 0, ...before[1] };
  expect(after[1]).toMatchObject({ ...whole, savedAt: expect.any(Number) });

  // Twice the same: another run beside it.
  await page.locator('#comparison input[type=file]').first().setInputFiles(file);
  await expect(rows(page)).toHaveCount(3);
  await page
    .locator('#comparison input[type=file]')
    .first()
    .setInputFiles({
      name: 'photo.kiln.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('this is a photograph'),
    });
  await expect(page.getByRole('alert')).toContainText('no run that Kiln has written');
  await expect(page.getByRole('alert')).toContainText('photo.kiln.zip');

  await page.locator(`[data-run="${before[1]?.id}"]`).getByRole('button', { name: 'Open' }).click();
  await expect(page.locator('#curves')).toBeVisible();
  await expect(kiln.note).toHaveText('Finished: all epochs made');
  await expect(page.locator('#field-seed')).not.toHaveValue('5');
  expect(await kiln.steps()).toBe(before[1]?.step);

  // The same again gives the same.
  const [accuracy] = await kiln.tests();
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.locator(`[data-run="${before[1]?.id}"]`).getByRole('button', { name: 'Repeat' }).click();
  await expect(page.locator('#curves')).toBeVisible();
  await expect.poll(async () => (await stored(page))[0]?.status, { timeout: 60_000 }).toBe('finished');
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect.poll(async () => (await stored(page)).length).toBe(4);
  await expect.poll(async () => (await kiln.tests())[0]).toBe(accuracy);
});

test('opening a run pauses and keeps the one that goes on', async ({ kiln, page }) => {
  await start(kiln, 1);
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect.poll(async () => (await stored(page))[0]?.status).toBe('finished');
  const [first] = await stored(page);
  await kiln.set('numEpochs', '60');
  await kiln.train.click();
  await kiln.waitForSteps(100);
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.locator(`[data-run="${first?.id}"]`).getByRole('button', { name: 'Open' }).click();
  await expect(kiln.note).toHaveText('Finished: all epochs made');
  await expect.poll(async () => (await stored(page))[0]).toMatchObject({ status: 'paused', number: 2 });
  const [second] = await stored(page);
  expect(second?.checkpoint?.step).toBe(second?.step);
  expect(second?.curve).toEqual(upTo(second?.step ?? 0));
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.locator(`[data-run="${second?.id}"]`).getByRole('button', { name: 'Go on' }).click();
  await expect(kiln.note).toHaveText('Paused');
  expect(await kiln.steps()).toBe(second?.step);
  await kiln.resume.click();
  await kiln.waitForSteps((second?.step ?? 0) + 5);
  await kiln.stop.click();
});

test('a full disk is told, costs nothing, and is written to as soon as there is room', async ({ kiln, page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    Reflect.set(globalThis, 'isFull', true);
    IDBObjectStore.prototype.put = function (...what) {
      if (Reflect.get(globalThis, 'isFull'))
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return put.apply(this, what);
    };
  });
  await start(kiln, 60);
  await kiln.waitForSteps(100);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('There is no room left to keep runs');
  await kiln.pause.click();
  await expect(kiln.resume).toBeEnabled();
  const steps = await kiln.steps();
  expect(await stored(page)).toEqual([]);
  await alert.getByRole('button', { name: 'Make room under Compare' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(alert).toHaveCount(1);

  await page.evaluate(() => Reflect.set(globalThis, 'isFull', false));
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await kiln.step.click();
  await expect.poll(async () => (await stored(page))[0]?.step).toBe(steps + 1);
  await expect(alert).toHaveCount(0);
  await expect.poll(async () => (await stored(page))[0]?.curve).toEqual(upTo(steps + 1));
});

test('a run that was left unfinished is offered on the next visit, and drawings are still there', async ({
  kiln,
  page,
  context,
}) => {
  await start(kiln, 60);
  await kiln.waitForSteps(100);
  await kiln.pause.click();
  await expect(kiln.note).toHaveText('Paused');
  await expect.poll(async () => (await stored(page))[0]?.status).toBe('paused');
  const steps = await kiln.steps();
  await kiln.draw(...digits[7]);
  await page.locator('#drawing .classes').getByRole('button', { name: '7' }).click();
  await expect(page.locator('.mine > ul > li')).toHaveCount(1);
  await expect.poll(() => numDrawings(page)).toBe(1);

  // While it is open here, it is not to be gone on with elsewhere.
  const other = await context.newPage();
  await other.goto('./?lang=en&device=cpu');
  await expect(other.locator('.mine > ul > li')).toHaveCount(1, { timeout: 60_000 });
  await expect(other.locator('#command').getByRole('button', { name: 'Train' })).toBeEnabled({ timeout: 60_000 });
  await expect(other.locator('.notice')).toHaveCount(0);
  await other.getByRole('link', { name: 'Compare' }).click();
  await rows(other).getByRole('button', { name: 'Go on' }).click();
  await expect(other.getByRole('alert')).toContainText('open in another tab');
  await other.close();
  await page.goto('about:blank');

  const next = await context.newPage();
  await next.goto('./?lang=en&device=cpu');
  const offer = next.locator('.notice.offer');
  await expect(offer).toContainText(`stopped at step ${steps.toLocaleString('en')} of`, { timeout: 60_000 });
  await offer.getByRole('button', { name: 'Go on' }).click();
  await expect(next.locator('#command').getByRole('button', { name: 'Resume' })).toBeEnabled();
  await expect(offer).toHaveCount(0);
  await expect(next.locator('#field-numEpochs')).toHaveValue('60');
  // A drawing that is taken away stays away.
  await next.locator('.mine > ul > li > button').click();
  await expect(next.locator('.mine > ul > li')).toHaveCount(0);
  await expect.poll(() => numDrawings(next)).toBe(0);
  await next.reload();
  await expect(next.locator('#command').getByRole('button', { name: 'Resume' })).toBeEnabled({ timeout: 60_000 });
  await expect(next.locator('.mine > ul > li')).toHaveCount(0);
});

test('a run that cannot be read any more is passed over and told; the others are there', async ({ kiln, page }) => {
  await start(kiln, 1);
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect.poll(async () => (await stored(page))[0]?.status).toBe('finished');
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('kiln');
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise((resolve) => {
      const transaction = database.transaction('runs', 'readwrite');
      transaction.objectStore('runs').put({ id: 'broken', number: 'many' });
      transaction.oncomplete = resolve;
    });
    database.close();
  });
  await page.reload();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect(page.getByRole('alert')).toContainText('cannot be read any more');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(rows(page)).toHaveCount(1);
});

test('where nothing can be kept, runs last as long as the page, and it says so', async ({ kiln, page }) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  await start(kiln, 1);
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect(page.getByRole('alert')).toContainText('This browser keeps nothing for this page');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(rows(page)).toHaveCount(1);
  const download = page.waitForEvent('download');
  await rows(page).getByRole('button', { name: 'Export' }).click();
  expect((await download).suggestedFilename()).toContain('.kiln.zip');
});
