/** Runs beside each other: listed, drawn in one chart, compared, named, repeated, opened and deleted. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Kiln, test } from './kiln.js';
import { stored } from './stored.js';

const rows = (page: Page): Locator => page.locator('.run-row');
const chart = (page: Page, name: string): Locator => page.locator(`#comparison kiln-chart[data-name=${name}]`);

async function train(kiln: Kiln, learningRate: string): Promise<void> {
  await kiln.set('learningRate', learningRate);
  await kiln.trainToEnd();
}

/** Two short runs that differ in one thing. */
async function trainTwo(kiln: Kiln): Promise<void> {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '1');
  await train(kiln, '0.001');
  await train(kiln, '0.01');
}

async function compare(page: Page): Promise<void> {
  await page.locator('nav.views a[href="#compare"]').click();
  await expect(page.locator('#comparison')).toBeVisible();
}

/** What a chart says of each run to those who cannot see it. */
const told = (page: Page, name: string) => chart(page, name).locator('p.visually-hidden');

/** Of the table of what differs: the setting, and what each run has. */
async function differences(page: Page): Promise<string[][]> {
  const found = page.locator('section[aria-labelledby=differs-title] > .compare-frame tbody tr');
  return Promise.all((await found.all()).map((row) => row.locator('th, td').allInnerTexts()));
}

test('before the first run there is one thing to do, and after it a word of the second', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await compare(page);
  await expect(page.locator('#comparison')).toContainText('Every run you train is kept');
  await page.getByRole('button', { name: 'Train a first run' }).click();
  await expect(page.locator('#curves')).toBeVisible();
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await compare(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('#comparison')).toContainText('A second run makes a comparison');
  await expect(told(page, 'loss')).toContainText('Softmax regression: epochs 1. Loss over 79 steps');
});

test('two runs are listed, drawn together, and differ in what was changed and nothing else', async ({ kiln, page }) => {
  await trainTwo(kiln);
  await compare(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).locator('.run-name')).toHaveText([
    'Two-layer perceptron: learning rate 0.01, epochs 1',
    'Two-layer perceptron: epochs 1',
  ]);
  await expect(rows(page).first()).toContainText('At hand');
  const colors = await page
    .locator('.run-swatch')
    .evaluateAll((boxes) => boxes.map((box) => getComputedStyle(box).backgroundColor));
  expect(new Set(colors).size).toBe(2);

  // Both curves, named, in the colours of the list.
  for (const name of ['Two-layer perceptron: epochs 1', 'Two-layer perceptron: learning rate 0.01, epochs 1']) {
    await expect(told(page, 'loss')).toContainText(`${name}. Loss over 79 steps`);
    await expect(chart(page, 'accuracy').getByText(name, { exact: true })).toBeVisible();
  }
  await expect(page.locator('.differs-told')).toHaveText('Nothing differs but this: Learning rate.');
  await expect.poll(() => differences(page)).toEqual([['Learning rate', '0.001', '0.01']]);
  await page.getByText('All settings').click();
  await expect(page.locator('[data-setting=batchSize]')).toBeVisible();
  const outcomes = page.locator('section[aria-labelledby=outcomes-title]');
  // A star is only where the 95% intervals of the two lie apart; the table tells them.
  const accuracy = outcomes.locator('tr').filter({ hasText: 'Best test accuracy' });
  const bounds = (await accuracy.locator('.interval').allTextContents()).map((text) =>
    text.match(/[\d.]+/g)?.map(Number),
  );
  const [first, second] = bounds;
  if (!first || !second) throw new Error('expected the interval of each run');
  const areApart = Math.max(first[0] ?? 0, second[0] ?? 0) > Math.min(first[1] ?? 0, second[1] ?? 0);
  await expect(accuracy.locator('.best')).toHaveCount(areApart ? 1 : 0);
  await expect(outcomes.locator('.outcomes-tied')).toHaveCount(areApart ? 0 : 1);
  await expect(outcomes).toContainText('Finished: all epochs made');

  // Over epochs, and over seconds; a part of it by the keyboard.
  await page.getByRole('button', { name: 'Epochs', exact: true }).click();
  const slider = chart(page, 'loss').getByRole('slider');
  await expect(slider).toHaveAttribute('aria-valuemax', '1');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /^Epoch 0\.99: Two-layer perceptron: epochs 1 \d\.\d+, .*, Test –/,
  );
  await page.keyboard.press('+');
  await expect(chart(page, 'accuracy').getByRole('slider')).not.toHaveAttribute('aria-valuemin', '0');
  await page.keyboard.press('0');
  await expect(slider).toHaveAttribute('aria-valuemin', '0');
  await page.getByRole('button', { name: 'Seconds', exact: true }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', /^Second /);
  await page.getByRole('button', { name: 'Steps', exact: true }).click();

  // One run alone, and both again.
  await page.getByRole('checkbox', { name: 'Two-layer perceptron: epochs 1: show on the charts' }).uncheck();
  await expect(told(page, 'loss')).not.toContainText('perceptron: epochs 1.');
  await expect(page.locator('.differs-told')).toContainText('Tick two runs or more');
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('button', { name: 'Show only these' }).click();
  await expect(told(page, 'loss')).toContainText('perceptron: epochs 1.');

  // The quickest first.
  await page.getByRole('button', { name: 'Best', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Best', exact: true })).toHaveAttribute('aria-pressed', 'true');
  const shares = await page.locator('.run-result strong').allTextContents();
  expect(shares.map(Number.parseFloat)).toEqual(shares.map(Number.parseFloat).sort((one, other) => other - one));
});

test('a name survives a reload, a run is repeated, and deleted once that was said twice', async ({ kiln, page }) => {
  await trainTwo(kiln);
  await compare(page);
  // By the keyboard alone.
  const name = rows(page).nth(1).locator('.run-name');
  await name.focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name of the run' })).toBeFocused();
  await page.keyboard.type('not this');
  await page.keyboard.press('Escape');
  await expect(name).toHaveText('Two-layer perceptron: epochs 1');
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of the run' })).toBeFocused();
  await page.keyboard.type('Slow and sure');
  await page.keyboard.press('Enter');
  await expect(name).toHaveText('Slow and sure');
  await expect(name).toBeFocused();
  await page.reload();
  await expect(rows(page).nth(1).locator('.run-name')).toHaveText('Slow and sure', { timeout: 60_000 });
  await expect(told(page, 'loss')).toContainText('Slow and sure. Loss over 79 steps', { timeout: 60_000 });

  await rows(page).nth(1).getByRole('button', { name: 'Repeat' }).click();
  await expect(page.locator('#curves')).toBeVisible();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await compare(page);
  await expect(rows(page)).toHaveCount(3);
  // The same settings and the same seed: the same curve.
  await page.getByRole('checkbox', { name: 'Two-layer perceptron: learning rate 0.01, epochs 1: show' }).uncheck();
  await expect(page.locator('.differs-told')).toHaveText('Nothing differs, not even the seed.');
  const first = await rows(page).nth(2).locator('.run-result').innerText();
  await expect(rows(page).nth(0).locator('.run-result')).toHaveText(first, { useInnerText: true });

  const remove = rows(page).nth(2).getByRole('button', { name: 'Delete' });
  await remove.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await remove.press('Enter');
  await page.locator('.run-question').getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await expect(page.locator('#comparison')).not.toContainText('Slow and sure');
  await page.reload();
  await expect(rows(page)).toHaveCount(2, { timeout: 60_000 });
});

test('a run goes on where it was left, live in the list, and weights make room', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '200');
  await kiln.train.click();
  await kiln.waitForSteps(100);
  await compare(page);
  const [row] = [rows(page).first()];
  await expect(row).toContainText('Training');
  const before = await row.locator('.run-facts').first().innerText();
  await expect(row.locator('.run-facts').first()).not.toHaveText(before);
  await kiln.pause.click();
  await expect(row).toContainText('Paused');

  // Another run takes its place, which is then left for the first one.
  await page.locator('nav.views a[href="#train"]').click();
  await kiln.stop.click();
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await compare(page);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).getByRole('button', { name: 'Go on' }).click();
  await expect(page.locator('#curves')).toBeVisible({ timeout: 30_000 });
  await expect(kiln.note).toHaveText('Paused');
  const steps = await kiln.steps();
  expect(steps).toBeGreaterThan(90);
  await kiln.resume.click();
  await kiln.waitForSteps(steps + 20);
  await kiln.stop.click();

  await compare(page);
  const other = rows(page).filter({ hasText: 'Softmax' });
  await expect(other.getByRole('button', { name: 'Open' })).toBeVisible();
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Softmax regression: epochs 1' }).check();
  await page
    .locator('.run-selection')
    .getByRole('button', { name: /Forget weights frees [\d.]+ MB/ })
    .click();
  await page.locator('.run-question').getByRole('button', { name: 'Forget weights' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(other).toContainText('weights not kept');
  await expect(other.getByRole('button', { name: 'Open' })).toHaveCount(0);
});

