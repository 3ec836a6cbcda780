/**
 * What every end-to-end test stands on: a page whose every error fails the test, and whose requests stay on this machine
 * unless a test answers them itself. Owns the words that find things on the page.
 */
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export { expect };

interface Fixtures {
  /** Errors of the console that belong to the test, such as those the browser itself writes about the network. */
  expectedErrors: RegExp[];
  kiln: Kiln;
}

export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  page: async ({ page, expectedErrors }, use) => {
    const problems: string[] = [];
    const outside: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') outside.push(url.href);
    });
    await page.route(/^https:/, (route) => route.abort());
    await use(page);
    const unexpected = problems.filter((problem) => !expectedErrors.some((expected) => expected.test(problem)));
    expect(unexpected, 'errors on the page').toEqual([]);
    const mirrors = /^https:\/\/(cdn\.jsdelivr\.net|raw\.githubusercontent\.com)\//;
    const elsewhere = outside.filter((url) => !mirrors.test(url));
    expect(elsewhere, 'requests to other machines').toEqual([]);
  },
  kiln: async ({ page }, use) => {
    await use(new Kiln(page));
  },
});

/** A figure worth knowing, in the report and on the screen. */
export function measured(what: string, value: string): void {
  base.info().annotations.push({ type: what, description: value });
  console.log(`    ${what}: ${value}`);
}

/** The name of the browser's adapter. Its absence is a failure here, never a pass. */
export async function adapterOf(page: Page): Promise<string> {
  const adapter = await page.evaluate(async () => {
    const info = (await navigator.gpu?.requestAdapter())?.info;
    return info ? `${info.vendor} ${info.architecture}` : null;
  });
  if (adapter === null) throw new Error('expected a WebGPU adapter, found none: check the flags of this project');
  measured('adapter', adapter);
  return adapter;
}

/** The page in its own words. */
export class Kiln {
  readonly page: Page;
  readonly badge: Locator;
  readonly train: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly step: Locator;
  readonly stop: Locator;
  readonly note: Locator;

  constructor(page: Page) {
    this.page = page;
    this.badge = page.locator('kiln-device-badge:not(.full)');
    const command = page.locator('#command');
    this.train = command.getByRole('button', { name: /^Train/ });
    this.pause = command.getByRole('button', { name: 'Pause' });
    this.resume = command.getByRole('button', { name: 'Resume' });
    this.step = command.getByRole('button', { name: 'Step' });
    this.stop = command.getByRole('button', { name: 'Stop' });
    this.note = command.locator('kiln-progress [role=status]');
  }

  /** Opens the page as in a new tab, and waits until it could train. */
  async open(query = ''): Promise<void> {
    if (this.page.url().startsWith('http')) {
      // Otherwise the run that this tab had at hand would come back.
      await this.page.goto('./data/manifest.json');
      await this.page.evaluate(() => sessionStorage.clear());
    }
    await this.page.goto(`./?lang=en${query}`);
    await expect(this.train).toBeEnabled({ timeout: 60_000 });
  }

  /** By its id. */
  async choose(preset: string): Promise<void> {
    await this.page.locator('#preset').selectOption(preset);
  }

  /** Types into a field; the groups it is folded into are opened first. */
  async set(field: 'batchSize' | 'numEpochs' | 'learningRate' | 'seed', value: string): Promise<void> {
    const input = this.page.locator(`#field-${field}`);
    for (const group of await input.locator('xpath=ancestor::details[not(@open)]').all()) {
      await group.locator('> summary').click();
    }
    await input.fill(value);
  }

  /** Updates so far, as the command bar counts them. */
  async steps(): Promise<number> {
    const row = this.page
      .locator('kiln-progress dl > div')
      .filter({ has: this.page.getByText('Step', { exact: true }) });
    if ((await row.count()) === 0) return 0;
    return Number((await row.locator('dd').textContent())?.split('/')[0]?.replaceAll(/\D/g, ''));
  }

  async waitForSteps(count: number): Promise<void> {
    await expect.poll(() => this.steps(), { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  }

  /** Accuracies of the test set, newest first, in percent. */
  async tests(): Promise<number[]> {
    const cells = await this.page.locator('#results tbody td:nth-child(4)').allTextContents();
    return cells.map((cell) => Number.parseFloat(cell));
  }

  /** With the mouse, along points of a square from 0 to 1. */
  async draw(...strokes: [number, number][][]): Promise<void> {
    const pad = this.page.locator('kiln-draw-pad .pad');
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('expected a pad to draw on, found it hidden');
    const at = ([x, y]: [number, number]): [number, number] => [box.x + x * box.width, box.y + y * box.height];
    for (const [first, ...rest] of strokes) {
      if (!first) continue;
      await this.page.mouse.move(...at(first));
      await this.page.mouse.down();
      for (const point of rest) await this.page.mouse.move(...at(point), { steps: 6 });
      await this.page.mouse.up();
    }
  }

  async clear(): Promise<void> {
    await this.page.locator('kiln-draw-pad').getByRole('button', { name: 'Clear' }).click();
  }

  /** The ten probabilities, in percent; NaN while nothing was read. */
  async probabilities(): Promise<number[]> {
    const shares = await this.page.locator('#drawing kiln-probabilities .share').allTextContents();
    return shares.map((share) => Number.parseFloat(share));
  }

  /** The digit with the highest probability; -1 while nothing was read. */
  async reading(): Promise<number> {
    const shares = await this.probabilities();
    return shares.some(Number.isNaN) ? -1 : shares.indexOf(Math.max(...shares));
  }
}

/** Digits as a hand draws them, along points of a square from 0 to 1. */
export const digits: Readonly<Record<0 | 1 | 2 | 3 | 7, [number, number][][]>> = {
  0: [
    Array.from({ length: 25 }, (_, index) => {
      const angle = -Math.PI / 2 - (index / 24) * 2 * Math.PI;
      return [0.5 + 0.2 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle)];
    }),
  ],
  1: [
    [
      [0.53, 0.18],
      [0.51, 0.5],
      [0.48, 0.82],
    ],
  ],
  2: [
    [
      [0.32, 0.34],
      [0.38, 0.24],
      [0.5, 0.2],
      [0.62, 0.25],
      [0.66, 0.37],
      [0.58, 0.52],
      [0.45, 0.65],
      [0.32, 0.79],
      [0.5, 0.78],
      [0.7, 0.78],
    ],
  ],
  3: [
    [
      [0.34, 0.24],
      [0.46, 0.18],
      [0.6, 0.22],
      [0.64, 0.34],
      [0.56, 0.45],
      [0.46, 0.48],
      [0.58, 0.51],
      [0.66, 0.62],
      [0.62, 0.76],
      [0.48, 0.82],
      [0.34, 0.76],
    ],
  ],
  7: [
    [
      [0.3, 0.24],
      [0.5, 0.23],
      [0.7, 0.23],
      [0.6, 0.45],
      [0.52, 0.64],
      [0.46, 0.82],
    ],
  ],
};
