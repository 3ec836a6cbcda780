/** Draw and predict: with mouse, finger and pen, and with pictures; corrected drawings become images to learn from. */
import { digits, expect } from '../kiln.js';
import { walk } from './walk.js';

walk('draws, is read, corrects, and trains on it', async ({ kiln, page, words, isPhone }) => {
  const pad = page.locator('kiln-draw-pad');
  const drawing = page.locator('#drawing');
  const tool = (name: string) => pad.getByRole('button', { name, exact: true });
  await kiln.draw(...digits[3]);
  await expect(drawing).toContainText(words.t('draw.untrained'));

  await kiln.trainShortly('mlp', 3);
  await kiln.press(tool(words.t('draw.clear')));
  await expect(drawing).toContainText(words.t('draw.seen.empty'));
  await kiln.draw(...digits[7]);
  await expect.poll(() => kiln.reading()).toBe(7);
  await expect(drawing.locator('.seen kiln-image-strip')).toBeVisible();
  await expect(drawing).toContainText('7');

  // A stroke more, with another brush, and taken back.
  const before = await kiln.probabilities();
  await kiln.press(tool(words.t('pad.brush.thick')));
  await kiln.draw(...digits[0]);
  await expect.poll(() => kiln.probabilities()).not.toEqual(before);
  await kiln.press(tool(words.t('draw.undo')));
  await expect.poll(() => kiln.probabilities()).toEqual(before);

  // With a pen, that presses.
  await kiln.press(tool(words.t('draw.clear')));
  await kiln.press(tool(words.t('pad.brush.medium')));
  const square = pad.locator('.pad');
  await square.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  for (const stroke of digits[1]) await kiln.hand.pen(square, stroke, 0.6);
  await expect.poll(() => kiln.reading()).toBe(1);

  // A picture, opened; on a desktop also dropped and pasted.
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(200, 200);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('expected a canvas to draw on');
    context.fillStyle = '#fdf6e0';
    context.fillRect(0, 0, 200, 200);
    context.fillStyle = '#222233';
    context.font = 'bold 150px sans-serif';
    context.fillText('7', 50, 155);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), kiln.press(tool(words.t('pad.picture')))]);
  await chooser.setFiles({ name: 'seven.png', mimeType: 'image/png', buffer: Buffer.from(bytes) });
  await expect(pad.getByRole('status')).toHaveText(words.t('pad.ground.light'));
  await expect.poll(() => kiln.reading()).toBe(7);
  if (!isPhone) {
    for (const [how, selector] of [
      ['drop', 'kiln-draw-pad'],
      ['paste', 'body'],
    ] as const) {
      await kiln.press(tool(words.t('draw.clear')));
      await page.locator(selector).evaluate(
        (target, { how, bytes }) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(bytes)], 'seven.png', { type: 'image/png' }));
          const options = { bubbles: true, cancelable: true, composed: true };
          target.dispatchEvent(
            how === 'drop'
              ? new DragEvent('drop', { ...options, dataTransfer: data })
              : new ClipboardEvent('paste', { ...options, clipboardData: data }),
          );
        },
        { how, bytes },
      );
      await expect.poll(() => kiln.reading(), how).toBe(7);
    }
  }

  // What it really is, and on to the images to learn from.
  await kiln.press(tool(words.t('draw.clear')));
  await kiln.draw(...digits[2]);
  await kiln.press(page.getByRole('button', { name: words.t('mine.class', { name: '2' }), exact: true }));
  const mine = page.locator('.mine');
  await expect(mine).toContainText(words.t('mine.count', { count: 1 }));
  await kiln.press(mine.getByRole('button', { name: words.t('mine.join') }));
  await expect(page.locator('#data')).toContainText(words.t('data.counts', { train: 10_020, test: 2_000 }));
  await expect(mine).toContainText(words.t('mine.joined'));
  await kiln.trainToEnd();
});
