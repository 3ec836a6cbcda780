/** Runs and what they learnt from, as they come back: from this version and the one before, whole and broken. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { digits, expect, type Kiln, test } from './kiln.js';
import { numDrawings } from './stored.js';

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url).pathname;
const rows = (page: Page) => page.locator('#comparison .run-row');
const upload = (page: Page) => page.locator('#comparison input[type=file]').first();
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

/** A run file whose run says something else; nothing else of it is altered. */
function altered(name: string, change: (run: Record<string, unknown>) => object): ReturnType<typeof file> {
  const parts = unzipSync(readFileSync(fixture('digits.kiln.zip')));
  const head: { run: Record<string, unknown> } = JSON.parse(new TextDecoder().decode(parts['run.json']));
  parts['run.json'] = strToU8(JSON.stringify({ ...head, run: { ...head.run, ...change(head.run) } }));
  return file(name, Buffer.from(zipSync(parts)));
}

const configOf = (run: Record<string, unknown>) => Object(run['config']);
const spiral = (run: Record<string, unknown>) => ({ config: { ...configOf(run), layers: [{ type: 'spiral' }] } });

/** The database as an earlier version left it. */
async function fill(page: Page, kiln: Kiln): Promise<void> {
  await page.goto('./data/manifest.json');
  await page.evaluate(
    async (stores) => {
      const bytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const revived = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(revived);
        if (typeof value !== 'object' || value === null) return value;
        const { uint8, float64, ...others } = value as { uint8?: string; float64?: string };
        if (uint8 !== undefined) return bytes(uint8);
        if (float64 !== undefined) return new Float64Array(bytes(float64).buffer);
        return Object.fromEntries(Object.entries(others).map(([name, part]) => [name, revived(part)]));
      };
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('kiln', 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore('runs', { keyPath: 'id' });
          request.result.createObjectStore('curves');
          request.result.createObjectStore('checkpoints');
          request.result.createObjectStore('drawings', { autoIncrement: true });
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      await new Promise((resolve) => {
        const names = Object.keys(stores);
        const transaction = database.transaction(names, 'readwrite');
        for (const name of names) {
          for (const { key, value } of stores[name] ?? []) {
            const store = transaction.objectStore(name);
            if (name === 'runs') store.put(revived(value));
            else store.put(revived(value), key);
          }
        }
        transaction.oncomplete = resolve;
      });
      database.close();
    },
    JSON.parse(readFileSync(fixture('database.json'), 'utf8')) as Record<string, { key: string; value: unknown }[]>,
  );
  await kiln.visit(`?lang=${kiln.words.language}&device=cpu`);
}

/** A row that this page has written, and that cannot be read. */
async function spoil(page: Page, change: string): Promise<void> {
  await page.evaluate(async (change) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('kiln');
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise((resolve) => {
      const transaction = database.transaction('runs', 'readwrite');
      const store = transaction.objectStore('runs');
      const all = store.getAll();
      all.onsuccess = () => {
        const [run] = all.result;
        store.put({ ...run, config: { ...run.config, ...JSON.parse(change) } });
      };
      transaction.oncomplete = resolve;
    });
    database.close();
  }, change);
}

async function join(kiln: Kiln, page: Page, digit: 1 | 2 | 7): Promise<void> {
  await kiln.draw(...digits[digit]);
  await page
    .locator('#drawing .classes')
    .getByRole('button', { name: String(digit) })
    .click();
  await kiln.clear();
}

