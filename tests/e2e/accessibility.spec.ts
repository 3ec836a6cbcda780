/**
 * The page for everyone: every view, in both languages, light and dark, wide and narrow, without a violation that axe-core
 * can find, without words of the other language, and without anything wider than the screen.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Words } from '../../www/src/locale/words.js';
import { digits, expect, Kiln, test } from './kiln.js';

const settings = [
  { lang: 'en', theme: 'light', width: 1360, height: 900 },
  { lang: 'zh', theme: 'dark', width: 1360, height: 900 },
  { lang: 'zh', theme: 'light', width: 360, height: 780 },
  { lang: 'en', theme: 'dark', width: 360, height: 780 },
] as const;
const views = ['train', 'evaluate', 'compare'] as const;

for (const { lang, theme, width, height } of settings) {
  test(`every view in ${lang}, ${theme}, ${width} pixels wide`, async ({ page }) => {
    const kiln = new Kiln(page, new Words(lang));
    await page.setViewportSize({ width, height });
    await page.goto(`./?lang=${lang}&theme=${theme}&device=cpu`);
    const train = page.locator('#command button.main');
    await expect(train).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });
    for (const view of views) await check(page, view, lang, 'before a run');

    await open(page, 'train');
    // On a phone they are folded.
    for (const id of ['network', 'training']) {
      const isOpen = await page.locator(`#${id}`).evaluate((section) => section.hasAttribute('open'));
      if (!isOpen) await page.locator(`#${id} > summary`).click();
    }
    await kiln.choose('mlp');
    await kiln.set('numEpochs', '1');
    await train.click();
    await kiln.draw(...digits[3]);
    await expect(page.locator('#results tbody tr').first()).toBeVisible({ timeout: 60_000 });
    const stop = page.locator('#command button').nth(2);
    await expect(stop).toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
    // A second one, for them to be compared.
    await kiln.set('learningRate', '0.01');
    await kiln.reset.click();
    await expect(page.locator('#results tbody tr')).toHaveCount(0);
    await train.click();
    await expect(page.locator('#results tbody tr').first()).toBeVisible({ timeout: 60_000 });
    await expect(stop).toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
    await open(page, 'compare');
    await expect(page.locator('.run-row')).toHaveCount(2);
    await expect(page.locator('[data-setting=learningRate]').first()).toBeVisible();
    for (const view of views) await check(page, view, lang, 'after a run');
  });
}

async function open(page: Page, view: (typeof views)[number]): Promise<void> {
  await page.locator(`nav.views a[href="#${view}"]`).click();
  await expect(page.locator(`nav.views a[href="#${view}"]`)).toHaveAttribute('aria-current', 'page');
  // What is loaded for a view alone.
  await page.waitForLoadState('networkidle');
}

async function check(page: Page, view: (typeof views)[number], lang: 'en' | 'zh', when: string): Promise<void> {
  await open(page, view);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`);
  expect.soft(told, `${view}, ${when}`).toEqual([]);
  const foreign = (await texts(page)).filter((text) =>
    lang === 'zh' ? isEnglish(text) : /\p{Script=Han}{2}/u.test(text),
  );
  expect.soft(foreign, `words of another language: ${view}, ${when}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `wider than the screen: ${view}, ${when}`).toBeLessThanOrEqual(0);
}

/** Names and formats that both languages write alike; what is left of a text without them is looked at. */
const names =
  /\b(Kiln|MNIST|CPU|GPU|WebGPU|SwiftShader|CNN|LeNet|ReLU|GELU|SiLU|LSTM|GRU|AdamW?|SGD|RMSprop|AdaGrad|Muon|Xavier|He|Adam|IDX|PNG|SVG|CSV|JSON|HTML|Brier|Dropout|Softmax|Sigmoid|Tanh|Leaky|Alt|Ctrl|Shift|Esc|Space|Enter|Delete|MB|KB|kB|ms|s|px|EN|L2|F1|KiB|MiB)\b/gi;

/** Two words of it, or one long one, and no Chinese beside them. */
function isEnglish(text: string): boolean {
  if (/\p{Script=Han}/u.test(text)) return false;
  return /[a-z]{4,}/i.test(text.replaceAll(names, ''));
}

/** Every text that is shown or spoken, shadow roots included, but for what says that it is in another language. */
function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const language = document.documentElement.lang;
    const visit = (root: Node) => {
      for (const node of root.childNodes) {
        if (node instanceof Text && node.data.trim() !== '') found.add(node.data.trim());
        if (!(node instanceof Element) || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE'].includes(node.tagName)) continue;
        const own = node.getAttribute('lang');
        if (own !== null && own !== language) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const value = node.getAttribute(name)?.trim();
          if (value) found.add(value);
        }
        visit(node);
        if (node.shadowRoot) visit(node.shadowRoot);
      }
    };
    visit(document.body);
    return [...found];
  });
}
