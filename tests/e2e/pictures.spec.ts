import type { Page } from '@playwright/test';
import { digits, expect, test } from './kiln.js';

type Look = 'light' | 'dark' | 'transparent' | 'blank';

/** A seven of a typeface, as a PNG file. */
async function seven(page: Page, look: Look): Promise<Buffer> {
  const bytes = await page.evaluate(async (look) => {
    const canvas = document.createElement('canvas');
    canvas.width = 300;
    canvas.height = 200;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('expected a canvas to draw on');
    const grounds = { light: '#fdf6e0', dark: '#112244', blank: '#888888', transparent: '' };
    const inks = { light: '#222233', dark: '#ffee88', blank: '#888888', transparent: '#ffffff' };
    if (grounds[look]) {
      context.fillStyle = grounds[look];
      context.fillRect(0, 0, 300, 200);
    }
    context.fillStyle = inks[look];
    context.font = 'bold 150px sans-serif';
    context.fillText('7', 100, 155);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  }, look);
  return Buffer.from(bytes);
}

test('reads images that are opened, dropped or pasted, and says what it took for ink', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('mlp');
  await kiln.set('numEpochs', '2');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  const pad = page.locator('kiln-draw-pad');
  const input = pad.locator('input[type=file]');
  const told = pad.getByRole('status');
  const open = async (look: Look) =>
    input.setInputFiles({ name: `${look}.png`, mimeType: 'image/png', buffer: await seven(page, look) });

  await open('light');
  await expect(told).toContainText('the dark was taken for ink');
  await expect.poll(() => kiln.reading()).toBe(7);
  await open('transparent');
  await expect(told).toContainText('not transparent');
  await expect.poll(() => kiln.reading()).toBe(7);

  // What is no picture changes nothing, and says so.
  await open('blank');
  await expect(told).toContainText('Nothing stands out in “blank.png”');
  await input.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no image') });
  await expect(told).toContainText('“notes.txt” is no image that this browser can open');
  expect(await kiln.reading()).toBe(7);

  // Dropped on the pad, and pasted anywhere on the page but into a field.
  await kiln.clear();
  const bring = async (how: 'drop' | 'paste', selector: string) => {
    const bytes = [...(await seven(page, 'dark'))];
    await page.locator(selector).evaluate(
      (target, { how, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'dark.png', { type: 'image/png' }));
        const options = { bubbles: true, cancelable: true, composed: true };
        target.dispatchEvent(
          how === 'drop'
            ? new DragEvent('drop', { ...options, dataTransfer: data })
            : new ClipboardEvent('paste', { ...options, clipboardData: data }),
        );
      },
      { how, bytes },
    );
  };
  await bring('paste', '#field-seed');
  await expect(told).not.toContainText('taken for ink');
  await bring('drop', 'kiln-draw-pad');
  await expect(told).toContainText('the light was taken for ink');
  await expect.poll(() => kiln.reading()).toBe(7);
  await kiln.clear();
  await bring('paste', 'body');
  await expect.poll(() => kiln.reading()).toBe(7);

  // Drawn upon, and taken back with the pointer on the pad.
  await pad.getByRole('button', { name: 'Thick brush' }).click();
  await kiln.draw(...digits[0]);
  await pad.locator('.pad').hover();
  await page.keyboard.press('Control+z');
  await expect(told).toContainText('taken for ink');
  await page.keyboard.press('Control+z');
  await expect.poll(() => kiln.reading()).toBe(-1);
});

test('swaps ink and ground where it took one for the other, and so in the next picture', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  const pad = page.locator('kiln-draw-pad');
  const told = pad.getByRole('status');
  const swap = pad.getByRole('button', { name: 'Swap ink and ground' });
  const open = async (look: Look) =>
    pad
      .locator('input[type=file]')
      .setInputFiles({ name: `${look}.png`, mimeType: 'image/png', buffer: await seven(page, look) });
  /** Whether there is ink beside the seven. */
  const isGroundInk = () =>
    pad.locator('canvas').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('expected the canvas of the pad');
      const { width } = canvas;
      return (canvas.getContext('2d')?.getImageData(width * 0.1, width / 2, 1, 1).data[3] ?? 0) > 128;
    });
  await expect(swap).toHaveCount(0);
  await open('light');
  await expect(told).toContainText('the dark was taken for ink');
  await expect.poll(isGroundInk).toBe(false);
  await swap.press('Enter');
  await expect(told).toHaveText('From your image: the light was taken for ink, as you chose.');
  await expect(swap).toHaveAttribute('aria-pressed', 'true');
  await expect(swap).toBeFocused();
  await expect.poll(isGroundInk).toBe(true);

  await open('dark');
  await expect(told).toContainText('the dark was taken for ink, as you chose');
  await expect.poll(isGroundInk).toBe(true);
  await swap.press('Enter');
  await expect(told).toContainText('the light was taken for ink, on a dark ground');
  await expect.poll(isGroundInk).toBe(false);
  await open('transparent');
  await expect(told).toContainText('not transparent');

  // What is drawn upon it stays, and it can be taken back as before.
  await kiln.draw(...digits[1]);
  await swap.click();
  await expect(told).toContainText('whatever is transparent was taken for ink');
  await pad.getByRole('button', { name: 'Undo' }).click();
  await expect(swap).toHaveAttribute('aria-pressed', 'true');
  await kiln.clear();
  await expect(swap).toHaveCount(0);
});

test('keeps drawings with their right class, and learns from them', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '1');
  await kiln.draw(...digits[3]);
  const mine = page.locator('.mine');
  await page.getByRole('button', { name: 'It is 8', exact: true }).click();
  await expect(mine).toContainText('1 kept');
  // A second thought is no second drawing.
  await page.getByRole('button', { name: 'It is 3', exact: true }).click();
  await expect(mine.getByRole('button', { name: 'Remove this 3' })).toBeVisible();
  await expect(mine).toContainText('1 kept');
  await kiln.clear();
  await kiln.draw(...digits[1]);
  await page.getByRole('button', { name: 'It is 1', exact: true }).click();
  await expect(mine).toContainText('2 kept');
  await mine.getByRole('button', { name: 'Remove this 1' }).click();
  await expect(mine).toContainText('1 kept');

  await mine.getByRole('button', { name: 'Add to the training images' }).click();
  await expect(page.locator('#data')).toContainText('10,020 to train, 2,000 to test');
  await expect(mine).toContainText('All are among the training images');
  await kiln.train.click();
  await expect(kiln.note).toHaveText('Finished: all epochs made', { timeout: 60_000 });
  // Other images, and it is no longer among them.
  await page.locator('#data').getByRole('button', { name: 'Built-in digits' }).click();
  await expect(mine.getByRole('button', { name: 'Add to the training images' })).toBeVisible();
});
