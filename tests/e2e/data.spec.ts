import type { Page, Route } from '@playwright/test';
import { expect, test } from './kiln.js';

const mirrors =
  /^https:\/\/(cdn\.jsdelivr\.net\/gh\/fgnt\/mnist@master|raw\.githubusercontent\.com\/fgnt\/mnist\/master)\//;

const chooseData = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Data set' }).getByRole('button', { name }).click();

/** An IDX data set small enough for a test: `count` images, each with one bright column. */
function idx(kind: 'images' | 'labels', count: number): Buffer {
  const header = kind === 'images' ? [0x803, count, 28, 28] : [0x801, count];
  const bytes = Buffer.alloc(header.length * 4 + count * (kind === 'images' ? 784 : 1));
  header.forEach((word, index) => {
    bytes.writeUInt32BE(word, index * 4);
  });
  for (let item = 0; item < count; item += 1) {
    const digit = item % 10;
    if (kind === 'labels') bytes[8 + item] = digit;
    else for (let row = 4; row < 24; row += 1) bytes[16 + item * 784 + row * 28 + 4 + digit * 2] = 255;
  }
  return bytes;
}

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const four = () => [
  file('a', idx('labels', 40)),
  file('b', idx('images', 80)),
  file('c', idx('images', 40)),
  file('d', idx('labels', 80)),
];

test.describe('with broken mirrors', () => {
  test('says what each of them did, and goes on with the built-in digits', async ({ kiln, page }) => {
    const asked: string[] = [];
    await page.route(mirrors, async (route: Route) => {
      asked.push(new URL(route.request().url()).hostname);
      // One sends something else, the other breaks off in the middle.
      const isFirst = route.request().url().includes('jsdelivr');
      await route.fulfill({
        status: 200,
        headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
        body: isFirst ? Buffer.from('<!doctype html>') : Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
      });
    });
    await kiln.open('&device=cpu');
    await chooseData(page, 'MNIST');
    const alert = page.locator('#data').getByRole('alert');
    await expect(alert).toContainText('could not be downloaded');
    expect(asked).toEqual(['cdn.jsdelivr.net', 'raw.githubusercontent.com']);
    await alert.getByRole('button', { name: 'Use built-in digits' }).click();
    await expect(kiln.train).toBeEnabled();
    await expect(page.locator('#data')).toContainText('10,000 to train');
  });
});

test.describe('without a network', () => {
  // The browser itself reports the request for the page's own list of data sets.
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED.*data\/manifest\.json/] });

  test('says so at once and still trains', async ({ kiln, page, context }) => {
    const outside: string[] = [];
    page.on('request', (request) => {
      if (mirrors.test(request.url())) outside.push(request.url());
    });
    await kiln.open('&device=cpu');
    await context.setOffline(true);
    await chooseData(page, 'MNIST');
    await expect(page.locator('#data').getByRole('alert')).toContainText('no network', { timeout: 5_000 });
    expect(outside).toEqual([]);
    await page.locator('#data').getByRole('button', { name: 'Use built-in digits' }).click();
    await expect(kiln.train).toBeEnabled();
    await kiln.step.click();
    await expect.poll(() => kiln.steps()).toBe(1);
  });
});

test.describe('own files', () => {
  test('are recognised under any name, and trained on', async ({ kiln, page }) => {
    await kiln.open('&device=cpu');
    await chooseData(page, 'Own files');
    await page.locator('#data input[type=file]').setInputFiles(four());
    await expect(page.locator('#data')).toContainText('80 to train, 40 to test');
    await expect(page.locator('#data')).toContainText('from your files');
    await kiln.choose('mlp');
    await kiln.set('batchSize', '16');
    await kiln.set('numEpochs', '3');
    await kiln.train.click();
    await expect(kiln.note).toHaveText('Finished: all epochs made');
    expect(await kiln.tests()).toHaveLength(3);
  });

  test('can be dropped', async ({ kiln, page }) => {
    await kiln.open('&device=cpu');
    await chooseData(page, 'Own files');
    const files = four().map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }));
    const transfer = await page.evaluateHandle((files) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of files) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
      }
      return transfer;
    }, files);
    await page.locator('#data .drop').dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.locator('#data')).toContainText('80 to train, 40 to test');
  });

  test('that are none of the format are refused by name', async ({ kiln, page }) => {
    await kiln.open('&device=cpu');
    await chooseData(page, 'Own files');
    await page.locator('#data input[type=file]').setInputFiles([file('cat.png', Buffer.from('\x89PNG\r\n'))]);
    await expect(page.locator('#data').getByRole('alert')).toContainText('cat.png');
    const mismatched = [...four().slice(1), file('a', idx('labels', 39))];
    await page.locator('#data input[type=file]').setInputFiles(mismatched);
    await expect(page.locator('#data').getByRole('alert')).toContainText('Images: 40. Labels: 39.');
    await chooseData(page, 'Built-in digits');
    await expect(kiln.train).toBeEnabled();
  });
});

