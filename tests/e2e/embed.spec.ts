import { expect, test } from './kiln.js';
import { plainServer } from './plain-server.js';

test('both ways of embedding work in a plain page without isolation', async ({ page }) => {
  await using server = await plainServer();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${server.url}examples/embed.html`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  await page.getByRole('button', { name: 'Train 30 steps' }).click();
  const output = page.locator('#output');
  await expect(output).toContainText('done', { timeout: 60_000 });
  await expect(output).toContainText('device: cpu, 1 thread');
  await expect(output).toContainText('data: 2000 digits to train, 200 to test');
  const text = await output.innerText();
  const losses = [...text.matchAll(/step \d+: loss ([\d.]+)/g)].map((match) => Number(match[1]));
  expect(losses).toHaveLength(30);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.8);
  expect(text).toMatch(/prediction: \d, drawn as a \d/);

  const element = page.locator('kiln-playground');
  await expect(element).toContainText('CPU, 1 thread');
  await element.getByRole('button', { name: 'Train' }).click();
  await expect(element.getByRole('button', { name: 'Train again' })).toBeVisible({ timeout: 60_000 });
  await expect(element.locator('kiln-chart').first()).toContainText('Loss over 79 steps');
  // Nobody who embeds a playground downloads the page around ours.
  expect(asked.filter((path) => /\/assets\/(page|index)-/.test(path))).toEqual([]);
  expect(asked.filter((path) => /\/assets\/shared-/.test(path))).toHaveLength(1);
});

test('the element ends its worker when it leaves the page, and starts one when it comes back', async ({ page }) => {
  await using server = await plainServer();
  await page.goto(`${server.url}examples/embed.html`);
  await expect(page.locator('kiln-playground').getByRole('button', { name: 'Train' })).toBeEnabled();
  await expect.poll(() => page.workers().length).toBe(1);
  await page.evaluate(() => {
    const element = document.querySelector('kiln-playground');
    element?.remove();
    Object.assign(globalThis, { element });
  });
  await expect.poll(() => page.workers().length).toBe(0);
  await page.evaluate(() => document.body.append(Reflect.get(globalThis, 'element')));
  await expect.poll(() => page.workers().length).toBe(1);
  await expect(page.locator('kiln-playground').getByRole('button', { name: 'Train' })).toBeEnabled();
});

test('a page on another origin can use the module', async ({ page }) => {
  await using there = await plainServer({ 'Access-Control-Allow-Origin': '*' });
  await using here = await plainServer();
  await page.goto(`${here.url}data/manifest.json`);
  const device = await page.evaluate(async (url) => {
    const { createPlayground }: typeof import('../../www/src/index.js') = await import(url);
    const playground = await createPlayground({ device: 'cpu' });
    await playground.loadSynthetic(100, 20, 1);
    const [preset] = await playground.presets();
    if (preset) await playground.step({ ...preset.config, batchSize: 8 });
    playground.dispose();
    return playground.device;
  }, `${there.url}kiln.js`);
  expect(device).toMatchObject({ variant: 'cpu', singleThread: 'crossOrigin' });
});