test('runs of the version before open, with the drawings that they learnt from', async ({ kiln, page }) => {
  await fill(page, kiln);
  await kiln.view('compare');
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).getByRole('button', { name: 'Open' }).click();
  await expect(page.locator('#curves')).toBeVisible({ timeout: 30_000 });
  await expect(kiln.note).toHaveText('Finished: all epochs made');
  expect(await kiln.steps()).toBe(79);
  await kiln.view('compare');
  await rows(page).nth(0).getByRole('button', { name: 'Open' }).click();
  await expect(page.locator('#curves')).toBeVisible({ timeout: 30_000 });
  await expect(kiln.note).toHaveText('Finished: all epochs made');
  await expect(page.locator('#data')).toContainText('Built-in digits and 3 drawings');
  await expect(page.locator('#data')).toContainText('10,060 to train');
  await kiln.view('compare');
  await expect(rows(page).nth(0)).toContainText('Built-in digits and 3 drawings');
});

test('run files of the version before are brought in and open', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.view('compare');
  await upload(page).setInputFiles(fixture('digits.kiln.zip'));
  await expect(rows(page)).toHaveCount(1);
  await rows(page).getByRole('button', { name: 'Open' }).click();
  await expect(page.locator('#curves')).toBeVisible({ timeout: 30_000 });
  await expect(kiln.note).toHaveText('Finished: all epochs made');
  // Of these drawings nothing is known here: it asks for the files that they seem to be.
  await kiln.view('compare');
  await upload(page).setInputFiles(fixture('digits-and-drawings.kiln.zip'));
  await expect(rows(page)).toHaveCount(2);
  await page.locator('.run-row', { hasText: 'Own files' }).getByRole('button', { name: 'Open' }).click();
  await expect(page.locator('.notice.offer')).toContainText('10,060 to train, 2,000 to test');
});

test('a run on built-in digits and drawings opens by itself, also without the drawings', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await join(kiln, page, 1);
  await join(kiln, page, 7);
  await page.locator('.mine > button').click();
  await expect(page.locator('#data')).toContainText('Built-in digits and 2 drawings');
  await expect(page.locator('#data')).toContainText('10,040 to train');
  await kiln.train.click();
  await kiln.finished();
  const tests = await kiln.tests();
  await page.waitForTimeout(1_000);
  await page.reload();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect(page.locator('.notice')).toHaveCount(0);
  expect(await kiln.tests()).toEqual(tests);
  await expect(page.locator('#data')).toContainText('Built-in digits and 2 drawings');
  await expect(page.locator('.mine')).toContainText('among the training images');

  // The run keeps what it learnt from.
  for (let left = 2; left > 0; left -= 1) {
    await page.locator('.mine > ul > li > button').first().click();
    await expect(page.locator('.mine > ul > li')).toHaveCount(left - 1);
  }
  await page.waitForTimeout(500);
  await page.reload();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await kiln.view('compare');
  await rows(page).getByRole('button', { name: 'Repeat' }).click();
  await kiln.finished();
  expect(await kiln.tests()).toEqual(tests);
});

test('a run file that cannot be trained is refused, and nothing of it is kept', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.view('compare');
  const wide = altered('three.kiln.zip', (run) => ({
    config: { ...configOf(run), layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }] },
  }));
  const fast = altered('fast.kiln.zip', (run) => ({ config: { ...configOf(run), learningRate: 5_000 } }));
  const other = altered('other.kiln.zip', (run) => ({ config: { ...configOf(run), batchSize: 64 } }));
  for (const [bad, said] of [
    [altered('spiral.kiln.zip', spiral), 'cannot be read'],
    [wide, 'cannot be trained here'],
    [fast, 'three.kiln.zip'],
    [other, 'weights are not those of the run'],
  ] as const) {
    await upload(page).setInputFiles(bad);
    await expect(page.getByRole('alert').filter({ hasText: said }).first()).toContainText(said);
  }
  await expect(page.getByRole('alert').filter({ hasText: 'three.kiln.zip' })).toContainText('1 more of this kind');
  await expect(rows(page)).toHaveCount(0);
  await page.reload();
  await expect(page.locator('#comparison')).toContainText('Every run you train is kept', { timeout: 60_000 });
});

