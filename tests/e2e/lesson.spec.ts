/** A lesson: a link that opens a part of the page, made in the menu, opened by learners and shown in other people's pages. */
import { createServer } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { digits, expect, type Kiln, test } from './kiln.js';

/** Opens the menu and chooses to make a lesson. */
async function make(page: Page): Promise<ReturnType<Page['locator']>> {
  const menu = page.locator('.share-menu');
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'A lesson' }).click();
  return menu;
}

async function copied(page: Page): Promise<string> {
  await expect(page.locator('.share-menu')).toContainText('Copied.');
  return await page.evaluate(() => navigator.clipboard.readText());
}

/** As learners open it: with the language of the test, and on the CPU. */
async function follow(kiln: Kiln, link: string): Promise<void> {
  await kiln.open(`&device=cpu&${new URL(link).search.slice(1)}`);
}

async function isClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)).toEqual(
    [],
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, 'pixels by which the page is too wide').toBeLessThanOrEqual(0);
}

/** A page of somebody else, on an origin of its own. */
async function pageWith(html: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Lesson</title><body>${html}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error(`expected a port, found ${address}`);
  return {
    url: `http://127.0.0.1:${address.port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test.beforeEach(async ({ context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(baseURL ?? '').origin });
});

test('made in the menu, a lesson shows what was chosen and trains', async ({ kiln, page, context }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await kiln.set('seed', '42');
  const menu = await make(page);
  await isClean(page);
  await menu.getByRole('button', { name: 'Draw only' }).click();
  await expect(menu).toContainText('Hidden from learners: Data, Network');
  await expect(menu.getByLabel('Drawing pad')).toBeChecked();
  await menu.getByLabel('Test images').check();
  await expect(menu.getByRole('button', { name: 'Draw only' })).toHaveAttribute('aria-pressed', 'false');
  await menu.getByRole('button', { name: 'Copy link' }).click();
  const link = await copied(page);
  expect(new URL(link).searchParams.get('show')).toBe('images.draw.commands');
  // Another choice is another link.
  await menu.getByLabel('Charts').check();
  await expect(menu).not.toContainText('Copied.');

  await follow(kiln, link);
  for (const id of ['setup', 'ideas', 'curves', 'results', 'evaluation', 'comparison']) {
    await expect(page.locator(`#${id}`), id).toBeHidden();
    expect(await page.locator(`#${id} > *`).count(), `drawn into #${id}`).toBe(0);
  }
  for (const hidden of ['nav.views', '.share-menu', '.device-menu', '.preferences']) {
    await expect(page.locator(hidden)).toHaveCount(0);
  }
  await expect(page.locator('#drawing')).toBeVisible();
  await expect(page.locator('#test-images')).toBeVisible();
  await isClean(page);

  // Keys of what is hidden do nothing; those of what is there do.
  await page.keyboard.press('2');
  await expect(page.locator('#drawing')).toBeVisible();
  await page.keyboard.press('k');
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await kiln.draw(...digits[1]);
  await expect.poll(() => kiln.reading()).toBeGreaterThanOrEqual(0);
  // The address is still that of the lesson, so that a reload shows it again.
  expect(new URL(page.url()).searchParams.get('show')).toBe('images.draw.commands');

  const [whole] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open in Kiln' }).click(),
  ]);
  await expect(whole.locator('#field-numEpochs')).toHaveValue('1', { timeout: 60_000 });
  await expect(whole.locator('#preset')).toHaveValue('softmax');
  await expect(whole.locator('#field-seed')).toHaveValue('42');
  expect(new URL(whole.url()).searchParams.has('show')).toBe(false);
  await whole.close();
});

test('without training controls nothing starts, and without anything to see nothing is copied', async ({
  kiln,
  page,
}) => {
  await kiln.open('&device=cpu');
  const menu = await make(page);
  await menu.getByRole('button', { name: 'Study mistakes' }).click();
  await menu.getByLabel('Evaluate').uncheck();
  await expect(menu).toContainText('Choose something to look at');
  await expect(menu.getByRole('button', { name: 'Copy link' })).toHaveCount(0);
  await menu.getByLabel('Charts').check();
  await menu.getByLabel('Training controls').uncheck();
  await expect(menu).toContainText('nothing can be trained');
  await menu.getByRole('button', { name: 'Copy link' }).click();
  const link = await copied(page);
  await page.goto(`./?lang=en&device=cpu&${new URL(link).search.slice(1)}`);
  await expect(page.locator('kiln-chart').first()).toBeVisible();
  await expect(page.locator('#command')).toBeHidden();
  await expect(page.locator('#skip')).toBeHidden();
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('k');
  await page.keyboard.press('?');
  await expect(page.locator('#keys')).toContainText('scale');
  await expect(page.locator('#keys')).not.toContainText('pause');
  await page.keyboard.press('Escape');
  await expect(page).toHaveTitle(/Kiln: train/);
});

