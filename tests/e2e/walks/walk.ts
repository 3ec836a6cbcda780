/**
 * A walk through the page as a visitor takes it, twice: in English on a desktop with a mouse, and in Chinese on a phone with
 * a finger. What is looked for is named by the dictionaries, so that one text serves both; how the other pairs look is
 * seen by accessibility.spec.ts. The page is opened without a word in its address: its language is the browser's. Every walk
 * fails on an error of the console, and on anything wider than the screen at its end.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { Words } from '../../../www/src/locale/words.js';
import { expect, type Kiln, test } from '../kiln.js';

export interface Walker {
  kiln: Kiln;
  page: Page;
  context: BrowserContext;
  words: Words;
  isPhone: boolean;
}

const settings = {
  'en, desktop': {
    language: 'en',
    locale: 'en-US',
    viewport: { width: 1360, height: 900 },
    hasTouch: false,
    isMobile: false,
  },
  'zh, phone': {
    language: 'zh',
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  },
} as const;

export function walk(title: string, way: (walker: Walker) => Promise<void>): void {
  for (const [name, setting] of Object.entries(settings)) {
    test.describe(name, () => {
      test.use(setting);
      test(title, async ({ kiln, page, context }) => {
        await kiln.visit();
        await expect(page.locator('html')).toHaveAttribute('lang', setting.language);
        await way({ kiln, page, context, words: kiln.words, isPhone: setting.isMobile });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, 'pixels by which the page is too wide').toBeLessThanOrEqual(0);
      });
    });
  }
}

/** What is left of a message once its blanks are cut out: the longest piece without any. */
export function piece(message: string): string {
  return message
    .split(/\{\w+\}/)
    .reduce((longest, part) => (part.trim().length > longest.length ? part.trim() : longest), '');
}
