/** A report: one file that needs nothing else, read from the disk by a browser that runs no scripts. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect, type Kiln, test } from './kiln.js';

/** A network that has learnt something, and still makes mistakes. */
async function trainBriefly(kiln: Kiln): Promise<void> {
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '2');
  await kiln.set('seed', '42');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
}

async function download(page: Page, press: () => Promise<void>): Promise<{ path: string; name: string }> {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), press()]);
  const path = test.info().outputPath(file.suggestedFilename());
  await file.saveAs(path);
  return { path, name: file.suggestedFilename() };
}

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** The file as somebody opens it who was sent it: without scripts, and with every request counted. */
async function read(browser: Browser, path: string, { colorScheme, width }: Look, task: (page: Page) => Promise<void>) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    offline: true,
    colorScheme,
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  const address = pathToFileURL(path).href;
  await page.goto(address);
  await task(page);
  expect(requests.filter((url) => url !== address && !url.startsWith('data:'))).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
}

/** What axe-core finds needs scripts: of the same file, in another context. */
async function isClean(browser: Browser, path: string, { colorScheme, width }: Look): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)).toEqual(
    [],
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, 'pixels by which the report is too wide').toBeLessThanOrEqual(0);
  await context.close();
}

test('one click gives a file that says everything of the run', async ({ kiln, page, browser }) => {
  await kiln.open('&device=cpu');
  const menu = page.locator('.share-menu');
  await menu.locator('summary').click();
  const button = menu.getByRole('button', { name: 'Save report' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(menu).toContainText('Train a network first');
  await page.keyboard.press('Escape');
  await trainBriefly(kiln);
  const [accuracy] = await kiln.tests();

  // Nobody has read the test set in detail yet.
  await menu.locator('summary').click();
  const { path, name } = await download(page, () => button.click());
  expect(name).toMatch(/^kiln-report-softmax-\d{4}-\d\d-\d\d\.html$/);
  await expect(button).toHaveText('Save report');
  const html = await readFile(path, 'utf8');
  expect(html).not.toContain('<script');
  // But for the link that opens the run again, no address of anything.
  const run = new URL(html.match(/<a href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? 'missing:');
  expect(run.searchParams.get('run')).toMatch(/^1\.softmax\.synthetic\./);
  expect([...html.matchAll(/(?:src|href)="(?!data:image\/png;base64,)([^"]*)"/g)]).toHaveLength(1);
  expect(html).not.toMatch(/url\(|@import/);

  await read(browser, path, { colorScheme: 'light', width: 1200 }, async (report) => {
    await expect(report.getByRole('heading', { level: 1 })).toHaveText('Softmax regression · Built-in digits');
    await expect(report.locator('header .figures')).toContainText(`${accuracy?.toFixed(2)}%`);
    await expect(report.locator('header .figures')).toContainText('with 95% confidence');
    await expect(report.locator('.curve polyline.train.line')).toHaveCount(4);
    await expect(report.locator('.curve > svg').first()).toHaveAttribute('aria-label', /Loss over 158 steps/);
    await expect(report.locator('.results tbody tr')).toHaveCount(2);
    const counts = await report.locator('.matrix td').allTextContents();
    expect(counts).toHaveLength(100);
    expect(counts.reduce((sum, text) => sum + Number(text.replaceAll(/\D/g, '') || 0), 0)).toBe(2_000);
    await expect(report.locator('.mistakes img')).toHaveCount(18);
    await expect(report.locator('.samples dd img')).toHaveCount(10);
    await expect(report.locator('.settings')).toContainText('42');
    await expect(report.locator('.network tbody tr')).toHaveCount(3);
    await expect(report.locator('.meaning li').first()).toContainText('Of 2,000 test images');
    // Images are there, and not just their places.
    const size = await report.locator('.mistakes img').first().boundingBox();
    expect(size?.width).toBe(size?.height);
    await report.screenshot({ path: test.info().outputPath('report-en-light.png'), fullPage: true });
    const pdf = await report.pdf({ path: test.info().outputPath('report-en.pdf'), preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(20_000);
  });
  await read(browser, path, { colorScheme: 'dark', width: 1200 }, async (report) => {
    await report.screenshot({ path: test.info().outputPath('report-en-dark.png'), fullPage: true });
  });
  await isClean(browser, path, { colorScheme: 'light', width: 1200 });
  await isClean(browser, path, { colorScheme: 'dark', width: 360 });

  // The link begins the same run.
  await kiln.open(`&device=cpu&${run.search.slice(1)}`);
  await expect(page.locator('#field-seed')).toHaveValue('42');
  await expect(page.locator('#preset')).toHaveValue('softmax');
});

test('in Chinese, from the view of the test set, while the run goes on', async ({ kiln, page, browser }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '30');
  await kiln.train.click();
  await kiln.waitForSteps(10);
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('link', { name: '评估' }).click();
  const button = page.locator('.evaluate-head').getByRole('button', { name: '保存报告' });
  const { path, name } = await download(page, () => button.click());
  expect(name).toMatch(/^kiln-report-mlp-/);
  await page.locator('#command button').nth(2).click();
  for (const [colorScheme, width] of [
    ['light', 1200],
    ['dark', 1200],
    ['dark', 360],
  ] as const) {
    await read(browser, path, { colorScheme, width }, async (report) => {
      await expect(report.locator('html')).toHaveAttribute('lang', 'zh');
      await expect(report.getByRole('heading', { level: 1 })).toHaveText('两层感知机 · 内置数字');
      await expect(report.locator('.meaning')).toContainText('训练尚未结束');
      const text = await report.locator('main').innerText();
      const words = text.replaceAll(/http\S+/g, '').match(/[A-Za-z]{4,}/g) ?? [];
      const names = new Set(['Kiln', 'ReLU', 'Adam', 'Xavier', 'MNIST']);
      expect(words.filter((word) => !names.has(word))).toEqual([]);
      await report.screenshot({
        path: test.info().outputPath(`report-zh-${colorScheme}-${width}.png`),
        fullPage: true,
      });
    });
    await isClean(browser, path, { colorScheme, width });
  }
});

test('where the test set cannot be read, that is said', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await trainBriefly(kiln);
  // The code of a report is loaded when one is wanted.
  await page.route(/\/assets\/report-[^/]*\.js$/, (route) =>
    route.fulfill({ status: 200, contentType: 'text/javascript', body: 'throw new Error("gone")' }),
  );
  await page.locator('.share-menu summary').click();
  await page.locator('.share-menu').getByRole('button', { name: 'Save report' }).click();
  await expect(page.getByRole('alert')).toContainText('gone');
  await expect(page.locator('.share-menu .save-report')).toHaveText('Save report');
});
