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
  await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 128', 'ReLU', 'Dense 10']);
  const params = page.locator('#network .totals dd').first();
  await expect(params).toHaveText('101,770');

  await test.step('a number', async () => {
    await layer(page, 'Dense 128').locator('.layer-name').click();
    await page.getByLabel('Units', { exact: true }).fill('32');
    await expect(params).toHaveText('25,450');
    await expect(page.locator('#network .differs')).toContainText('1 changed');
    await page.getByLabel('Units', { exact: true }).fill('0');
    await expect(page.locator('.layers .field-problem')).toContainText('A whole number from 1 to 4,294,967,295');
    await expect(kiln.note).toHaveText('A setting needs correcting');
    await expect(kiln.train).toBeDisabled();
    await page.getByLabel('Units', { exact: true }).fill('32');
    await expect(kiln.train).toBeEnabled();
  });

  await test.step('added behind the open layer, duplicated, removed', async () => {
    await page.getByLabel('Add a layer after Dense 32').selectOption('dropout');
    await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 32', 'Dropout 25%', 'ReLU', 'Dense 10']);
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
    await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 32', 'ReLU', 'Dropout 25%', 'Dense 10']);
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
    await kiln.hand.drag(grip, layer(page, 'Dense 32').locator('.grip'), 0.1);
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
  const sizes = (row: Locator) => row.locator('> .layer-row .number').allTextContents();
  const within = block.locator('ol li');
  // 9 weights for each of 16 channels and each of 16 filters, and a bias a filter.
  await expect.poll(() => sizes(within.first())).toEqual(['28×28×16', '2,320']);
  await within.first().locator('.layer-name').click();
  await expect(within.first().locator('.layer-end')).toContainText('2,320 parameters · 1,806,336 multiply-adds');
  await page.getByLabel('Filters', { exact: true }).fill('8');
  await expect.poll(() => sizes(within.first())).toEqual(['28×28×8', '1,160']);
  await page.getByLabel('Filters', { exact: true }).fill('16');
  await expect.poll(() => sizes(within.first())).toEqual(['28×28×16', '2,320']);
  await block.locator('> .layer-row .layer-name').click();
  await page.getByLabel('Add a layer within the block').selectOption('dense');
  await expect(block.locator('ol li')).toHaveCount(6);
  await expect(block.locator('ol li').last().locator('.field-problem')).toContainText('Put a Flatten layer in front');
  // What comes before it is known, and nothing behind it.
  await expect.poll(() => sizes(within.nth(3))).toEqual(['28×28×16', '2,320']);
  await expect.poll(() => sizes(within.last())).toEqual(['–', '']);
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
  await page.locator('#field-schedule').selectOption('step');
  const every = page.locator('#field-scheduleEvery');
  await expect(every).toHaveValue('');
  await expect(every).toHaveAttribute('placeholder', '99');
  await expect(page.locator('.field.scheduleEvery')).toContainText('a quarter of the run');
  await page.locator('#field-numEpochs').fill('10');
  await expect(every).toHaveAttribute('placeholder', '198');
  await every.fill('500');
  await page.locator('#field-numEpochs').fill('5');
  await expect(every).toHaveValue('500');
  await every.fill('');
  await expect(every).toHaveAttribute('placeholder', '99');
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

test('shows how training images are varied, as the settings are typed', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await openGroup(page, 'images');
  const group = page.locator('#group-images');
  const rows = page.locator('.preview-row');
  const off = group.getByText('No augmentation: the images are learnt from as they are.');
  await expect(off).toBeVisible();
  await expect(rows).toHaveCount(0);
  const looks = (column: 'first' | 'last') =>
    rows
      .locator(`kiln-image-strip:${column}-child canvas`)
      .evaluateAll((canvases) =>
        canvases.map((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : '')),
      );

  await page.locator('#field-augmentRotate').fill('40');
  await expect(rows).toHaveCount(4);
  await expect(off).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Image 2 as it is' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Image 2 as the run will see it' }).getByRole('img')).toHaveCount(5);
  await expect(page.getByRole('img', { name: 'Epoch 5' })).toHaveCount(4);
  // No two are alike, the originals among them.
  const all = async () => [...(await looks('first')), ...(await looks('last'))];
  await expect.poll(async () => new Set(await all()).size).toBe(24);
  const [originals, turned] = [await looks('first'), await looks('last')];

  await test.step('another setting, and the same images in another way', async () => {
    await page.locator('#field-augmentNoise').fill('0.2');
    await expect.poll(() => looks('last')).not.toEqual(turned);
    expect(await looks('first')).toEqual(originals);
    await page.locator('#field-augmentNoise').fill('0');
    await expect.poll(() => looks('last')).toEqual(turned);
  });

  await test.step('other images and later epochs, by keyboard', async () => {
    await page.getByRole('button', { name: 'Later epochs' }).press('Enter');
    await expect(page.locator('.preview-head')).toContainText('As epochs 6 to 10 will see it');
    await expect.poll(() => looks('last')).not.toEqual(turned);
    expect(await looks('first')).toEqual(originals);
    await page.getByRole('button', { name: 'Other images' }).press('Enter');
    await expect.poll(() => looks('first')).not.toEqual(originals);
  });

  await test.step('what a run would be refused for is said here, too', async () => {
    await page.locator('#field-validation').fill('0.00001');
    await expect(group.getByRole('alert')).toHaveText('A setting is out of range.');
    await expect(group.locator('.detail')).toContainText('data.validation');
    await page.locator('#field-validation').fill('0.1');
    await expect(rows).toHaveCount(4);
    await expect(group.getByRole('alert')).toHaveCount(0);
  });

  await test.step('also while a run goes on, which it leaves alone', async () => {
    await kiln.set('numEpochs', '50');
    await kiln.train.click();
    await kiln.waitForSteps(5);
    const before = await looks('last');
    await page.locator('#field-augmentShift').fill('0.3');
    await expect.poll(() => looks('last')).not.toEqual(before);
    const steps = await kiln.steps();
    await kiln.waitForSteps(steps + 5);
    await kiln.stop.click();
  });

  await page.locator('#field-augmentStrength').fill('0');
  await expect(off).toBeVisible();
  await expect(rows).toHaveCount(0);
});

