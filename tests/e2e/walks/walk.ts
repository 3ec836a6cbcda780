/**
 * A walk through the page as a visitor takes it, in four settings: English and Chinese, each on a desktop with a mouse and
 * on a phone with a finger. What is looked for is named by the dictionaries, so that one text serves all four. The page
 * is opened without a word in its address: its language is the browser's. Every walk fails on an error of the console,
 * and on anything wider than the screen at its end.
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

const screens = {
  desktop: { viewport: { width: 1360, height: 900 }, hasTouch: false, isMobile: false },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

const languages = { en: 'en-US', zh: 'zh-CN' } as const;

export function walk(title: string, way: (walker: Walker) => Promise<void>): void {
  for (const screen of ['desktop', 'phone'] as const) {
    for (const language of ['en', 'zh'] as const) {
      test.describe(`${language}, ${screen}`, () => {
        test.use({ ...screens[screen], locale: languages[language], language });
        test(title, async ({ kiln, page, context }) => {
          await kiln.visit();
          await expect(page.locator('html')).toHaveAttribute('lang', language);
          await way({ kiln, page, context, words: kiln.words, isPhone: screen === 'phone' });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, 'pixels by which the page is too wide').toBeLessThanOrEqual(0);
        });
      });
    }
  }
}

/** What is left of a message once its blanks are cut out: the longest piece without any. */
export function piece(message: string): string {
  return message
    .split(/\{\w+\}/)
    .reduce((longest, part) => (part.trim().length > longest.length ? part.trim() : longest), '');
}
