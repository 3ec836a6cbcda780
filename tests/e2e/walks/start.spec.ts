/** Start without reading: a page that is ready, one obvious button, a curve, and ideas of what to change. */
import { expect } from '../kiln.js';
import { walk } from './walk.js';

walk('starts without reading', async ({ kiln, page, words }) => {
  await expect(page).toHaveTitle(words.t('page.title'));
  await expect(page.locator('#preset')).toHaveValue('cnn-keras');
  await expect(page.locator('#data .section-summary')).toContainText(words.t('data.synthetic'));
  await expect(kiln.train).toBeInViewport({ ratio: 1 });
  await expect(kiln.note).toHaveText(words.t('status.idle'));

  await kiln.press(kiln.train);
  await kiln.waitForSteps(10);
  await kiln.press(kiln.stop);

  // One click changes the settings, and says what to look at.
  const ideas = page.locator('#ideas');
  await kiln.press(ideas.getByRole('button', { name: words.t('idea.rateOne') }));
  await expect(ideas).toContainText(words.t('idea.rateOne.look'));
  await expect(page.locator('#field-learningRate')).toHaveValue('1');
  await kiln.press(kiln.reset);
  await expect(kiln.note).toHaveText(words.t('status.idle'));
  await kiln.press(kiln.train);
  await kiln.waitForSteps(3);
  await kiln.press(kiln.stop);
  await kiln.press(ideas.getByRole('button', { name: words.t('idea.undo') }));
  await expect(page.locator('#field-learningRate')).toHaveValue('0.001');

  // Its poolings take the largest value: without ReLUs it would be no linear network, and that is not claimed.
  const menu = ideas.locator('.ideas-menu');
  const all = async () => kiln.press(menu.locator('summary'));
  await all();
  await expect(menu.getByRole('button', { name: words.t('idea.noActivations.relu') })).toHaveCount(0);
  await all();
  await kiln.choose('mlp');
  const layers = page.locator('.layers > ol > li');
  const relu = layers.filter({ hasText: words.t('network.relu') });
  await expect(relu).toHaveCount(1);
  await all();
  await kiln.press(menu.getByRole('button', { name: words.t('idea.noActivations.relu') }));
  await expect(ideas).toContainText(words.t('idea.noActivations.look'));
  // What was measured, with this network on these digits.
  await expect(ideas).toContainText(/84[.,]\d\s?%/);
  await expect(relu).toHaveCount(0);

  // Another idea takes the place of the first one, and all is taken back at once.
  await kiln.press(menu.locator('summary'));
  await kiln.press(menu.getByRole('button', { name: words.t('idea.fewImages') }));
  await expect(ideas).toContainText(words.t('idea.fewImages.look'));
  await expect(page.locator('#field-numTrain')).toHaveValue('100');
  await expect(relu).toHaveCount(1);
  await kiln.press(kiln.reset);
  // So few images are learnt before anybody could press Stop.
  await kiln.press(kiln.train);
  await kiln.finished();
  await kiln.press(ideas.getByRole('button', { name: words.t('idea.undo') }));
  await expect(relu).toHaveCount(1);
  await expect(page.locator('#field-numTrain')).toHaveValue('');
  await expect(ideas).toContainText(words.t('idea.title'));
});
