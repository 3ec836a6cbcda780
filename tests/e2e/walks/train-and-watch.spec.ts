/** Train and watch: every command, progress, and the charts with all their tools. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { measureNames } from '../../../www/src/state/curves/curves.js';
import { expect } from '../kiln.js';
import { piece, type Walker, walk } from './walk.js';

walk('starts, pauses, steps, resumes, stops and resets', async ({ kiln, page, words, isPhone }) => {
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '60');
  const images = page.locator('#test-images');
  await expect(images.locator('canvas')).toHaveCount(10);
  await kiln.press(kiln.train);
  await expect(kiln.note).toHaveText(words.t('status.running'));
  await expect.poll(() => page.title()).toMatch(/^\d+% · /);
  const progress = page.locator('kiln-progress');
  await expect(progress.getByText(words.t('progress.remaining'))).toBeVisible();
  await expect(progress.locator('.major').nth(1)).toContainText(/\d:\d\d/);
  await expect(images).toContainText(piece(words.t('testImages.right', { right: '{right}', all: '{all}' })));

  await kiln.press(kiln.pause);
  await expect(kiln.note).toHaveText(words.t('status.paused'));
  await expect.poll(() => page.title()).toContain(words.t('title.paused'));
  const paused = await kiln.steps();
  await kiln.press(kiln.step);
  await expect.poll(() => kiln.steps()).toBe(paused + 1);
  await kiln.press(kiln.resume);
  await kiln.waitForSteps(paused + 5);
  await kiln.press(kiln.stop);
  await expect(kiln.note).toHaveText(words.t('status.stopped'));
  await kiln.press(kiln.reset);
  await expect(kiln.note).toHaveText(words.t('status.idle'));
  await expect.poll(() => kiln.steps()).toBe(0);

  if (isPhone) return;
  // The same by keys, which are listed.
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: words.t('keys.title') });
  await expect(list).toContainText(words.t('keys.start'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect.poll(() => kiln.steps()).toBe(1);
  await page.keyboard.press('k');
  await expect(kiln.note).toHaveText(words.t('status.running'));
  await page.keyboard.press('k');
  await expect(kiln.note).toHaveText(words.t('status.paused'));
  await page.keyboard.press('x');
  await expect(kiln.note).toHaveText(words.t('status.stopped'));
});

walk('looks at the charts, into them, and saves them', async (walker) => {
  const { kiln, page, words, isPhone } = walker;
  const tools = page.locator('#curves .chart-tools');
  const tool = (name: string) => tools.getByRole('button', { name, exact: true });
  for (const name of measureNames) {
    const button = tool(words.t(`chart.${name}`));
    if ((await button.getAttribute('aria-pressed')) === 'false') await kiln.press(button);
  }
  await expect(page.locator('kiln-chart')).toHaveCount(5);
  await kiln.choose('softmax');
  await kiln.set('validation', '0.1');
  await kiln.press(page.getByRole('button', { name: words.t('chart.empty.gradientNorm.turnOn', { every: 10 }) }));
  await kiln.set('numEpochs', '2');
  await kiln.press(kiln.train);
  await kiln.finished();
  const numSteps = await kiln.steps();
  for (const name of measureNames) await expect(page.locator(`kiln-chart[data-name=${name}]`)).toContainText(/\d/);
  const loss = page.locator('kiln-chart[data-name=loss]');
  await expect(loss.locator('li')).toContainText([words.t('chart.train'), words.t('chart.validation')]);

  const slider = tools.getByRole('slider', { name: words.t('charts.smoothing') });
  await slider.fill('6');
  await expect(tools.locator('.smoothing-value')).toHaveText(words.t('charts.smoothing.steps', { count: 60 }));
  await kiln.press(tool(words.t('charts.log')));
  await expect(tool(words.t('charts.log'))).toHaveAttribute('aria-pressed', 'true');

  if (isPhone) await swipeThrough(walker);
  await loss.evaluate((chart) => chart.scrollIntoView({ block: 'center' }));

  // The crosshair is in all charts at the same step.
  const over = loss.locator('.u-over');
  // Both go for the middle of what they touch.
  await (isPhone ? over.tap() : over.hover());
  const at = (name: string) =>
    page.locator(`kiln-chart[data-name=${name}]`).getByRole('slider').getAttribute('aria-valuenow');
  await expect.poll(async () => Math.abs(Number(await at('loss')) - numSteps / 2)).toBeLessThan(numSteps / 8);
  await expect.poll(async () => (await at('accuracy')) === (await at('loss'))).toBe(true);

  // A part of the run, in all charts, and back.
  if (isPhone) {
    await kiln.hand.pinch(
      over,
      [
        [0.45, 0.5],
        [0.2, 0.5],
      ],
      [
        [0.55, 0.5],
        [0.8, 0.5],
      ],
    );
  } else {
    await kiln.hand.along(over, [
      [0.25, 0.5],
      [0.75, 0.5],
    ]);
  }
  await expect.poll(() => shown(page, 'accuracy')).toBeLessThan(numSteps * 0.7);
  await expect.poll(() => shown(page, 'loss')).toBeGreaterThan(numSteps * 0.1);
  await kiln.press(tool(words.t('charts.whole')));
  await expect.poll(() => shown(page, 'loss')).toBe(numSteps);

  // As a picture and as a table.
  const menu = tools.locator('.save-menu');
  const save = async (name: string) => {
    if ((await menu.getAttribute('open')) === null) await kiln.press(menu.locator('summary'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      kiln.press(menu.getByRole('button', { name, exact: true })),
    ]);
    return readFile(await download.path());
  };
  const picture = await save(words.t('charts.save.png', { name: words.t('chart.loss') }));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  const table = (await save(words.t('charts.save.csv'))).toString().split('\r\n');
  expect(table[0]).toMatch(/^step,epoch,train_loss,/);
  expect(table).toHaveLength(numSteps + 2);
});

/** How many steps a chart shows. */
async function shown(page: Page, name: string): Promise<number> {
  const slider = page.locator(`kiln-chart[data-name=${name}]`).getByRole('slider');
  const [from, to] = await Promise.all(['aria-valuemin', 'aria-valuemax'].map((end) => slider.getAttribute(end)));
  return Number(to) - Number(from);
}

/** From the first chart of the strip to the next, which then stands where the first one was. */
async function swipeThrough({ kiln, page }: Walker): Promise<void> {
  const strip = page.locator('#curves .charts');
  const toStart = () =>
    strip.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
      element.scrollTo({ left: 0, behavior: 'instant' });
    });
  const left = async (index: number) => Math.round((await page.locator('kiln-chart').nth(index).boundingBox())?.x ?? 0);
  await toStart();
  const home = await left(0);
  await kiln.hand.along(strip, [
    [0.8, 0.5],
    [0.15, 0.5],
  ]);
  await expect.poll(() => left(1)).toBe(home);
  await toStart();
}
