/** A run as a link: whoever opens it gets the same run. */
import { expect, test } from './kiln.js';

test('a link gives the same run to whoever opens it', async ({ kiln, page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(baseURL ?? '').origin });
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('seed', '42');
  await kiln.set('learningRate', '0.005');
  await kiln.set('numEpochs', '1');
  const menu = page.locator('.share-menu');
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'Copy link' }).click();
  await expect(menu).toContainText('Copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(await menu.getByLabel('Link to this run').inputValue());
  expect(link).not.toContain('lang');
  await page.keyboard.press('Escape');
  await expect(menu.getByRole('button')).toBeHidden();
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  const [accuracy] = await kiln.tests();

  const query = new URL(link).search.slice(1);
  await kiln.forget();
  await kiln.open(`&device=cpu&${query}`);
  await expect(page.locator('#preset')).toHaveValue('softmax');
  await expect(page.locator('#field-seed')).toHaveValue('42');
  await expect(page.locator('#field-learningRate')).toHaveValue('0.005');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  expect((await kiln.tests())[0]).toBe(accuracy);

  // The address follows what is set, so that a reload loses nothing.
  await kiln.set('seed', '43');
  await expect.poll(() => page.url()).not.toContain(query);
  await page.reload();
  await expect(page.locator('#field-seed')).toHaveValue('43');
});

test('a damaged link and one from a later version open the page and say so', async ({ kiln, page }) => {
  await kiln.open('&device=cpu&run=1.softmax.synthetic.nonsense');
  await expect(page.getByRole('alert')).toContainText('link to a run is damaged');
  await expect(page.locator('#preset')).toHaveValue('cnn-keras');
  await kiln.open('&device=cpu&run=7.something.else');
  await expect(page.getByRole('alert')).toContainText('later version of Kiln');

  // Well-formed, but no network can be built of it; and a layer that this version does not know.
  for (const layers of [[{ type: 'flatten' }, { type: 'dense', units: 3 }], [{ type: 'spiral' }]]) {
    const patch = Buffer.from(JSON.stringify({ layers }));
    await kiln.open(`&device=cpu&run=1.softmax.synthetic.${patch.toString('base64url')}`);
    await expect(page.getByRole('alert')).toContainText('link to a run is damaged');
  }
  await kiln.train.click();
  await kiln.waitForSteps(2);
  await kiln.stop.click();
});

test('a link from a later version is still in the address after a reload, until something is set', async ({
  kiln,
  page,
}) => {
  await kiln.open('&device=cpu&run=7.something.else');
  await expect(page.getByRole('alert')).toContainText('later version of Kiln');
  // Longer than the address waits before it follows.
  await page.waitForTimeout(1_500);
  expect(new URL(page.url()).searchParams.get('run')).toBe('7.something.else');
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('later version of Kiln', { timeout: 60_000 });
  await kiln.set('seed', '8');
  await expect.poll(() => new URL(page.url()).searchParams.get('run')).toMatch(/^1\./);
});