test('many files that are no runs are one notice', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.view('compare');
  const photos = Array.from({ length: 30 }, (_, index) => file(`photo-${index}.zip`, Buffer.from('a photograph')));
  await upload(page).setInputFiles(photos);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('29 more of this kind');
  await expect(alert).toHaveCount(1);
  await alert.getByText('29 more of this kind').click();
  await expect(alert.getByText('photo-29.zip')).toBeAttached();
  expect((await alert.boundingBox())?.height).toBeLessThan(400);
});

test('what is stored and cannot be read is set aside, exported and deleted', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.view('compare');
  await upload(page).setInputFiles(fixture('digits.kiln.zip'));
  await expect(rows(page)).toHaveCount(1);
  for (const change of [
    '{"layers":[{"type":"spiral"}]}',
    '{"layers":[{"type":"flatten"},{"type":"dense","units":3}]}',
  ]) {
    await spoil(page, change);
    await page.reload();
    await expect(page.getByRole('alert')).toHaveCount(1, { timeout: 60_000 });
    await expect(page.locator('.set-aside li')).toHaveCount(1);
    await expect(rows(page)).toHaveCount(0);
  }
  await expect(page.locator('.set-aside')).toContainText('dense');
  const download = page.waitForEvent('download');
  await page.locator('.set-aside').getByRole('button', { name: 'Export' }).click();
  const parts = unzipSync(readFileSync(await (await download).path()));
  expect(Object.keys(parts).sort()).toEqual(['checkpoint.safetensors', 'curves.json', 'run.json']);
  expect(JSON.parse(new TextDecoder().decode(parts['run.json'])).run.config.layers[1].units).toBe(3);
  // It can be trained beside it.
  await kiln.view('train');
  await kiln.trainShortly('softmax', 1);
  await kiln.view('compare');
  await expect(rows(page)).toHaveCount(1);
  await page.locator('.set-aside').getByRole('button', { name: 'Delete' }).click();
  await page.locator('.set-aside .run-question').getByRole('button', { name: 'Delete' }).click();
  await expect(page.locator('.set-aside')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(rows(page)).toHaveCount(1);
});

test('drawings that are stored and cannot be read are told, exported and deleted', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('kiln');
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise((resolve) => {
      const transaction = database.transaction('drawings', 'readwrite');
      const drawings = transaction.objectStore('drawings');
      drawings.put({ label: 3, pixels: new Uint8Array(784), width: 28, height: 28 });
      // Fewer pixels than it says.
      drawings.put({ label: 4, pixels: Uint8Array.of(1, 2, 255), width: 28, height: 28 });
      transaction.oncomplete = resolve;
    });
    database.close();
  });
  await page.reload();
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('1 drawing that was kept cannot be read any more', { timeout: 60_000 });
  await expect(page.locator('.mine > ul > li')).toHaveCount(1);
  const download = page.waitForEvent('download');
  await notice.getByRole('button', { name: 'Export' }).click();
  expect(JSON.parse(readFileSync(await (await download).path(), 'utf8'))).toMatchObject([
    { stored: { label: 4, pixels: 'AQL/' } },
  ]);
  await notice.getByText('Delete what cannot be read').click();
  await notice.getByRole('button', { name: 'Delete for good' }).click();
  await expect(notice).toHaveCount(0);
  await expect.poll(() => numDrawings(page)).toBe(1);
});

test('a run that another tab trains is told so', async ({ kiln, page, context }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '400');
  await kiln.train.click();
  await kiln.waitForSteps(100);
  await page.waitForTimeout(1_000);
  const other = await context.newPage();
  await other.goto('./?lang=en&device=cpu#compare');
  await expect(rows(other)).toContainText('Trains in another tab', { timeout: 60_000 });
  await page.bringToFront();
  await kiln.pause.click();
  await expect(kiln.resume).toBeEnabled();
  await other.bringToFront();
  await expect(rows(other)).toContainText('Open in another tab');
  await other.close();
});
