import type { Page } from '@playwright/test';
import type { DeviceChoice } from '../../www/src/index.js';
import { adapterOf, expect, measured, test } from './kiln.js';

/** Relative. Sums in another order differ by 1e-6 at first; ten steps of Adam let that grow. */
const tolerance = 1e-3;

/** The first losses of the reference network, and the device they were computed on. */
function firstLosses(page: Page, device: DeviceChoice, count: number) {
  return page.evaluate(
    async ([device, count]) => {
      const module = new URL('../kiln.js', document.baseURI).href;
      const { createPlayground }: typeof import('../../www/src/index.js') = await import(module);
      const playground = await createPlayground({ device });
      const losses: number[] = [];
      playground.on((event) => {
        if (event.type !== 'progress') return;
        for (const update of event.events) if (update.type === 'step') losses.push(update.loss);
      });
      await playground.loadSynthetic(500, 50, 7);
      const preset = (await playground.presets()).find(({ id }) => id === 'cnn-keras');
      if (!preset) throw new Error('expected the preset cnn-keras, found none');
      for (let step = 0; step < count; step += 1) await playground.step({ ...preset.config, batchSize: 16 });
      playground.dispose();
      return { losses, device: playground.device };
    },
    [device, count] as const,
  );
}

test('gives the same first ten losses as the CPU', async ({ page }) => {
  await page.goto('./data/manifest.json');
  await adapterOf(page);
  const [gpu, cpu] = [await firstLosses(page, 'webgpu', 10), await firstLosses(page, 'cpu', 10)];
  expect(gpu.device).toMatchObject({ backend: 'webgpu', variant: 'webgpu', fallback: null });
  expect(cpu.device.backend).toBe('cpu');
  expect(gpu.losses).toHaveLength(10);
  const differences = gpu.losses.map((loss, step) => Math.abs(loss - (cpu.losses[step] ?? Number.NaN)) / loss);
  measured('differences', differences.map((d) => d.toExponential(1)).join(' '));
  for (const difference of differences) expect(difference).toBeLessThan(tolerance);
  expect(gpu.losses[9]).not.toBe(gpu.losses[0]);
});

test('multiplies matrices on the adapter, and rightly', async ({ page }) => {
  await page.goto('./data/manifest.json');
  const ms = await page.evaluate(async () => {
    const module = new URL('../kiln.js', document.baseURI).href;
    const { createPlayground }: typeof import('../../www/src/index.js') = await import(module);
    const playground = await createPlayground({ device: 'webgpu' });
    // Rejects where a product is wrong.
    const ms = await playground.product(256, 4);
    playground.dispose();
    return ms;
  });
  measured('four products of 256 x 256, ms', ms.toFixed(1));
  expect(ms).toBeGreaterThan(0);
});

test('the page trains on the adapter, reads a drawing and names the device', async ({ kiln, page }) => {
  await kiln.open();
  await adapterOf(page);
  await expect(kiln.badge).toContainText('WebGPU');
  await expect(kiln.badge).not.toContainText('CPU');
  await kiln.choose('mlp');
  await kiln.set('batchSize', '32');
  await kiln.train.click();
  await kiln.waitForSteps(3);
  await kiln.pause.click();
  await expect(kiln.note).toHaveText('Paused', { timeout: 60_000 });
  await kiln.draw([
    [0.5, 0.2],
    [0.5, 0.8],
  ]);
  await expect.poll(() => kiln.reading(), { timeout: 60_000 }).not.toBe(-1);
  await kiln.stop.click();
});