test('the settings follow into the address of a lesson', async ({ kiln, page }) => {
  await kiln.open('&device=cpu&show=training,charts,commands');
  await kiln.set('learningRate', '0.02');
  await expect.poll(() => new URL(page.url()).searchParams.get('run')).toMatch(/^1\.cnn-keras\.synthetic\./);
  await page.reload();
  await expect(page.locator('#field-learningRate')).toHaveValue('0.02');
  await expect(page.locator('#drawing')).toBeHidden();
});

test('a lesson that names what there is not opens with what there is, and says so', async ({ kiln, page }) => {
  await kiln.open('&device=cpu&show=draw.hologram.commands');
  await expect(page.getByRole('alert')).toContainText('does not have');
  await expect(page.getByRole('alert')).toContainText('hologram');
  await expect(page.locator('#setup')).toBeHidden();
  await kiln.open('&device=cpu&show=commands');
  await expect(page.getByRole('alert')).toContainText('does not say which parts');
  await expect(page.locator('#setup')).toBeVisible();
});

test('in a frame of another page, and small', async ({ kiln, page, baseURL }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '100');
  const menu = await make(page);
  await menu.getByRole('button', { name: 'Train and watch' }).click();
  await menu.getByRole('button', { name: 'For a web page' }).click();
  await expect(menu).toContainText('cross-origin isolated');
  await menu.getByRole('button', { name: 'Copy HTML' }).click();
  const html = await copied(page);
  await using elsewhere = await pageWith(html.replace('height="640"', 'height="500"'));
  await page.setViewportSize({ width: 640, height: 540 });
  await page.goto(elsewhere.url);
  const frame = page.frameLocator('iframe');
  const train = frame.locator('#command button.main');
  await expect(train).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });
  await train.click();
  await expect(frame.locator('kiln-progress')).toContainText('Epoch', { timeout: 60_000 });
  await expect(frame.locator('kiln-progress [role=status]')).toHaveText('Training');
  await frame.locator('#command button').nth(2).click();
  await expect(frame.locator('kiln-progress [role=status]')).toHaveText('Stopped');
  await page.screenshot({ path: test.info().outputPath('frame.png') });
  const inner = page.frames().find((one) => one.url().startsWith(baseURL ?? ''));
  expect(await inner?.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expect(frame.getByRole('link', { name: 'Open in Kiln' })).toHaveAttribute('target', '_blank');
});

for (const [lang, open] of [
  ['en', 'Open in Kiln'],
  ['zh', '在 Kiln 中打开'],
] as const) {
  for (const show of ['draw.commands', 'training.ideas.charts.commands', 'evaluate.commands.preferences']) {
    test(`fits a phone: ${show}, in ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 780 });
      await page.goto(`./?lang=${lang}&device=cpu&theme=${lang === 'zh' ? 'dark' : 'light'}&show=${show}`);
      const train = page.locator('#command button.main');
      await expect(train).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });
      await expect(page.getByRole('link', { name: open })).toBeVisible();
      await isClean(page);
    });
  }
}

test('the menu fits a phone, in Chinese', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('./?lang=zh&device=cpu');
  await expect(page.locator('#command button.main')).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });
  const menu = page.locator('.share-menu');
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: '一节课' }).click();
  await menu.getByRole('button', { name: '嵌入网页' }).click();
  const copy = menu.getByRole('button', { name: '复制 HTML' });
  await copy.scrollIntoViewIfNeeded();
  await expect(copy).toBeInViewport();
  const english = await menu
    .locator('.menu-body')
    .evaluate((body) => (body instanceof HTMLElement ? body.innerText : '').match(/[A-Za-z]{5,}/g) ?? []);
  expect(english, 'words left in English').toEqual([]);
  await isClean(page);
});
