import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Route } from '@playwright/test';
import { digits, expect, measured, test } from './kiln.js';

const folder = process.env['KILN_MNIST_DIR'];

/** A file of the real data set, gzipped; the folder may hold it either way. */
function packed(name: string): Buffer {
  if (!folder) throw new Error('expected KILN_MNIST_DIR, found it unset');
  try {
    return readFileSync(join(folder, `${name}.gz`));
  } catch {
    return gzipSync(readFileSync(join(folder, name)), { level: 1 });
  }
}

const nameOf = (route: Route) => /([^/]+)\.gz$/.exec(new URL(route.request().url()).pathname)?.[1] ?? '';
const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

async function serveHere(page: Page): Promise<void> {
  await page.route('**/data/manifest.json', (route) => route.fulfill({ json: { datasets: ['mnist'] } }));
  await page.route('**/data/mnist/*.gz', (route) => route.fulfill({ body: packed(nameOf(route)) }));
}

test.describe('real MNIST', () => {
  test.skip(!folder, 'set KILN_MNIST_DIR to a folder with the four files');

  test('comes from the next mirror when one is broken, and from the cache afterwards', async ({ kiln, page }) => {
    let downloads = 0;
    await page.route('https://cdn.jsdelivr.net/**', (route) =>
      route.fulfill({ headers, body: packed(nameOf(route)).subarray(0, 1000) }),
    );
    await page.route('https://raw.githubusercontent.com/**', (route) => {
      downloads += 1;
      return route.fulfill({ headers, body: packed(nameOf(route)) });
    });
    await kiln.open('&device=cpu');
    await page.getByRole('group', { name: 'Data set' }).getByRole('button', { name: 'MNIST' }).click();
    await expect(page.locator('#data')).toContainText('downloaded from GitHub, verified', { timeout: 60_000 });
    await expect(page.locator('#data')).toContainText('60,000 to train, 10,000 to test');
    expect(downloads).toBe(4);
    await kiln.open('&device=cpu');
    await expect(page.locator('#data')).toContainText('kept from an earlier visit, verified', { timeout: 60_000 });
    expect(downloads).toBe(4);
  });

  test('one epoch of the reference network reaches 97 %, and a drawing is read', async ({ kiln, page }) => {
    test.setTimeout(20 * 60_000);
    await serveHere(page);
    await kiln.open('&device=cpu');
    await expect(page.locator('#data')).toContainText('from this site, verified', { timeout: 60_000 });
    await kiln.choose('cnn-keras');
    await kiln.set('numEpochs', '1');
    await kiln.train.click();
    await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 18 * 60_000 });
    expect(await kiln.steps()).toBe(469);
    const [accuracy] = await kiln.tests();
    measured('accuracy', `${accuracy} %`);
    expect(accuracy).toBeGreaterThanOrEqual(97);

    for (const digit of [2, 3, 7] as const) {
      await kiln.draw(...digits[digit]);
      await expect.poll(() => kiln.reading(), `a drawn ${digit}`).toBe(digit);
      await kiln.clear();
    }
  });
});
