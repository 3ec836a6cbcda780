/**
 * The address and the browser's history: each view that is opened, by whatever hand, is an entry of its own, so that Back
 * and Forward lead through the page and not out of it. What is set (the part after `?`) is of the page and not of an
 * entry: going back never brings the settings or the language of before.
 */
import { type Route, readRoute, writeRoute } from './route.js';

/** Of the browser, so that it can be tried without one. */
export interface AddressParts {
  readonly location: Pick<Location, 'href' | 'hash' | 'search' | 'pathname'>;
  readonly history: Pick<History, 'pushState' | 'replaceState' | 'back' | 'state'>;
}

export class Address {
  readonly #parts: AddressParts;
  /** What was last written of the page, or read as it was opened. */
  #search: string;
  /** What the page last was, as an address says it: a link just followed is there before the page has heard of it. */
  #hash: string | null = null;

  constructor(parts: AddressParts) {
    this.#parts = parts;
    this.#search = parts.location.search;
  }

  /** Says what is set, at the entry at hand. */
  set(search: string): void {
    const { location, history } = this.#parts;
    this.#search = search;
    if (search !== location.search)
      history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`);
  }

  /** Says what is open. */
  show(route: Route): void {
    const { location, history } = this.#parts;
    const hash = writeRoute(route);
    const before = this.#hash;
    if (hash === before) return;
    this.#hash = hash;
    if (hash === location.hash) return;
    const address = `${location.pathname}${this.#search}${hash}`;
    const there = writeRoute(readRoute(location.hash));
    if (before === null || there === hash) history.replaceState(null, '', address);
    else if (there !== writeRoute({ ...route, isBenchmark: true })) history.pushState(overOf(route), '', address);
    // What was opened over a view is left the way it was come by.
    else if (isOver(history.state)) history.back();
    else history.replaceState(null, '', address);
  }

  /** What the entry is of to which the browser has gone; what is set stays as it is. */
  follow(): Route {
    this.set(this.#search);
    return readRoute(this.#parts.location.hash);
  }
}

const overOf = ({ isBenchmark }: Route) => (isBenchmark ? { isOver: true } : null);

function isOver(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'isOver' in state;
}
