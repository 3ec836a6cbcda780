/**
 * What every end-to-end test stands on: a page whose every error fails the test, and whose requests stay on this machine
 * unless a test answers them itself. Owns how things are found on the page, by the words of the language it is in, and
 * how they are used there, by mouse or by touch.
 */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import '../../www/src/locale/every-language.js';
import { type Language, Words } from '../../www/src/locale/words.js';
import type { RunFieldId } from '../../www/src/state/setup/run-fields.js';
import type { View } from '../../www/src/state/state.js';
import { Hand, type Point } from './hand.js';

export { digits } from './digits.js';
export { expect };

interface Fixtures {
  /** Errors of the console that belong to the test, such as those the browser itself writes about the network. */
  expectedErrors: RegExp[];
  language: Language;
  kiln: Kiln;
}

export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  language: ['en', { option: true }],
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
  kiln: async ({ page, language, hasTouch }, use) => {
    await use(new Kiln(page, new Words(language), hasTouch === true));
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

/** Of every view the landmark that is shown last. */
const lastPart: Readonly<Record<View, string>> = { train: 'drawing', evaluate: 'evaluation', compare: 'comparison' };

/** The page in its own words. */
export class Kiln {
  readonly page: Page;
  readonly words: Words;
  readonly hand: Hand;
  readonly badge: Locator;
  readonly train: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly step: Locator;
  readonly stop: Locator;
  readonly reset: Locator;
  readonly note: Locator;

  constructor(page: Page, words = new Words('en'), hasTouch = false) {
    this.page = page;
    this.words = words;
    this.hand = new Hand(page, hasTouch);
    this.badge = page.locator('kiln-device-badge:not(.full)');
    const command = page.locator('#command');
    const button = (...names: string[]) => command.getByRole('button', { name: new RegExp(`^(${names.join('|')})$`) });
    this.train = button(words.t('command.train'), words.t('command.trainAgain'));
    this.pause = button(words.t('command.pause'));
    this.resume = button(words.t('command.resume'));
    this.step = button(words.t('command.step'));
    this.stop = button(words.t('command.stop'));
    this.reset = button(words.t('command.reset'));
    this.note = command.locator('kiln-progress [role=status]');
  }

  /** Opens the page as in a new tab, and waits until it could train. */
  async open(query = ''): Promise<void> {
    if (this.page.url().startsWith('http')) {
      // Otherwise the run that this tab had at hand would come back.
      await this.page.goto('./data/manifest.json');
      await this.page.evaluate(() => sessionStorage.clear());
    }
    await this.visit(`?lang=${this.words.language}${query}`);
  }

  /** The same, in the language of the browser. */
  async visit(query = ''): Promise<void> {
    await this.page.goto(`./${query}`);
    await expect(this.train).toBeEnabled({ timeout: 60_000 });
  }

  /** From the next page on, the tab is another one: the run that it had at hand does not come back. */
  async forget(): Promise<void> {
    await this.page.addInitScript(() => sessionStorage.clear());
  }

  /** With the mouse, or with a finger where there is a touch screen. */
  async press(target: Locator): Promise<void> {
    await (this.hand.touches ? target.tap() : target.click());
  }

  /** Opens whatever something is folded into, from the outside in. */
  async unfold(target: Locator): Promise<void> {
    const folded = target.locator('xpath=ancestor-or-self::details[not(@open)]');
    for (let left = await folded.count(); left > 0; left--) {
      await this.press(folded.first().locator('> summary'));
      await expect(folded).toHaveCount(left - 1);
    }
  }

  /** By its id. */
  async choose(preset: string): Promise<void> {
    const select = this.page.locator('#preset');
    await this.unfold(select);
    await select.selectOption(preset);
  }

  /** The control of a setting, in sight. */
  async field(name: RunFieldId): Promise<Locator> {
    const control = this.page.locator(`#field-${name}`);
    // Some come with what was chosen just before, a frame later.
    await control.waitFor({ state: 'attached' });
    await this.unfold(control);
    return control;
  }

  /** Types into a field; the groups it is folded into are opened first. */
  async set(field: RunFieldId, value: string): Promise<void> {
    await (await this.field(field)).fill(value);
  }

  /** A run that is over within seconds, and not yet perfect. */
  async trainShortly(preset = 'softmax', numEpochs = 2): Promise<void> {
    await this.choose(preset);
    await this.set('numEpochs', String(numEpochs));
    await this.trainToEnd();
  }

  async finished(): Promise<void> {
    await expect(this.note).toHaveText(this.words.t('finished.epochs'), { timeout: 90_000 });
  }

  /** One run more, to its end. The run before is cleared away first: that it has finished says nothing of this one. */
  async trainToEnd(): Promise<void> {
    if (await this.reset.isEnabled()) {
      await this.press(this.reset);
      await expect(this.note).toHaveText(this.words.t('status.idle'));
    }
    await this.press(this.train);
    await this.finished();
  }

  /** Goes to a view by its link. */
  async view(view: View): Promise<void> {
    const link = this.page.locator(`nav.views a[href="#${view}"]`);
    await this.press(link);
    await expect(link).toHaveAttribute('aria-current', 'page');
    // Its parts are shown one after the other, the last of them below the others.
    await expect(this.page.locator(`main > #${lastPart[view]}`)).toBeVisible();
  }

  /** Updates so far, as the command bar counts them. */
  async steps(): Promise<number> {
    const row = this.page
      .locator('kiln-progress dl > div')
      .filter({ has: this.page.getByText(this.words.t('progress.step'), { exact: true }) });
    // At one moment: between a count and a text the row may go.
    const [text = '0'] = await row.locator('dd').allTextContents();
    return Number(text.split('/')[0]?.replaceAll(/\D/g, ''));
  }

  async waitForSteps(count: number): Promise<void> {
    await expect.poll(() => this.steps(), { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  }

  /** Accuracies of the test set, newest first, in percent. */
  async tests(): Promise<number[]> {
    const cells = await this.page.locator('#results tbody td:nth-child(4)').allTextContents();
    return cells.map((cell) => Number.parseFloat(cell));
  }

  /** Along points of a square from 0 to 1. */
  async draw(...strokes: Point[][]): Promise<void> {
    const pad = this.page.locator('kiln-draw-pad .pad');
    await pad.waitFor({ state: 'visible' });
    // In the middle: at the lower edge the command bar may lie over it.
    await pad.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    for (const stroke of strokes) await this.hand.along(pad, stroke);
    await expect(
      this.page.locator('kiln-draw-pad').getByRole('button', { name: this.words.t('draw.undo') }),
    ).toBeEnabled();
  }

  async clear(): Promise<void> {
    await this.press(this.page.locator('kiln-draw-pad').getByRole('button', { name: this.words.t('draw.clear') }));
  }

  /** The ten probabilities, in percent; NaN while nothing was read. */
  async probabilities(): Promise<number[]> {
    const shares = await this.page.locator('#drawing kiln-probabilities .share').allTextContents();
    return shares.map((share) => Number.parseFloat(share));
  }

  /** The digit that a drawing is read as, once what is said of it has not changed for a second. */
  async settledPrediction(): Promise<number> {
    let before: number[] = [];
    await expect
      .poll(
        async () => {
          const [last, now] = [before, await this.probabilities()];
          before = now;
          // The last of the strokes may still be on its way.
          return now.every((share, index) => share === last[index]) && !now.some(Number.isNaN);
        },
        { intervals: [1_000] },
      )
      .toBe(true);
    return this.reading();
  }

  /** The digit with the highest probability; -1 while nothing was read. */
  async reading(): Promise<number> {
    const shares = await this.probabilities();
    return shares.some(Number.isNaN) ? -1 : shares.indexOf(Math.max(...shares));
  }
}
