/** What is seen of a run while it goes on, and the ideas that are offered. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, type Kiln, test } from './kiln.js';

const chart = (page: Page, name: string): Locator => page.locator(`kiln-chart[data-name=${name}]`);
const tool = (page: Page, name: string): Locator => page.locator('#curves').getByRole('button', { name, exact: true });

/** A run that is over within seconds. */
async function trainShortly(kiln: Kiln): Promise<void> {
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '2');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
}

/** Steps at both ends of what a chart shows. */
async function shown(page: Page, name: string): Promise<[number, number]> {
  const slider = chart(page, name).getByRole('slider');
  const [from, to] = await Promise.all(['aria-valuemin', 'aria-valuemax'].map((end) => slider.getAttribute(end)));
  return [Number(from), Number(to)];
}

async function saved(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), tool(page, name).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('charts are chosen, looked into and saved', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await expect(page.locator('kiln-chart')).toHaveCount(2);
  await tool(page, 'Gradient norm').click();
  await expect(chart(page, 'gradientNorm')).toContainText('Gradients are not measured');
  await tool(page, 'Learning rate').click();
  await tool(page, 'Throughput').click();
  await expect(page.locator('kiln-chart')).toHaveCount(5);
  // Choosing a preset takes back what the button chose.
  await kiln.choose('softmax');
  await chart(page, 'gradientNorm').getByRole('button', { name: 'Measure every 10 steps' }).click();
  await kiln.set('numEpochs', '2');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect(chart(page, 'gradientNorm')).toContainText(/Gradient norm over \d+ steps/);
  await expect(chart(page, 'learningRate')).toContainText('Learning rate over 158 steps');

  // A part of the run by dragging, in all charts; all of it by a double click.
  const [, whole] = await shown(page, 'loss');
  await kiln.hand.along(chart(page, 'loss').locator('.u-over'), [
    [0.25, 0.5],
    [0.75, 0.5],
  ]);
  await expect.poll(async () => (await shown(page, 'speed'))[1]).toBeLessThan(whole);
  await expect.poll(async () => (await shown(page, 'loss'))[0]).toBeGreaterThan(whole / 5);
  await chart(page, 'accuracy').locator('.u-over').dblclick();
  await expect.poll(() => shown(page, 'loss')).toEqual([0, whole]);

  // The same by the keyboard, and back by the button.
  const slider = chart(page, 'loss').getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^Step \d+: Training \d\.\d+ and Test –$/);
  await page.keyboard.press('+');
  await expect.poll(async () => (await shown(page, 'accuracy'))[1]).toBeLessThan(whole);
  await tool(page, 'Whole run').click();
  await expect.poll(() => shown(page, 'accuracy')).toEqual([0, whole]);

  await tool(page, 'Log scale').click();
  await page.getByRole('slider', { name: 'Smoothing' }).fill('6');
  await expect(page.locator('.smoothing-value')).toHaveText('60 steps');
  await page.locator('.save-menu summary').click();
  const picture = await saved(page, 'Loss as PNG');
  expect(picture.name).toBe('kiln-loss.png');
  expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.bytes.readUInt32BE(16)).toBeGreaterThan(1_000);
  const table = (await saved(page, 'All values as CSV')).bytes.toString().split('\r\n');
  expect(table).toHaveLength(160);
  expect(table[0]).toMatch(/^step,epoch,train_loss,/);
  expect(table[158]).toMatch(/^158,2,\d\.\d+,/);

  // Kept for the next visit.
  await page.reload();
  await expect(page.locator('kiln-chart')).toHaveCount(5);
  await expect(tool(page, 'Log scale')).toHaveAttribute('aria-pressed', 'true');
});

test('test images are read as it learns, the title tells how far it is, and Reset clears it all', async ({
  kiln,
  page,
}) => {
  await kiln.open('&device=cpu');
  const title = await page.title();
  await expect(page.locator('#test-images canvas')).toHaveCount(10);
  await expect(page.locator('#test-images li').first()).toHaveAttribute('title', 'A 0, not read yet');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '30');
  await kiln.train.click();
  await expect(page.locator('#test-images')).toContainText(/\d+ of 10 right/);
  await expect.poll(() => page.title()).toMatch(/^\d+% · [\d.]+% · Kiln$/);
  const early = await page.locator('#test-images .hint').textContent();
  await expect(page.locator('#test-images .hint')).not.toHaveText(early ?? '');
  await kiln.pause.click();
  await expect.poll(() => page.title()).toMatch(/^Paused · \d+% · /);
  // What the title says at once is drawn a moment later.
  await expect(kiln.note).toHaveText('Paused');
  // The last reading is of the network as it is now.
  const steps = await kiln.steps();
  await expect(page.locator('#test-images')).toContainText(`at step ${steps.toLocaleString('en')}`);
  await expect(async () => {
    const right = await page.locator('#test-images li.right').count();
    await expect(page.locator('#test-images')).toContainText(`${right} of 10 right`, { timeout: 1_000 });
  }).toPass();

  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(kiln.note).toHaveText('Ready to train');
  await expect.poll(() => page.title()).toBe(title);
  await expect(page.locator('#test-images li').first()).toHaveAttribute('title', 'A 0, not read yet');
  await expect(chart(page, 'loss')).toContainText('Loss: nothing to show yet');
  await kiln.train.click();
  await kiln.waitForSteps(2);
  await kiln.stop.click();
});

