/** Configure: presets and layers, images, and every group of settings, before a run and while it goes on. */
import type { Locator, Page } from '@playwright/test';
import type { Words } from '../../../www/src/locale/words.js';
import { expect } from '../kiln.js';
import { piece, walk } from './walk.js';

const layer = (page: Page, name: string): Locator =>
  page.locator('.layers li').filter({ has: page.locator('> .layer-row .layer-name', { hasText: name }) });

/** Names of the layers, without the mark of what was changed. */
async function order(page: Page, words: Words): Promise<string[]> {
  const names = await page.locator('.layers > ol > li > .layer-row > .layer-name').allTextContents();
  return names.map((name) => name.replace(words.t('layers.changed'), '').trim());
}

walk('builds a network of layers', async ({ kiln, page, words }) => {
  await kiln.choose('mlp');
  await kiln.unfold(page.locator('.layers'));
  const dense = (units: number) => words.t('network.dense', { units });
  const [flatten, relu] = [words.t('network.flatten'), words.t('network.relu')];
  await expect.poll(() => order(page, words)).toEqual([flatten, dense(128), relu, dense(10)]);
  const params = page.locator('#network .totals dd').nth(0);
  const work = page.locator('#network .totals dd').nth(1);
  await expect(params).toHaveText('101,770');

  // Edited: shapes and sizes follow what is typed, and what is wrong is said where it is.
  await kiln.press(layer(page, dense(128)).locator('.layer-name'));
  const units = page.locator('.layer-open').getByLabel(words.t('layer.units'), { exact: true });
  await units.fill('32');
  await expect(params).toHaveText('25,450');
  await expect(work).toHaveText('25,408');
  await expect(layer(page, dense(32)).locator('.layer-row .number').first()).toHaveText('32');
  await units.fill('0');
  await expect(
    layer(page, dense(32))
      .or(layer(page, dense(0)))
      .locator('.field-problem'),
  ).toBeVisible();
  await expect(kiln.train).toBeDisabled();
  await units.fill('32');
  await expect(kiln.train).toBeEnabled();

  // Added, moved by the keyboard and by the hand, removed.
  await page.getByLabel(words.t('layers.add.after', { layer: dense(32) })).selectOption('dropout');
  const dropout = words.t('network.dropout', { rate: words.percent(0.25) });
  await expect.poll(() => order(page, words)).toEqual([flatten, dense(32), dropout, relu, dense(10)]);
  await layer(page, dropout).locator('.layer-name').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => order(page, words)).toEqual([flatten, dense(32), relu, dropout, dense(10)]);
  // Closed, so that the list is short enough to be dragged in.
  await kiln.press(layer(page, dropout).locator('.layer-name'));
  await expect(page.locator('.layer-open')).toHaveCount(0);
  await page.locator('.layers > ol').evaluate((list) => list.scrollIntoView({ block: 'center' }));
  await kiln.hand.drag(layer(page, dropout).locator('.grip'), layer(page, dense(32)).locator('.grip'), 0.1);
  await expect.poll(() => order(page, words)).toEqual([flatten, dropout, dense(32), relu, dense(10)]);
  await kiln.press(layer(page, dropout).locator('.layer-name'));
  await kiln.press(page.getByRole('button', { name: words.t('layers.remove') }));
  await expect.poll(() => order(page, words)).toEqual([flatten, dense(32), relu, dense(10)]);

  // An order that cannot be: said at the layer, and in the command bar.
  await layer(page, flatten).locator('.layer-name').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(layer(page, dense(32)).locator('.field-problem')).toContainText(
    piece(words.t('layers.bad.featuresNeeded')),
  );
  await expect(kiln.note).toHaveText(words.t('layers.refused', { position: 1 }));
  await page.keyboard.press('Alt+ArrowUp');
  await expect(kiln.train).toBeEnabled();

  await kiln.set('maxSteps', '3');
  await kiln.press(kiln.train);
  await expect(kiln.note).toHaveText(words.t('finished.steps'), { timeout: 60_000 });
  await kiln.press(page.getByRole('button', { name: words.t('setup.reset') }));
  await expect(params).toHaveText('101,770');
});

walk('chooses images and settings, and changes them while it trains', async ({ kiln, page, words }) => {
  await kiln.choose('mlp');

  // Images: which, how many, how they are split and varied, and a look at them.
  const data = page.locator('#data');
  await kiln.unfold(data);
  await kiln.press(data.getByRole('button', { name: words.t('data.files') }));
  await expect(data).toContainText(words.t('data.drop'));
  await kiln.press(data.getByRole('button', { name: words.t('data.synthetic'), exact: true }));
  await expect(data).toContainText(words.t('data.counts', { train: 10_000, test: 2_000 }));
  await kiln.unfold(page.locator('#samples'));
  await expect(page.locator('#samples kiln-image-strip')).toHaveCount(10);
  await kiln.set('numTrain', '1000');
  await kiln.set('validation', '0.1');
  await kiln.set('augmentRotate', '10');
  await kiln.set('augmentShift', '0.1');
  await expect(page.locator('#group-images .group-summary')).toContainText(words.plural('setup.changed', 4));

  // How it learns.
  await (await kiln.field('optimizer')).selectOption('sgd');
  await kiln.set('learningRate', '0.05');
  await kiln.set('batchSize', '32');
  await kiln.set('momentum', '0.9');
  await kiln.set('weightDecay', '0.0001');
  await kiln.set('clippingNorm', '1');
  await (await kiln.field('schedule')).selectOption('cosine');
  await kiln.set('warmupSteps', '20');
  await expect(page.locator('.schedule-curve svg')).toHaveAttribute('aria-label', /\d/);
  await (await kiln.field('loss')).selectOption('crossEntropy');
  await kiln.set('labelSmoothing', '0.1');
  await (await kiln.field('initialization')).selectOption('heNormal');
  await kiln.set('seed', '7');
  await kiln.set('numEpochs', '300');
  await kiln.set('patience', '-1');
  await expect(page.locator('#problem-patience')).toBeVisible();
  await expect(kiln.note).toHaveText(words.t('status.invalid'));
  await kiln.set('patience', '200');

  // An explanation on demand.
  const help = page.getByRole('button', { name: words.t('training.about', { field: words.t('training.patience') }) });
  await kiln.press(help);
  await expect(page.locator('#help-patience')).toBeVisible();
  await expect(page.locator('#help-patience')).toHaveText(words.t('training.patience.help'));
  await page.keyboard.press('Escape');
  await expect(page.locator('#help-patience')).toBeHidden();

  // What may change at once does, and the rest says that it waits.
  await kiln.press(kiln.train);
  await kiln.waitForSteps(3);
  await kiln.set('learningRate', '0.02');
  await expect(page.locator('.field.learningRate .field-note')).toContainText(
    words.t('setup.live.differs', { value: '0.05' }),
  );
  await page.locator('#field-learningRate').press('Enter');
  await expect(page.locator('.field.learningRate .field-note')).toContainText(
    piece(words.t('setup.live.since', { step: '{step}' })),
  );
  await kiln.set('batchSize', '64');
  await expect(page.locator('.field.batchSize .field-note')).toHaveText(words.t('setup.next'));
  await kiln.press(kiln.stop);
  await expect(page.locator('.field-note')).toHaveCount(0);
});
