/** What a laptop, a zoomed page and a phone on its side show without being asked, and what a first visit is told. */
import type { Page } from '@playwright/test';
import { measureNames } from '../../www/src/state/curves/curves.js';
import { digits, expect, type Kiln, test } from './kiln.js';

/** Of the page's charts: the box of each plot, how far down the window its title ends, and what is said across it. */
function charts(page: Page) {
  return page.locator('#curves kiln-chart').evaluateAll((all) =>
    all.map((chart) => {
      const boxOf = (selector: string) => {
        const { top, bottom, width, height } = chart.shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? {
          top: 0,
          bottom: 0,
          width: 0,
          height: 0,
        };
        return { top, bottom, width, height };
      };
      const notes = chart.shadowRoot?.querySelectorAll('.empty > span') ?? [];
      const slotted = chart.querySelectorAll('[slot=empty]');
      return {
        plot: boxOf('.plot'),
        field: boxOf('.u-over'),
        header: boxOf('header'),
        notes: [...notes, ...slotted].map((note) => {
          const { top, bottom } = note.getBoundingClientRect();
          return { top, bottom };
        }),
      };
    }),
  );
}

async function showAll(kiln: Kiln): Promise<void> {
  for (const name of measureNames) {
    const chip = kiln.page.locator('#curves').getByRole('button', { name: kiln.words.t(`chart.${name}`), exact: true });
    if ((await chip.getAttribute('aria-pressed')) === 'false') await kiln.press(chip);
    await expect(chip).toHaveAttribute('aria-pressed', 'true');
  }
  await expect(kiln.page.locator('#curves kiln-chart')).toHaveCount(measureNames.length);
}

const screens = [
  { name: 'a laptop', width: 1440, height: 900 },
  { name: 'a small laptop', width: 1280, height: 800 },
  { name: 'a laptop zoomed to twice its size', width: 720, height: 450 },
  { name: 'a small laptop zoomed to twice its size', width: 640, height: 400 },
  { name: 'a phone on its side', width: 844, height: 390 },
] as const;

for (const { name, width, height } of screens) {
  test.describe(name, () => {
    test.use({ viewport: { width, height } });

    test('sees a chart, what it shows, and how far a run is', async ({ kiln, page }) => {
      await kiln.open('&device=cpu');
      const loss = page.locator('kiln-chart[data-name=loss]');
      await expect(loss.getByText('How wrong the network is; lower is better.')).toBeVisible();
      // Of the plot, without scrolling and above the command bar, enough to see a curve begin.
      const bar = page.locator('#command');
      await expect
        .poll(async () => {
          const [chart] = await charts(page);
          const edge = (await bar.boundingBox())?.y ?? 0;
          return chart ? Math.min(edge, chart.plot.bottom) - chart.plot.top : 0;
        })
        .toBeGreaterThan(60);

      await showAll(kiln);
      await expect
        .poll(async () => Math.min(...(await charts(page)).map(({ plot }) => plot.height)), 'the lowest plot')
        .toBeGreaterThanOrEqual(160);
      for (const { field, header, notes } of await charts(page)) {
        for (const note of notes) {
          expect(note.top, 'a note over a title').toBeGreaterThanOrEqual(header.bottom);
          expect(note.bottom, 'a note over an axis').toBeLessThanOrEqual(field.bottom);
        }
      }

      await kiln.choose('softmax');
      await kiln.set('numEpochs', '60');
      await kiln.train.click();
      await kiln.waitForSteps(2);
      for (const fact of ['progress.epoch', 'progress.elapsed', 'progress.remaining'] as const) {
        const label = page.locator('kiln-progress').getByText(kiln.words.t(fact), { exact: true });
        await expect(label).toBeInViewport({ ratio: 1 });
      }
      await kiln.stop.click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
}

for (const [width, height] of [
  [1440, 900],
  [1280, 800],
] as const) {
  test(`what a drawing really is can be said beside the pad, ${width} by ${height}`, async ({ kiln, page }) => {
    await page.setViewportSize({ width, height });
    await kiln.open('&device=cpu');
    await kiln.draw(...digits[3]);
    const right = page.locator('.correction').getByRole('button').last();
    await expect(right).toBeInViewport({ ratio: 1 });
    await expect(page.locator('kiln-draw-pad .pad')).toBeInViewport({ ratio: 1 });
    // A trial: nothing lies over it.
    await right.click({ trial: true });
  });
}

test('how long a run will take is told once one like it was timed, and kept for the next visit', {
  tag: '@alone',
}, async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  const told = page.locator('kiln-progress .forecast');
  await expect(told).toHaveCount(0);
  await kiln.choose('softmax');
  await kiln.set('numEpochs', '2');
  await kiln.trainToEnd();
  await expect(told).toContainText(/Next run\s*about \d+ seconds?/);
  const short = Number((await told.textContent())?.replaceAll(/\D/g, ''));
  await kiln.set('numEpochs', '2000');
  await expect(told).toContainText(/about \d+ (minute|hour)s?/);
  expect(short).toBeLessThan(90);

  await kiln.forget();
  await kiln.open('&device=cpu');
  // Of a network of another size nothing is known.
  await expect(told).toHaveCount(0);
  await kiln.choose('softmax');
  await expect(told).toContainText(/Will take\s*about \d+/);
  await kiln.press(kiln.train);
  await expect(kiln.note).toHaveText('Training');
  await expect(told).toHaveCount(0);
  await kiln.stop.click();
});

test('a first visit is told what to do, once, and may be told again', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  const told = page.getByRole('note').filter({ hasText: 'New here?' });
  const about = page.getByRole('button', { name: 'What is this page?' });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'Dismiss' }).click();
  await expect(told).toHaveCount(0);
  await page.reload();
  await expect(kiln.train).toBeEnabled({ timeout: 60_000 });
  await expect(told).toHaveCount(0);
  await about.click();
  await expect(told).toBeVisible();
  await expect(about).toHaveAttribute('aria-expanded', 'true');
  await about.click();
  await expect(told).toHaveCount(0);
});

