/** Compare: every run is kept, laid beside others, named, repeated, taken away and brought back. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, type Kiln } from '../kiln.js';
import { stored } from '../stored.js';
import { walk } from './walk.js';

const rows = (page: Page): Locator => page.locator('.run-row');

walk('lays two runs beside each other, and keeps house among them', async ({ kiln, page, words, isPhone }) => {
  await kiln.view('compare');
  await kiln.press(page.getByRole('button', { name: words.t('compare.empty.go') }));
  await kiln.trainShortly('softmax', 1);
  await kiln.set('learningRate', '0.01');
  await kiln.trainToEnd();
  await kiln.view('compare');
  await expect(rows(page)).toHaveCount(2);
  const preset = words.t('network.preset.softmax');
  const setting = (field: 'learningRate' | 'numEpochs', value: string) => {
    const label = words.t(`training.${field}`).toLocaleLowerCase(words.language);
    return words.t('run.setting', { label, value });
  };
  const both = [setting('learningRate', '0.01'), setting('numEpochs', '1')].join(words.t('run.between'));
  const names = [both, setting('numEpochs', '1')].map((differences) => words.t('run.differs', { preset, differences }));
  await expect(rows(page).locator('.run-name')).toHaveText(names);

  // On the charts, and in what they differ.
  const loss = page.locator('#comparison kiln-chart[data-name=loss] p.visually-hidden');
  for (const name of names) await expect(loss).toContainText(name);
  const differs = page.locator('section[aria-labelledby=differs-title]');
  await expect(differs.locator('> .compare-frame tbody tr')).toHaveCount(1);
  await expect(differs).toContainText(words.t('training.learningRate'));
  await expect(page.locator('section[aria-labelledby=outcomes-title]')).toContainText(words.t('finished.epochs'));
  const swatch = page.getByRole('checkbox', { name: words.t('runs.show', { name: names[1] ?? '' }) });
  await kiln.press(swatch);
  await expect(loss).not.toContainText(names[1] ?? '');
  await kiln.press(swatch);
  await kiln.press(page.getByRole('button', { name: words.t('runs.sort.time'), exact: true }));
  await kiln.press(page.getByRole('button', { name: words.t('runs.sort.newest'), exact: true }));
  await expect(rows(page).locator('.run-name')).toHaveText(names);

  // A name, which is there after a reload, as are both runs.
  await (isPhone ? kiln.press(await action(kiln, 1, 'rename')) : rows(page).nth(1).locator('.run-name').press('F2'));
  await page.getByRole('textbox', { name: words.t('runs.rename.label') }).fill('A');
  await page.keyboard.press('Enter');
  await expect(rows(page).nth(1).locator('.run-name')).toHaveText('A');
  await page.reload();
  await expect(rows(page).locator('.run-name')).toHaveText([names[0] ?? '', 'A']);

  // Out of the list, and back from a file.
  const saving = page.waitForEvent('download');
  await kiln.press(await action(kiln, 1, 'export'));
  const file = await (await saving).path();
  await kiln.press(await action(kiln, 1, 'remove'));
  await kiln.press(page.locator('.run-question button.danger'));
  await expect(rows(page)).toHaveCount(1);
  await page.locator('#comparison input[type=file]').setInputFiles({
    name: 'a.kiln.zip',
    mimeType: 'application/zip',
    buffer: await readFile(file),
  });
  await expect(rows(page).locator('.run-name')).toHaveText([names[0] ?? '', 'A']);

  // Opened, it reads drawings; repeated, it comes to the same.
  const accuracy = await rows(page).nth(1).locator('.run-result strong').textContent();
  await kiln.press(
    rows(page)
      .nth(1)
      .getByRole('button', { name: words.t('runs.open'), exact: true }),
  );
  await expect(page.locator('#field-learningRate')).toHaveValue('0.001');
  await expect(kiln.note).toHaveText(words.t('finished.epochs'));
  await kiln.view('compare');
  await kiln.press(await action(kiln, 1, 'repeat'));
  // It leads to the curves. That the run before has finished is no news.
  await expect(page.locator('#curves')).toBeVisible();
  await expect.poll(async () => (await stored(page)).filter(({ status }) => status === 'finished').length).toBe(3);
  await kiln.finished();
  await kiln.view('compare');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first().locator('.run-result strong')).toHaveText(accuracy ?? '');
});

walk('loses nothing but seconds when the page is loaded again', async ({ kiln, page, words }) => {
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '200');
  await kiln.press(kiln.train);
  await kiln.waitForSteps(200);
  // What was made by now is kept within a few seconds.
  const kept = await kiln.steps();
  await expect.poll(async () => (await stored(page))[0]?.checkpoint?.step ?? 0).toBeGreaterThanOrEqual(kept);
  await page.reload();
  await expect(kiln.resume).toBeEnabled({ timeout: 60_000 });
  await expect(page.locator('#field-numEpochs')).toHaveValue('200');
  const restored = await kiln.steps();
  expect(restored).toBeGreaterThanOrEqual(kept);
  await kiln.press(kiln.resume);
  await kiln.waitForSteps(restored + 1);
  await kiln.press(kiln.stop);
  await kiln.view('compare');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(words.t('status.stopped'));
});

/** A button of a run, which a narrow screen has in a menu. */
async function action(kiln: Kiln, row: number, name: 'repeat' | 'export' | 'rename' | 'remove') {
  const run = rows(kiln.page).nth(row);
  const more = run.locator('.run-menu > summary');
  await expect(run).toBeVisible();
  if (await more.isVisible()) await kiln.press(more);
  return run.getByRole('button', { name: kiln.words.t(`runs.${name}`), exact: true });
}