test('numbers are read as people write them, or refused in words', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  const field = page.locator('#field-batchSize');
  for (const [typed, value] of [
    ['1,000', '1000'],
    ['２５６', '256'],
    ['2 048', '2048'],
  ] as const) {
    await field.fill(typed);
    await field.press('Enter');
    await expect(field).toHaveValue(value);
    await expect(kiln.train).toBeEnabled();
  }
  for (const typed of ['1.000', '10,00', '12 images']) {
    await field.fill(typed);
    await field.press('Enter');
    await expect(page.locator('#problem-batchSize')).toHaveText('A whole number from 1 to 4,096.');
    await expect(field).toHaveValue(typed);
    await expect(kiln.train).toBeDisabled();
  }
  await field.fill('128');
  await openGroup(page, 'images');
  await page.locator('#field-validation').fill('0.6');
  await expect(page.locator('#problem-validation')).toHaveText('A number from 0 to 0.5.');
  await page.locator('#field-validation').fill('10 %');
  await page.locator('#field-validation').press('Enter');
  await expect(page.locator('#field-validation')).toHaveValue('0.1');
});

test('every edit can be taken back and done again, by key and by button', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  const undo = page.getByRole('button', { name: 'Undo the last change of the settings' });
  const redo = page.getByRole('button', { name: 'Redo it' });
  await expect(redo).toHaveAttribute('aria-disabled', 'true');
  await page.locator('.layers > summary').click();
  await layer(page, 'Dense 128').locator('.layer-name').click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => names(page)).toEqual(['Flatten', 'ReLU', 'Dense 10']);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 128', 'ReLU', 'Dense 10']);
  await expect(page.locator('#network .totals dd').first()).toHaveText('101,770');
  await redo.click();
  await expect.poll(() => names(page)).toEqual(['Flatten', 'ReLU', 'Dense 10']);
  await undo.click();
  await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 128', 'ReLU', 'Dense 10']);

  await test.step('while something is typed, the browser takes back what was typed', async () => {
    const field = page.locator('#field-batchSize');
    await field.focus();
    await page.keyboard.press('End');
    await page.keyboard.type('7');
    await expect(field).toHaveValue('1287');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(field).toHaveValue('128');
    await expect.poll(() => names(page)).toEqual(['Flatten', 'Dense 128', 'ReLU', 'Dense 10']);
  });

  await test.step('what was entered is one step', async () => {
    const field = page.locator('#field-batchSize');
    await field.press('ControlOrMeta+a');
    await page.keyboard.type('64');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(field).toHaveValue('128');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(field).toHaveValue('64');
  });

  await test.step('a preset, too', async () => {
    await kiln.choose('fast');
    await undo.click();
    await expect(page.locator('#field-batchSize')).toHaveValue('64');
    await expect(page.locator('#preset')).toHaveValue('mlp');
  });
});

test('Back leads from view to view, and a run and its settings survive', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '50');
  await kiln.train.click();
  await kiln.waitForSteps(3);
  await page.keyboard.press('2');
  await expect(page).toHaveURL(/#evaluate$/);
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/#compare$/);
  await page.goBack();
  await expect(page).toHaveURL(/#evaluate$/);
  await expect(page.locator('#evaluation')).toBeVisible();
  await page.goBack();
  await expect(page.locator('#curves')).toBeVisible();
  await expect(page.locator('#field-numEpochs')).toHaveValue('50');
  await expect(page).toHaveURL(/run=/);
  const steps = await kiln.steps();
  await kiln.waitForSteps(steps + 1);
  await page.goForward();
  await expect(page).toHaveURL(/run=.*#evaluate$/);
  await page.goBack();
  await kiln.stop.click();

  // What is set meanwhile is not of the entry that is left: going back leads there all the same.
  await page.keyboard.press('2');
  await expect(page.locator('#evaluation')).toBeVisible();
  await page.getByRole('button', { name: '中文', exact: true }).click();
  await expect(page).toHaveURL(/lang=zh.*#evaluate$/);
  await page.goBack();
  await expect(page.locator('#curves')).toBeVisible();
  await expect(page).toHaveURL(/lang=zh/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
});

test('another optimizer offers the learning rate that is usual for it', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  const offer = page.locator('.field.learningRate .usual-rate');
  await expect(offer).toHaveCount(0);
  await page.locator('#field-optimizer').selectOption('sgd');
  await expect(offer).toContainText('Usual for SGD: 0.05.');
  await expect(page.locator('#field-learningRate')).toHaveValue('0.001');
  await offer.getByRole('button', { name: 'Use 0.05' }).click();
  await expect(page.locator('#field-learningRate')).toHaveValue('0.05');
  await expect(offer).toHaveCount(0);
});

test('a change is accepted while the run is paused', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '50');
  await kiln.train.click();
  await kiln.waitForSteps(3);
  await kiln.pause.click();
  await expect(kiln.note).toContainText('Paused');
  await kiln.set('learningRate', '0.002');
  await page.locator('#field-learningRate').press('Enter');
  await expect(page.locator('.field.learningRate .field-note')).toHaveText(/Applied after step \d/);
  await expect(page.getByRole('button', { name: 'Apply now' })).toHaveCount(0);
});
