/**
 * Against PyTorch, in a browser: outputs, gradients and losses of every layer, loss, optimizer and bound of the gradient,
 * through the public interface. The fixtures and the measure of difference are those of crates/core/tests/conformance.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Case, Playground } from '../../www/src/index.js';
import { adapterOf, expect, measured, test } from './kiln.js';

interface Fixture extends Omit<Case, 'params' | 'steps'> {
  name: string;
  params: Record<string, { shape: number[]; values: number[] }>;
  logits: number[];
  gradients: Record<string, number[]>;
  losses: number[];
  evalLogits: number[];
  tolerance: Record<'logits' | 'gradients' | 'losses' | 'evalLogits', number>;
}

const folder = fileURLToPath(new URL('../conformance/fixtures/', import.meta.url));

/**
 * What a GPU may differ by. It sums in another order than the processor, many numbers at a time, and its exponentials
 * and roots are approximations whose error the WebGPU specification bounds by a few units in the last place, or leaves
 * to the device.
 */
const gpuTolerance = (tolerance: number) => Math.max(20 * tolerance, 1e-4);

/** Of the ten steps: what goes wrong in an update shows in the losses of the next ones. */
const gpuSteps = 3;

function fixtures(): Fixture[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const all = names.sort().map((name) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')));
  return all.filter((fixture) => 'config' in fixture);
}

const largest = (numbers: readonly number[]) => numbers.reduce((max, number) => Math.max(max, Math.abs(number)), 0);

/** Largest difference, relative to the largest number expected, or to `least` if that is larger. */
function difference(found: readonly number[], expected: readonly number[], least = 0): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(largest(expected), least, Number.MIN_VALUE);
  // `Math.max` keeps a NaN.
  return found.reduce((max, number, i) => Math.max(max, Math.abs(number - (expected[i] ?? Number.NaN)) / scale), 0);
}

test('outputs, gradients and losses are those of PyTorch', async ({ page }, { project }) => {
  test.setTimeout(900_000);
  const isGpu = project.name === 'webgpu';
  await page.goto('./data/manifest.json');
  if (isGpu) await adapterOf(page);
  const playground = await page.evaluateHandle(
    async (device): Promise<Playground> => {
      const module = new URL('../kiln.js', document.baseURI).href;
      const { createPlayground }: typeof import('../../www/src/index.js') = await import(module);
      return createPlayground({ device });
    },
    isGpu ? ('webgpu' as const) : ('cpu' as const),
  );

  const all = fixtures();
  expect(all.length).toBeGreaterThan(60);
  const faults: string[] = [];
  let worst = { share: 0, what: '' };
  const startedAt = performance.now();
  for (const fixture of all) {
    const { name, config, image, numClasses, images, labels, params } = fixture;
    // A schedule is of the whole run: fewer steps would be other rates.
    const steps = isGpu && !config.schedule ? gpuSteps : fixture.losses.length;
    const what = { config, image, numClasses, images, labels, steps };
    const found = await playground.evaluate(
      async (playground, [what, params]) => {
        const trace = await playground.trace({ ...what, params: new Map(Object.entries(params)) });
        return { ...trace, gradients: Object.fromEntries(trace.gradients) };
      },
      [what, params] as const,
    );

    const check = (part: string, found: readonly number[], expected: readonly number[], allowed: number, least = 0) => {
      const apart = difference(found, expected, least);
      const limit = isGpu ? gpuTolerance(allowed) : allowed;
      if (apart / limit > worst.share) worst = { share: apart / limit, what: `${name}, ${part}` };
      if (!(apart <= limit)) faults.push(`${name}, ${part}: ${apart.toExponential(1)}, allowed ${limit}`);
    };
    const { tolerance } = fixture;
    check('logits', found.logits, fixture.logits, tolerance.logits);
    check('losses', found.losses, fixture.losses.slice(0, steps), tolerance.losses);
    // After fewer steps they are others.
    if (steps === fixture.losses.length)
      check('evalLogits', found.evalLogits, fixture.evalLogits, tolerance.evalLogits);
    const gradients = Object.entries(fixture.gradients);
    expect(Object.keys(found.gradients).sort(), name).toEqual(gradients.map(([key]) => key).sort());
    const most = largest(gradients.map(([, values]) => largest(values)));
    for (const [key, values] of gradients) {
      // In front of a normalisation a bias changes nothing: what is found there is rounding, of the size of the others.
      const least = largest(values) === 0 ? most : 0;
      check(key, found.gradients[key] ?? [], values, tolerance.gradients, least);
    }
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  // A worker that died would have been replaced: this is the device of the last case as of the first.
  const device = await playground.evaluate((playground) => playground.device);
  measured('compared with PyTorch', `${all.length} cases on ${device.adapter ?? device.variant}, ${seconds} s`);
  measured('largest share of what is allowed', `${worst.share.toFixed(2)} (${worst.what})`);
  expect(device).toMatchObject(isGpu ? { backend: 'webgpu', variant: 'webgpu', fallback: null } : { backend: 'cpu' });
  expect(faults).toEqual([]);
});