test('a run is trained again with other seeds, and mean and spread stand in both views', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await kiln.set('numTrain', '1000');
  await kiln.trainToEnd();
  await page.setViewportSize({ width: 1440, height: 900 });
  await kiln.view('evaluate');
  // Nothing of the other view shows through between the panels.
  for (const part of ['#drawing', '#setup', '#centre']) await expect(page.locator(part)).toBeHidden();
  const meaning = page.locator('.evaluate-meaning');
  await expect(meaning).toContainText('by Wilson’s method');
  await expect(meaning).toContainText('drawn by a program');
  await meaning.getByRole('button', { name: '3 in all' }).click();
  await expect(meaning).toContainText(/3 seeds: [\d.]+% on average/, { timeout: 60_000 });
  await compare(page);
  await expect(rows(page)).toHaveCount(3);
  const accuracies = (await page.locator('.run-result strong').allTextContents()).map(Number.parseFloat);
  const cells = await page.locator('.seeds tbody tr').first().locator('td').allInnerTexts();
  expect(cells[0]).toBe('3');
  const mean = accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
  expect(Number.parseFloat(cells[1] ?? '')).toBeCloseTo(mean, 1);
  await expect(page.locator('.differs-told')).toContainText('Nothing differs but the seed');

  // Found again by a tag, put in the order of a setting.
  await rows(page).first().getByRole('button', { name: 'Note and tags' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('the last one');
  await page.getByRole('textbox', { name: 'Tags, with commas between' }).fill('class A, seeds');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toContainText('the last one');
  // Shown at once, and written down a moment later.
  await expect.poll(async () => (await stored(page)).some(({ note }) => note === 'the last one')).toBe(true);
  await page.reload();
  await expect(rows(page)).toHaveCount(3, { timeout: 60_000 });
  await page.getByRole('button', { name: 'class A' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('the last one');
  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('');
  await page.getByRole('combobox', { name: 'By a setting' }).selectOption('Seed');
  const names = () => rows(page).locator('.run-name').allInnerTexts();
  await expect.poll(async () => (await names()).map((name) => /seed 3/.test(name))).toEqual([false, false, true]);
  await page.getByRole('button', { name: 'Turn the order round' }).click();
  await expect.poll(async () => (await names()).map((name) => /seed 3/.test(name))).toEqual([true, false, false]);
});
