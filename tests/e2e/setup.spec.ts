import type { Locator, Page } from '@playwright/test';
import { expect, test } from './kiln.js';

const openGroup = (page: Page, name: string) => page.locator(`#group-${name} > summary`).click();
const layer = (page: Page, name: string): Locator =>
  page.locator('.layers li').filter({ has: page.locator('> .layer-row .layer-name', { hasText: name }) });
const names = async (page: Page): Promise<string[]> =>
  (await page.locator('.layers > ol > li > .layer-row > .layer-name').allTextContents()).map((name) =>
    name.replace('Not in the preset like this', '').trim(),
  );

test('layers are edited, put in order and mended, and their sizes follow', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await page.locator('.layers > summary').click();
  expect(await names(page)).toEqual(['Flatten', 'Dense 128', 'ReLU', 'Dense 10']);
  const params = page.locator('#network .totals dd').first();
  await expect(params).toHaveText('101,770');

  await test.step('a number', async () => {
    await layer(page, 'Dense 128').locator('.layer-name').click();
    await page.getByLabel('Units', { exact: true }).fill('32');
    await expect(params).toHaveText('25,450');
    await expect(page.locator('#network .differs')).toContainText('1 changed');
    await page.getByLabel('Units', { exact: true }).fill('0');
    await expect(page.locator('.layers .field-problem')).toContainText('A whole number from 1 to 100,000');
    await expect(kiln.note).toHaveText('A setting needs correcting');
    await expect(kiln.train).toBeDisabled();
    await page.getByLabel('Units', { exact: true }).fill('32');
    await expect(kiln.train).toBeEnabled();
  });

  await test.step('added behind the open layer, duplicated, removed', async () => {
    await page.getByLabel('Add a layer after Dense 32').selectOption('dropout');
    expect(await names(page)).toEqual(['Flatten', 'Dense 32', 'Dropout 25%', 'ReLU', 'Dense 10']);
    await expect(layer(page, 'Dropout').locator('.layer-name')).toBeFocused();
    await expect(page.locator('#network p[role=status]')).toContainText('Dropout 25% added as layer 3 of 5.');
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await expect(page.locator('.layers li')).toHaveCount(6);
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(page.locator('.layers li')).toHaveCount(5);
  });

  await test.step('moved by keyboard, and said so', async () => {
    await layer(page, 'Dropout').locator('.layer-name').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.locator('#network p[role=status]')).toContainText('Dropout 25% is now layer 4 of 5.');
    expect(await names(page)).toEqual(['Flatten', 'Dense 32', 'ReLU', 'Dropout 25%', 'Dense 10']);
    await expect(layer(page, 'Dropout').locator('.layer-name')).toBeFocused();
  });

  await test.step('an impossible order says where and why', async () => {
    await layer(page, 'Flatten').locator('.layer-name').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(layer(page, 'Dense 32').locator('.field-problem')).toContainText('Put a Flatten layer in front of it');
    await expect(kiln.note).toHaveText('Layer 1 cannot stand where it does.');
    await expect(kiln.train).toBeDisabled();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(kiln.train).toBeEnabled();
  });

  await test.step('dragged', async () => {
    const grip = layer(page, 'Dropout').locator('.grip');
    await grip.scrollIntoViewIfNeeded();
    await grip.hover();
    const [from, to] = [await grip.boundingBox(), await layer(page, 'Dense 32').locator('.grip').boundingBox()];
    if (!from || !to) throw new Error('expected two layers to be seen');
    const x = from.x + from.width / 2;
    await page.mouse.move(x, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(x, from.y - 4, { steps: 4 });
    await page.mouse.move(x, to.y + 2, { steps: 12 });
    await page.mouse.up();
    await expect.poll(() => names(page)).toEqual(['Flatten', 'Dropout 25%', 'Dense 32', 'ReLU', 'Dense 10']);
    await expect(page.locator('#network p[role=status]')).toContainText('is now layer 2 of 5');
  });

  await test.step('trained, then back to the preset', async () => {
    await kiln.set('numEpochs', '1');
    await kiln.train.click();
    await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Back to the preset' }).click();
    await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 128', 'ReLU', 'Dense 10']);
    await expect(params).toHaveText('101,770');
    await expect(page.locator('#network .differs')).toHaveCount(0);
  });
});

