/** Evaluate: what is taken for what, class by class, how sure it is, and the images behind every number. */
import { expect } from '../kiln.js';
import { piece, walk } from './walk.js';

walk('sees what the network confuses, and the images', async ({ kiln, page, words, isPhone }) => {
  const evaluation = page.locator('#evaluation');
  await kiln.view('evaluate');
  await kiln.press(evaluation.getByRole('button', { name: words.t('evaluate.empty.go') }));
  await kiln.trainShortly('softmax', 1);
  const [accuracy] = await kiln.tests();
  await kiln.view('evaluate');

  const matrix = page.getByRole('grid', { name: words.t('matrix.label') });
  await expect(matrix).toBeVisible();
  await expect(page.locator('.evaluate-head')).toContainText(words.percent((accuracy ?? 0) / 100, 2));
  const cells = matrix.getByRole('gridcell').locator('button');
  const counts = (await cells.allTextContents()).map((text) => Number(text.replaceAll(/\D/g, '') || 0));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2_000);

  // A cell shows its images.
  const position = counts.findIndex((count, index) => index % 11 !== 0 && count > 1);
  await kiln.press(cells.nth(position));
  const gallery = page.locator('#gallery');
  await expect(gallery.locator('kiln-image-grid button')).toHaveCount(Math.min(60, counts[position] ?? 0));
  const pair = words.t('gallery.pair', { truth: String(Math.floor(position / 10)), predicted: String(position % 10) });
  await expect(gallery.locator('kiln-image-grid .caption').first()).toHaveText(pair);
  await expect(gallery).toBeInViewport();

  await kiln.press(page.getByRole('button', { name: words.t('matrix.unit.rates'), exact: true }));
  const firstRow = async () =>
    (await cells.allTextContents()).slice(0, 10).reduce((sum, text) => sum + (Number.parseFloat(text) || 0), 0);
  await expect.poll(firstRow).toBeCloseTo(100, 0);

  // Filtered by hand, and each image looked into.
  await kiln.press(gallery.getByRole('button', { name: words.t('gallery.reset') }));
  await gallery.getByLabel(words.t('gallery.truth')).selectOption('3');
  await gallery.getByLabel(words.t('gallery.predicted')).selectOption('3');
  await expect(gallery.locator('.pages')).toContainText(words.number(counts[33] ?? 0));
  await gallery.getByLabel(words.t('gallery.order')).selectOption(words.t('gallery.order.sure'));
  const image = gallery.locator('kiln-image-grid button').nth(1);
  // A finger opens it; a mouse that is over it sees it beside.
  await (isPhone ? image.tap() : image.hover());
  const card = isPhone ? page.locator('#viewer') : page.locator('.image-card');
  await expect(card).toContainText(piece(words.t('card.right', { truth: '3', confidence: '{confidence}' })));
  const total = async () =>
    (await card.locator('.share').allTextContents()).reduce((sum, text) => sum + (Number.parseFloat(text) || 0), 0);
  await expect.poll(async () => Math.round(await total())).toBe(100);
  await (isPhone ? kiln.press(card.getByRole('button', { name: words.t('keys.close') })) : page.mouse.move(5, 5));
  await expect(card).toBeHidden();

  // Class by class, mistakes, and whether it can be trusted.
  const scores = page.getByRole('table').filter({ hasText: words.t('scores.precision') });
  await expect(scores.locator('tbody tr')).toHaveCount(10);
  await kiln.press(scores.getByRole('button', { name: words.t('scores.show', { name: '8' }) }));
  await expect(gallery.getByLabel(words.t('gallery.truth'))).toHaveValue('8');
  await expect(page.locator('.evaluate-mistakes kiln-image-grid button').first()).toBeAttached();
  await expect(page.locator('kiln-reliability')).toBeAttached();
  await expect(evaluation).toContainText(words.t('calibration.error'));
  const meaning = page.locator('.meanings').last();
  await kiln.press(meaning.locator('summary'));
  await expect(meaning).toContainText(words.t('calibration.error.help'));
});
