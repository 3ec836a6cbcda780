/** Everyone: either language, any theme, the keyboard alone, without motion, and in words where there is a curve. */
import type { Page } from '@playwright/test';
import { Words } from '../../../www/src/locale/words.js';
import { expect } from '../kiln.js';
import { walk } from './walk.js';

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

walk('changes language and theme, and keeps them', async ({ kiln, page, words }) => {
  const other = words.language === 'en' ? 'zh' : 'en';
  const names = { en: 'EN: English', zh: '中文' };
  await kiln.press(page.getByRole('button', { name: names[other], exact: true }));
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(page).toHaveTitle(new Words(other).t('page.title'));
  await kiln.press(page.getByRole('button', { name: names[words.language], exact: true }));
  await expect(page).toHaveTitle(words.t('page.title'));

  await kiln.press(page.getByRole('button', { name: words.t('theme.light') }));
  const light = await background(page);
  await kiln.press(page.getByRole('button', { name: words.t('theme.dark') }));
  await expect.poll(() => background(page)).not.toBe(light);
  const dark = await background(page);
  await page.goto('./');
  await expect(page.locator('html')).toHaveAttribute('lang', words.language);
  await expect.poll(() => background(page)).toBe(dark);
  // As the system has it.
  await kiln.press(page.getByRole('button', { name: words.t('theme.system') }));
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => background(page)).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => background(page)).toBe(dark);
});

walk('is used by the keyboard alone, without motion', async ({ kiln, page, words }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // A short run, which the address carries to a page where nothing has the focus yet.
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await expect.poll(() => page.url()).toContain('run=');
  await kiln.visit(new URL(page.url()).search);
  await expect(page.locator('#field-numEpochs')).toHaveValue('1');

  // From the link that skips to the controls, straight to the first of them.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: words.t('page.skip') })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(kiln.train).toBeFocused();
  const ring = await kiln.train.evaluate((button) => getComputedStyle(button).outlineStyle);
  expect(ring, 'the ring around what has the focus').not.toBe('none');
  await page.keyboard.press('Enter');
  await kiln.finished();
  // Nothing has moved but what tells how far it is.
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);

  // A curve in words, and step by step.
  const loss = page.locator('kiln-chart[data-name=loss]');
  const numSteps = await kiln.steps();
  await expect(loss.locator('p.visually-hidden').first()).toContainText(words.number(numSteps));
  const slider = loss.getByRole('slider', { name: words.t('chart.crosshair', { name: words.t('chart.loss') }) });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(words.t('chart.train')));

  // Drawn with the arrow keys: a stroke down the middle.
  const pad = page.getByRole('application', { name: words.t('draw.pad') });
  await pad.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  for (let i = 0; i < 16; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect.poll(() => kiln.reading()).toBe(1);

  // The other views, their links being reached as any other.
  await page.locator('nav.views a[href="#evaluate"]').focus();
  await page.keyboard.press('Enter');
  const matrix = page.getByRole('grid', { name: words.t('matrix.label') });
  await expect(matrix).toBeVisible();
  await matrix.getByRole('gridcell').locator('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.locator('#gallery').getByLabel(words.t('gallery.predicted'))).toHaveValue('1');
});