test.describe('what is chosen and not at hand', () => {
  test('is not trained on, and what is at hand stays in one click', async ({ kiln, page }) => {
    await kiln.open('&device=cpu');
    await kiln.trainShortly('softmax', 1);
    await chooseData(page, 'Own files');
    await expect(kiln.note).toHaveText('Own files are chosen, but none are loaded');
    await expect(kiln.train).toHaveAttribute('aria-disabled', 'true');
    await expect(kiln.step).toHaveAttribute('aria-disabled', 'true');
    await expect(page.locator('#data')).toContainText('At hand is still: Built-in digits');
    await page.locator('#data input[type=file]').setInputFiles([file('cat.png', Buffer.from('\x89PNG\r\n'))]);
    await expect(kiln.note).toHaveText('The data chosen could not be loaded');
    await expect(kiln.train).toHaveAttribute('aria-disabled', 'true');
    await page.locator('#data').getByRole('button', { name: 'Use built-in digits' }).click();
    await expect(kiln.train).toHaveAttribute('aria-disabled', 'false');
    await expect(page.locator('#data').getByRole('alert')).toHaveCount(0);
    // Nothing was loaded meanwhile: the run is still there.
    expect(await kiln.tests()).toHaveLength(1);

    await page.route(mirrors, (route) =>
      route.fulfill({
        status: 200,
        headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
        body: Buffer.from('<!doctype html>'),
      }),
    );
    await chooseData(page, 'MNIST');
    await expect(kiln.note).toHaveText('The data chosen could not be loaded');
    await expect(kiln.train).toHaveAttribute('aria-disabled', 'true');
    await chooseData(page, 'Built-in digits');
    await expect(kiln.train).toHaveAttribute('aria-disabled', 'false');
  });

  test('curves and results of other data do not stand beside what was loaded', async ({ kiln, page }) => {
    await kiln.open('&device=cpu');
    await kiln.trainShortly('softmax', 1);
    expect(await kiln.tests()).toHaveLength(1);
    await chooseData(page, 'Own files');
    await page.locator('#data input[type=file]').setInputFiles(four());
    await expect(page.locator('#data')).toContainText('80 to train, 40 to test');
    await expect(kiln.note).toHaveText('Ready to train');
    expect(await kiln.tests()).toHaveLength(0);
    await expect(page.locator('#results')).not.toContainText('%');
    // It is kept, and brings its data with it.
    await kiln.view('compare');
    await page.locator('.run-row').getByRole('button', { name: 'Open' }).click();
    await expect(page.locator('#data')).toContainText('10,000 to train', { timeout: 60_000 });
    expect(await kiln.tests()).toHaveLength(1);
  });
});

test('a run on own files asks for them once, and opens', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await chooseData(page, 'Own files');
  await page.locator('#data input[type=file]').setInputFiles(four());
  await expect(page.locator('#data')).toContainText('80 to train, 40 to test');
  await kiln.set('batchSize', '16');
  await kiln.trainShortly('softmax', 2);
  await page.waitForTimeout(1_000);
  await page.reload();
  const offer = page.locator('.notice.offer');
  await expect(offer).toContainText('80 to train, 40 to test, 28 × 28 pixels', { timeout: 60_000 });
  // Others are refused, and it is still offered.
  const others = four().map(({ name, buffer }) =>
    file(name, Buffer.concat([buffer.subarray(0, -1), Buffer.from([3])])),
  );
  await offer.locator('input[type=file]').setInputFiles(others);
  await expect(page.getByRole('alert').filter({ hasText: 'other files than these' })).toHaveCount(1);
  await offer.locator('input[type=file]').setInputFiles(four());
  await expect(kiln.note).toHaveText('Finished: all epochs made');
  expect(await kiln.tests()).toHaveLength(2);
  await expect(offer).toHaveCount(0);
});

test.describe('in Chinese', () => {
  test.use({ language: 'zh' });

  test('what is wrong with own files is said in Chinese', async ({ kiln, page }) => {
    await kiln.open('&device=cpu');
    await page
      .locator('#data .segments')
      .getByRole('button', { name: kiln.words.t('data.files') })
      .click();
    const input = page.locator('#data input[type=file]');
    const alert = page.locator('#data').getByRole('alert');
    const wrong = [
      [[file('cat.png', Buffer.from('\x89PNG\r\n'))], '“cat.png”的开头是'],
      [four().slice(1), '图像文件 2 个、标签文件 1 个'],
      [[...four().slice(1), file('a', idx('labels', 39))], '图像：40。标签：39。'],
      [[...four().slice(1), file('a', idx('labels', 40).subarray(0, 20))], '测试标签：应有 48 字节，只有 20 字节'],
    ] as const;
    for (const [files, said] of wrong) {
      await input.setInputFiles([...files]);
      await expect(alert).toContainText(said);
      expect((await alert.innerText()).replaceAll(/cat\.png|IDX|\.gz|PNG/g, '')).not.toMatch(/[A-Za-z]{4}/);
    }
  });
});