test('keys do what the buttons do, but not while something is typed', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '30');
  await page.locator('#field-batchSize').focus();
  await page.keyboard.press('k');
  await expect(kiln.note).not.toHaveText('Training');
  await kiln.set('batchSize', '64');
  await page.locator('#field-batchSize').blur();

  await page.keyboard.press('s');
  await expect.poll(() => kiln.steps()).toBe(1);
  await page.keyboard.press(' ');
  await expect(kiln.note).toHaveText('Training');
  await page.keyboard.press('k');
  await expect(kiln.note).toHaveText('Paused');
  await page.keyboard.press('x');
  await expect(kiln.note).toHaveText('Stopped');

  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('s');
  await expect(kiln.note).toHaveText('Stopped');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();

  await page.keyboard.press('2');
  await expect(page.locator('#evaluation')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.locator('#curves')).toBeVisible();
});

test('an idea changes the settings, says what to look at, and is undone', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await trainShortly(kiln);
  const ideas = page.locator('#ideas');
  await ideas.getByRole('button', { name: 'What happens with learning rate 1?' }).click();
  await expect(page.locator('#field-learningRate')).toHaveValue('1');
  await expect(ideas).toContainText('Look at the loss');
  // The run before it must not be taken for this one.
  const reset = page.getByRole('button', { name: 'Reset', exact: true });
  await reset.click();
  await expect(kiln.note).toHaveText('Ready to train');
  await kiln.train.click();
  await expect(kiln.note).toHaveText(/^(Finished|Failed)/, { timeout: 60_000 });
  await ideas.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('#field-learningRate')).toHaveValue('0.001');

  // A softmax regression learns hardly anything by heart.
  await kiln.choose('fast');
  await ideas.getByText('All ideas').click();
  await ideas.locator('.ideas-menu').getByRole('button', { name: 'Only 100 images' }).click();
  await expect(ideas).toContainText('learnt by heart');
  await expect(page.locator('#field-numEpochs')).toHaveValue('20');
  await reset.click();
  await expect(kiln.note).toHaveText('Ready to train');
  await kiln.train.click();
  await expect.poll(() => kiln.steps(), { timeout: 60_000 }).toBe(200);
  await expect(kiln.note).toHaveText('Finished: all epochs made');
});

test('a run that fails says so, beside the run before, and layers are seen one by one', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '2');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  await expect(chart(page, 'loss')).toContainText('Guessing');
  await expect(chart(page, 'loss').locator('.notes p')).toHaveCount(0);

  await kiln.set('learningRate', '100');
  await kiln.set('diagnoseEvery', '5');
  await tool(page, 'Layer gradients').click();
  await tool(page, 'Dead units').click();
  await kiln.train.click();
  await expect(kiln.note).toHaveText(/^(Finished|Failed)/, { timeout: 60_000 });
  await expect(chart(page, 'loss').locator('.notes .bad')).toContainText('Try a learning rate of 10 instead of 100.');
  await expect(chart(page, 'accuracy').locator('.notes')).toContainText('points worse than the run before');
  await expect(chart(page, 'accuracy')).toContainText('Run before');

  const layer = chart(page, 'layerGradients').getByRole('button', { name: /^2\. Dense 128/ });
  await layer.click();
  await expect(layer).toHaveAttribute('aria-pressed', 'true');
  await expect(chart(page, 'layerDead').getByRole('button', { name: /^3\. ReLU/ })).toBeVisible();
  await page.locator('.save-menu summary').click();
  const svg = (await saved(page, 'Layer gradients as SVG')).bytes.toString();
  expect(svg).toContain('2. Dense 128');
  expect(svg).not.toContain('NaN');
  const [header] = (await saved(page, 'All values as CSV')).bytes.toString().split('\r\n');
  expect(header).toContain('layer_2_dense_gradient_norm,layer_2_dense_update_ratio,layer_3_relu_dead_units');
  const json: unknown = JSON.parse((await saved(page, 'All values as JSON')).bytes.toString());
  expect(json).toHaveProperty('layers.rows.0.layer', 1);

  await page.reload();
  await expect(chart(page, 'accuracy')).toContainText('Run before', { timeout: 60_000 });
  await expect(chart(page, 'accuracy').locator('.notes')).toContainText('points worse than the run before');
});
