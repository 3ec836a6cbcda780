/** Share: the whole configuration is in the address, and opening it reproduces the run. */
import { pathToFileURL } from 'node:url';
import { expect, test } from '../kiln.js';
import { walk } from './walk.js';

walk('copies a link, and the same run comes out of it', async ({ kiln, page, words, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
  await kiln.choose('softmax');
  await kiln.set('seed', '42');
  await kiln.set('learningRate', '0.005');
  await kiln.set('numEpochs', '1');
  const menu = page.locator('.share-menu');
  await kiln.press(menu.locator('summary'));
  await kiln.press(menu.getByRole('button', { name: words.t('share.copy.link') }));
  await expect(menu).toContainText(words.t('share.copied'));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  await kiln.press(kiln.train);
  await kiln.finished();
  const [accuracy] = await kiln.tests();

  await kiln.forget();
  await kiln.visit(new URL(link).search);
  await expect(page.locator('#preset')).toHaveValue('softmax');
  await expect(page.locator('#field-seed')).toHaveValue('42');
  await expect(page.locator('#field-learningRate')).toHaveValue('0.005');
  await kiln.press(kiln.train);
  await kiln.finished();
  expect((await kiln.tests())[0]).toBe(accuracy);

  // A damaged link, and one of a later version: a message, and the usual settings.
  for (const [query, told] of [
    ['?run=1.softmax.synthetic.nonsense', 'error.linkBad'],
    ['?run=7.something.else', 'error.linkFuture'],
  ] as const) {
    await kiln.visit(query);
    await expect(page.getByRole('alert')).toContainText(words.t(told));
    await expect(page.locator('#preset')).toHaveValue('cnn-keras');
  }
});

walk('makes a lesson of the page, and a report of the run', async ({ kiln, page, context, words }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
  await kiln.trainShortly('softmax', 1);
  const menu = page.locator('.share-menu');
  await kiln.press(menu.locator('summary'));
  const saving = page.waitForEvent('download');
  await kiln.press(menu.getByRole('button', { name: words.t('report.save') }));
  const report = await context.newPage();
  // By its name the browser knows what it is.
  const path = test.info().outputPath('report.html');
  await (await saving).saveAs(path);
  await report.goto(pathToFileURL(path).href);
  await expect(report.locator('html')).toHaveAttribute('lang', words.language);
  await expect(report.locator('.matrix td')).toHaveCount(100);
  await report.close();

  await menu.evaluate((details) => details.setAttribute('open', ''));
  await kiln.press(menu.getByRole('button', { name: words.t('lesson.lesson'), exact: true }));
  await kiln.press(menu.getByRole('button', { name: words.t('lesson.preset.watch') }));
  await kiln.press(menu.getByRole('button', { name: words.t('share.copy.link') }));
  await expect(menu).toContainText(words.t('share.copied'));
  const link = await page.evaluate(() => navigator.clipboard.readText());

  // What learners see: what was chosen, and the way to the whole page.
  await kiln.visit(new URL(link).search);
  await expect(page.locator('#curves')).toBeVisible();
  for (const hidden of ['#setup', '#drawing', '#ideas', 'nav.views', '.share-menu']) {
    await expect(page.locator(hidden)).toBeHidden();
  }
  await kiln.press(kiln.train);
  await kiln.finished();
  await expect(page.getByRole('link', { name: words.t('lesson.open') })).toHaveAttribute('href', /run=1\.softmax/);
});