test('layers within a block are edited, too', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('resnet');
  await page.locator('.layers > summary').click();
  const block = page.locator('.layers > ol > li', { hasText: 'Residual block' }).first();
  await block.locator('> .layer-row .layer-name').click();
  await page.getByLabel('Add a layer within the block').selectOption('dense');
  await expect(block.locator('ol li')).toHaveCount(6);
  await expect(block.locator('ol li').last().locator('.field-problem')).toContainText('Put a Flatten layer in front');
  await block.locator('ol li').last().getByRole('button', { name: 'Remove' }).click();
  await expect(kiln.train).toBeEnabled();
});

test('every setting can be typed, is checked, and is what the run begins with', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await openGroup(page, 'optimizer');
  await page.locator('#field-optimizer').selectOption('sgd');
  await page.locator('#field-nesterov').check();
  await expect(page.locator('#problem-nesterov')).toContainText('set a momentum above 0');
  await page.locator('#field-momentum').fill('0,9');
  await expect(page.locator('#problem-nesterov')).toHaveCount(0);
  await page.locator('#field-clippingNorm').fill('1');
  await openGroup(page, 'schedule');
  await page.locator('#field-schedule').selectOption('cosine');
  await page.locator('#field-warmupSteps').fill('20');
  const curve = page.locator('.schedule-curve svg');
  await expect(curve).toHaveAttribute('aria-label', /Learning rate over 395 steps: at most 0\.00\d+, \S+ at the end/);
  await openGroup(page, 'stopping');
  await page.locator('#field-patience').fill('2');
  await expect(page.locator('#problem-patience')).toContainText('set some aside under Data');
  await expect(kiln.train).toBeDisabled();
  await openGroup(page, 'images');
  await page.locator('#field-validation').fill('0.1');
  await page.locator('#field-augmentRotate').fill('10');
  await page.locator('#field-maxSteps').fill('6');
  await expect(page.locator('#group-images .group-summary')).toContainText('2 changed');
  await page.locator('#field-validation').focus();
  await page.getByRole('button', { name: 'What is “Rotate, degrees”?' }).click();
  await expect(page.locator('#help-augmentRotate')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#help-augmentRotate')).toBeHidden();
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: step limit reached', { timeout: 60_000 });
  expect(await kiln.steps()).toBe(6);
});

test('a run under way takes over what can change, and the rest waits', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '50');
  await kiln.train.click();
  await kiln.waitForSteps(5);
  await kiln.set('learningRate', '0.002');
  await expect(page.locator('.field.learningRate .field-note')).toContainText('The run has 0.001.');
  await page.locator('#field-learningRate').press('Enter');
  await expect(page.locator('.field.learningRate .field-note')).toHaveText(/Applied after step \d/);
  await kiln.set('batchSize', '64');
  await expect(page.locator('.field.batchSize .field-note')).toHaveText('For the next run.');
  await openGroup(page, 'optimizer');
  await page.locator('#field-clippingNorm').fill('1');
  await page.locator('.field.clippingNorm').getByRole('button', { name: 'Apply now' }).click();
  await expect(page.locator('.field.clippingNorm .field-note')).toHaveText(/Applied after step \d/);
  await kiln.stop.click();
  await expect(page.locator('.field-note')).toHaveCount(0);
});

test('shows the first images of each class', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await page.locator('#samples > summary').click();
  await expect(page.locator('#samples kiln-image-strip')).toHaveCount(10);
  const captions = page.locator('#samples kiln-image-strip').nth(7).locator('canvas');
  await expect(captions).toHaveCount(8);
  await expect(captions.first()).toHaveAttribute('aria-label', '7');
});
