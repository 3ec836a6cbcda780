import { expect, type Kiln, test } from './kiln.js';

/** A network that has learnt something, and still makes mistakes. */
async function trainBriefly(kiln: Kiln): Promise<void> {
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '2');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
}

test('says what to do while nothing has been learnt', async ({ kiln, page }) => {
  await page.goto('./?lang=en&device=cpu#evaluate');
  await page.getByRole('button', { name: 'Go to Train' }).click();
  await expect(page.locator('#setup')).toBeVisible();
  await expect(kiln.train).toBeEnabled();
});

test('reads the test set, and shows the images behind every number', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await trainBriefly(kiln);
  const [accuracy] = await kiln.tests();
  const numTests = (await kiln.tests()).length;
  await page.getByRole('link', { name: 'Evaluate' }).click();
  const matrix = page.getByRole('grid', { name: /Confusion matrix/ });
  await expect(matrix).toBeVisible();
  await expect(page.locator('.evaluate-head')).toContainText(`${accuracy?.toFixed(2)}%`);
  await expect(page.locator('.evaluate-note')).toContainText('Read after step 158.');

  // Every image is in one cell, and the diagonal is the accuracy.
  const cells = matrix.getByRole('gridcell').locator('button');
  await expect(cells).toHaveCount(100);
  const counts = (await cells.allTextContents()).map((text) => Number(text.replaceAll(/\D/g, '') || 0));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2_000);
  const right = counts.filter((_, index) => index % 11 === 0).reduce((sum, count) => sum + count, 0);
  expect(right / 20).toBeCloseTo(accuracy ?? 0, 2);

  // A cell shows its images, with the keyboard as with the mouse.
  const position = counts.findIndex((count, index) => index % 11 !== 0 && count > 1);
  const [truth, predicted] = [Math.floor(position / 10), position % 10];
  await cells.nth(0).focus();
  for (let row = 0; row < truth; row++) await page.keyboard.press('ArrowDown');
  for (let column = 0; column < predicted; column++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const gallery = page.locator('#gallery');
  await expect(gallery.locator('kiln-image-grid button')).toHaveCount(counts[position] ?? 0);
  await expect(gallery.locator('.pages')).toContainText(`1 to ${counts[position]} of ${counts[position]}`);
  await expect(gallery.locator('kiln-image-grid .caption').first()).toHaveText(`${truth} → ${predicted}`);

  // Shares of a row add up to it.
  await page.getByRole('button', { name: 'Shares' }).click();
  // Drawn in the next frame.
  const total = async () => {
    const shares = (await cells.allTextContents()).slice(0, 10).map((text) => Number.parseFloat(text) || 0);
    return shares.reduce((sum, share) => sum + share, 0);
  };
  await expect.poll(total).toBeCloseTo(100, 0);

  // Pages and filters.
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(gallery.locator('.pages')).toContainText('1 to 60 of 2,000');
  await page.getByRole('button', { name: 'More images' }).click();
  await expect(gallery.locator('.pages')).toContainText('61 to 120 of 2,000');
  await gallery.getByLabel('Which').selectOption('Wrong');
  const wrong = 2_000 - right;
  await expect(gallery.locator('.pages')).toContainText(`of ${wrong}`);
  await gallery.getByLabel('Order').selectOption('Most confident');
  await expect(gallery.locator('kiln-image-grid .note').first()).toHaveText(
    (await page.locator('.evaluate-mistakes kiln-image-grid .note').first().textContent()) ?? '',
  );

  // The image under the pointer: what it is, and the probabilities of all classes.
  await gallery.locator('kiln-image-grid button').nth(2).hover();
  const card = page.locator('.image-card');
  await expect(card).toContainText(/This is \d, read as \d with [\d.]+% confidence/);
  await expect
    .poll(async () => (await card.locator('.share').allTextContents()).map(Number.parseFloat))
    .toHaveLength(10);
  await expect
    .poll(async () => {
      const all = (await card.locator('.share').allTextContents()).map((text) => Number.parseFloat(text));
      return Math.round(all.reduce((sum, share) => sum + share, 0));
    })
    .toBe(100);
  await page.mouse.move(5, 5);
  await expect(card).toHaveCount(0);

  // Opened, it is large; its neighbours are a key away, Escape closes, and the focus is where it was.
  const image = gallery.locator('kiln-image-grid button').nth(2);
  await image.focus();
  await page.keyboard.press('Enter');
  const viewer = page.locator('#viewer');
  await expect(viewer).toContainText(/Test image [\d,]+ of 2,000/);
  await expect(viewer).toContainText(/This is \d, read as \d with [\d.]+% confidence/);
  await expect(viewer).toContainText(`3 of ${wrong}`);
  const title = await viewer.locator('h2').innerText();
  await page.keyboard.press('ArrowRight');
  await expect(viewer.locator('h2')).not.toHaveText(title);
  await viewer.getByRole('button', { name: 'Previous image' }).click();
  await expect(viewer.locator('h2')).toHaveText(title);
  expect(await viewer.locator('canvas').evaluate((canvas) => canvas.clientWidth)).toBeGreaterThan(200);
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(image).toBeFocused();
  await page.mouse.click(5, 400);

  // The view scrolls, and the page around it does not.
  const below = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(below, 'pixels below the window').toBeLessThanOrEqual(0);

  // Words for the measures.
  await page.locator('.meanings').last().locator('summary').click();
  await expect(page.getByText('The expected calibration error', { exact: false })).toBeVisible();

  // Reading the same weights once more is no other result.
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.locator('.evaluate-note')).toContainText('Read after step 158.');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  expect(await kiln.tests()).toHaveLength(numTests);
});

test('reads while the network learns, and again at the end', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '30');
  await kiln.train.click();
  await kiln.waitForSteps(1);
  await page.getByRole('link', { name: 'Evaluate' }).click();
  const note = page.locator('.evaluate-note');
  await expect(note).toContainText('the network has learnt since');
  await expect(kiln.pause).toBeVisible();
  await kiln.stop.click();
  await expect(note).toContainText(/Read after step [\d,]+\.$/m);
  await kiln.train.click();
  await expect(note).toContainText(/the run before this one|the network has learnt since/);
  await kiln.stop.click();
});

test('fits a phone, in Chinese', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await trainBriefly(kiln);
  await page.getByRole('button', { name: '中文' }).click();
  await page.setViewportSize({ width: 360, height: 780 });
  await page.getByRole('link', { name: '评估' }).click();
  await expect(page.locator('kiln-confusion-matrix')).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, 'pixels by which the page is too wide').toBeLessThanOrEqual(0);
  const english = await page.locator('#evaluation').evaluate((view) => view.textContent?.match(/[A-Za-z]{3,}/g) ?? []);
  expect(english, 'words left in English').toEqual([]);
  await page.locator('#gallery kiln-image-grid button').first().hover();
  await expect(page.locator('.image-card')).toContainText('置信度');
  await page.locator('#gallery kiln-image-grid button').first().click();
  await expect(page.locator('#viewer')).toContainText('置信度');
});
