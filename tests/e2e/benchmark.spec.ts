import type { Locator, Page } from '@playwright/test';
import { expect, test } from './kiln.js';

const view = (page: Page): Locator => page.getByRole('dialog', { name: 'Benchmark' });
const result = (page: Page, backend: string): Locator => page.locator(`kiln-benchmark [data-backend=${backend}]`);

/** A number as the page writes it, in the cell of a row. */
async function cell(row: Locator, index: number): Promise<number> {
  return Number.parseFloat((await row.locator('td').nth(index).innerText()).replaceAll(',', ''));
}

async function openFromHeader(page: Page): Promise<void> {
  await page.locator('.device-menu > summary').click();
  await page.getByRole('button', { name: 'Benchmark this machine' }).click();
  await expect(view(page)).toBeVisible();
}

test('measures each backend, and gives the result as text', async ({ kiln, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await kiln.open('&device=cpu');
  const workers = page.workers().length;
  await openFromHeader(page);
  await expect.poll(() => new URL(page.url()).hash).toBe('#benchmark');
  await view(page).getByRole('button', { name: 'Start' }).click();
  await expect(view(page).getByRole('status')).toContainText('CPU, one thread');
  await expect(view(page)).toContainText(/about \d+ s left/);
  await expect(view(page).getByRole('status')).toHaveText('Done.', { timeout: 90_000 });

  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  for (const [backend, name] of [
    ['cpuSingle', 'CPU, 1 thread'],
    ['cpuThreads', `CPU, ${Math.min(cores, 8)} threads`],
  ] as const) {
    const block = result(page, backend);
    if (backend === 'cpuThreads' && cores < 2) {
      await expect(block).toContainText('Not available: this machine reports one core');
      continue;
    }
    await expect(block.getByRole('heading')).toHaveText(name);
    await expect(block).toContainText(/Plain matrix product: [\d.,]+ GFLOP\/s/);
    const ceiling = Number.parseFloat(/product: ([\d.,]+)/.exec(await block.innerText())?.[1] ?? '');
    expect(ceiling).toBeGreaterThan(0.5);
    const rows = block.locator('tbody tr');
    await expect(rows).toHaveCount(2);
    for (const row of await rows.all()) {
      const [images, ms, gflops, share] = [
        await cell(row, 0),
        await cell(row, 1),
        await cell(row, 2),
        await cell(row, 3),
      ];
      expect((images * ms) / 128_000).toBeCloseTo(1, 1);
      expect(share / 100).toBeCloseTo(gflops / ceiling, 1);
    }
    // The convolutional network has 27 times as many multiply-adds an image.
    expect(await cell(rows.nth(0), 0)).toBeLessThan(await cell(rows.nth(1), 0));
  }
  await expect(result(page, 'webgpu')).toContainText(/Not available: (no WebGPU adapter|this browser has no WebGPU)/);
  await expect.poll(() => page.workers().length).toBe(workers);

  await view(page).getByRole('button', { name: 'Copy as text' }).click();
  await expect(view(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^Kiln benchmark · \d{4}-\d\d-\d\dT/);
  expect(text).toContain(await page.evaluate(() => navigator.userAgent));
  expect(text).toMatch(/CPU, 1 thread \(cpu\)\n {2}Plain matrix product: .*\n {2}W1, Reference CNN: .* images\/s/);

  await view(page).getByRole('button', { name: 'Close' }).click();
  await expect(view(page)).toBeHidden();
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  await kiln.train.click();
  await kiln.waitForSteps(2);
  await kiln.stop.click();
});

test('can be cancelled, in Chinese too, and keeps what it has', async ({ page }) => {
  await page.goto('./?lang=zh&device=cpu#benchmark');
  const dialog = page.getByRole('dialog', { name: '性能测试' });
  await dialog.getByRole('button', { name: '开始测试' }).click({ timeout: 60_000 });
  await expect(dialog).toContainText('普通矩阵乘法：', { timeout: 30_000 });
  await dialog.getByRole('button', { name: '取消' }).click();
  await expect(dialog.getByRole('status')).toContainText('已取消');
  await expect(dialog).toContainText('普通矩阵乘法：');
  await expect(dialog.getByRole('button', { name: '重新测试' })).toBeEnabled();
  // Nothing goes on behind it: the page's own worker is the only one, with its threads.
  await expect.poll(() => page.workers().filter((worker) => /assets\//.test(worker.url())).length).toBe(1);
  await dialog.getByRole('button', { name: '重新测试' }).click();
  await expect(dialog.getByRole('status')).toContainText('CPU，单线程');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect.poll(() => page.workers().filter((worker) => /assets\//.test(worker.url())).length).toBe(1);
});

test('waits for training, which it can pause', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.choose('cnn-keras');
  await kiln.train.click();
  await kiln.waitForSteps(2);
  await openFromHeader(page);
  const start = view(page).getByRole('button', { name: 'Start' });
  await expect(start).toBeDisabled();
  await expect(view(page).getByRole('status')).toContainText('Training is going on');
  await view(page).getByRole('button', { name: 'Pause training' }).click();
  await expect(start).toBeEnabled();
  await view(page).getByRole('button', { name: 'Close' }).click();
  await expect(kiln.note).toHaveText('Paused');
  await kiln.stop.click();
});
