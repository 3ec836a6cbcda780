import { beforeEach, expect, it } from 'vitest';
import { Address } from './address.js';

/** A history as a browser keeps it: entries, and where among them one is. */
class FakeBrowser {
  readonly location = { href: '', pathname: '/', search: '?lang=zh', hash: '' };
  readonly entries: { address: string; state: unknown }[] = [{ address: '/?lang=zh', state: null }];
  at = 0;
  readonly history;

  constructor() {
    const browser = this;
    this.history = {
      get state() {
        return browser.entries[browser.at]?.state;
      },
      pushState: (state: unknown, _: string, url?: string | URL | null) => {
        this.entries.splice(this.at + 1, Number.POSITIVE_INFINITY, { address: String(url), state });
        this.go(1);
      },
      replaceState: (state: unknown, _: string, url?: string | URL | null) => {
        this.entries[this.at] = { address: String(url), state };
        this.go(0);
      },
      back: () => this.go(-1),
    };
  }

  go(steps: number): void {
    this.at += steps;
    const { search, hash } = new URL(this.entries[this.at]?.address ?? '', 'https://kiln.test');
    Object.assign(this.location, { search, hash });
  }

  get all(): string[] {
    return this.entries.map(({ address }) => address);
  }
}

let browser: FakeBrowser;
let address: Address;
beforeEach(() => {
  browser = new FakeBrowser();
  address = new Address(browser);
  address.show({ view: 'train', isBenchmark: false });
});

it('has an entry for each view that is opened, and none for what stays open', () => {
  address.show({ view: 'evaluate', isBenchmark: false });
  address.show({ view: 'evaluate', isBenchmark: false });
  address.show({ view: 'train', isBenchmark: false });
  expect(browser.all).toEqual(['/?lang=zh', '/?lang=zh#evaluate', '/?lang=zh']);
  browser.go(-1);
  expect(address.follow()).toEqual({ view: 'evaluate', isBenchmark: false });
  address.show({ view: 'evaluate', isBenchmark: false });
  browser.go(1);
  expect(address.follow()).toEqual({ view: 'train', isBenchmark: false });
  expect(browser.entries).toHaveLength(3);
});

it('adds none for a link that was followed, nor as the page opens', () => {
  browser.history.pushState(null, '', '/?lang=zh#train');
  address.show({ view: address.follow().view, isBenchmark: false });
  expect(browser.entries).toHaveLength(2);
  const opened = new FakeBrowser();
  opened.history.replaceState(null, '', '/#compare');
  new Address(opened).show({ view: 'train', isBenchmark: false });
  expect(opened.all).toEqual(['/']);
});

it('keeps what is set when the browser goes back', () => {
  address.show({ view: 'evaluate', isBenchmark: false });
  address.set('?lang=zh&run=1.mlp');
  expect(browser.all).toEqual(['/?lang=zh', '/?lang=zh&run=1.mlp#evaluate']);
  browser.go(-1);
  address.follow();
  expect(browser.location).toMatchObject({ search: '?lang=zh&run=1.mlp', hash: '' });
});

it('leaves the benchmark the way it was come by', () => {
  address.show({ view: 'train', isBenchmark: true });
  expect(browser.location.hash).toBe('#benchmark');
  address.show({ view: 'train', isBenchmark: false });
  expect([browser.at, browser.location.hash]).toEqual([0, '']);
  browser.history.replaceState(null, '', '/#benchmark');
  const linked = new Address(browser);
  linked.show({ view: 'train', isBenchmark: true });
  linked.show({ view: 'train', isBenchmark: false });
  expect([browser.at, browser.location.hash]).toEqual([0, '']);
});