test('who has trained a network is not told again, and a lesson has its own words', async ({ kiln, page }) => {
  await kiln.open('&device=cpu&show=charts.commands');
  await expect(page.getByRole('note')).toHaveCount(0);
  await kiln.open('&device=cpu');
  await expect(page.getByRole('note')).toBeVisible();
  await kiln.trainShortly('softmax', 1);
  await expect(page.getByRole('note')).toBeVisible();
  await kiln.forget();
  await kiln.open('&device=cpu');
  await expect(page.getByRole('note')).toHaveCount(0);
});

test('a drawing like none of the classes is answered so, and a digit is not', async ({ kiln, page }) => {
  await kiln.open('&device=cpu');
  await kiln.trainShortly('mlp', 1);
  const novel = page.locator('#drawing').getByText('A network must pick one of 10; this looks like none of them.');
  for (const digit of [0, 1, 2, 3, 7] as const) {
    await kiln.draw(...digits[digit]);
    await kiln.settledPrediction();
    await expect(novel, `a drawn ${digit}`).toHaveCount(0);
    await kiln.clear();
    await expect.poll(() => kiln.reading()).toBe(-1);
  }
  // A letter.
  await kiln.draw([
    [0.2, 0.8],
    [0.25, 0.2],
    [0.5, 0.6],
    [0.75, 0.2],
    [0.8, 0.8],
  ]);
  await expect(novel).toBeVisible();
  await novel.click();
  await expect(page.locator('#drawing')).toContainText(/distance 0\.\d\d/);
  await kiln.clear();
  await expect(novel).toHaveCount(0);
});

for (const width of [320, 360, 390]) {
  for (const language of ['en', 'zh']) {
    test(`the header takes three lines at most, with all its controls, at ${width} px in ${language}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(`./?lang=${language}&device=cpu`);
      await expect(page.locator('#top .preferences')).toBeVisible({ timeout: 60_000 });
      const controls = page.locator('#top').locator('button, a, summary').filter({ visible: true });
      // The sign of the introduction, three views, device, sharing, two languages, three looks.
      await expect(controls).toHaveCount(11);
      const boxes = await controls.evaluateAll((all) =>
        all.map((one) => {
          const { left, right, top, bottom, height } = one.getBoundingClientRect();
          return { left, right, height, middle: (top + bottom) / 2 };
        }),
      );
      const lineOf = ({ middle }: { middle: number }) => Math.round(middle / 10);
      const lines = new Set(boxes.map(lineOf));
      expect(lines.size).toBeLessThanOrEqual(3);
      for (const { left, right, height } of boxes) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        expect(height).toBeGreaterThanOrEqual(36);
      }
      // Beside each other, and not over each other.
      const inLine = boxes.toSorted((one, other) => lineOf(one) - lineOf(other) || one.left - other.left);
      for (const [place, box] of inLine.entries()) {
        const next = inLine[place + 1];
        if (next && lineOf(next) === lineOf(box)) expect(next.left).toBeGreaterThanOrEqual(box.right - 1);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}
