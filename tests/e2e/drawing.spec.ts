import { digits, expect, test } from './kiln.js';

test('an untrained network guesses, and says so', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.draw(...digits[3]);
  await expect(page.getByText('these are random guesses')).toBeVisible();
  const shares = await kiln.probabilities();
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  expect(await kiln.steps()).toBe(0);
  await kiln.step.click();
  await expect.poll(() => kiln.steps()).toBe(1);
  await expect(page.getByText('these are random guesses')).toHaveCount(0);
});

test('reads drawings while it trains and afterwards', async ({ kiln }) => {
  await kiln.open('&device=cpu');
  expect((await kiln.probabilities()).every(Number.isNaN)).toBe(true);
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '4');
  await kiln.train.click();
  await kiln.waitForSteps(1);
  await kiln.draw(...digits[1]);
  await expect.poll(() => kiln.reading()).not.toBe(-1);
  const shares = await kiln.probabilities();
  expect(shares).toHaveLength(10);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);

  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 90_000 });
  let read = 0;
  for (const digit of [0, 1, 2, 3, 7] as const) {
    await kiln.clear();
    await expect.poll(() => kiln.reading()).toBe(-1);
    await kiln.draw(...digits[digit]);
    if ((await kiln.settledPrediction()) === digit) read += 1;
  }
  expect(read).toBeGreaterThanOrEqual(4);
});
