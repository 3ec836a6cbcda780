/**
 * What is open, as the address says it after `#`: a view, or the benchmark over it. Written by hand: a router is for paths
 * and parameters, and there are four words.
 */
import { type View, views } from '../../state/state.js';

export interface Route {
  readonly view: View;
  readonly isBenchmark: boolean;
}

const benchmark = '#benchmark';

/** Whatever else an address says opens the first view. */
export function readRoute(hash: string): Route {
  const view = views.find((name) => `#${name}` === hash) ?? 'train';
  return { view, isBenchmark: hash === benchmark };
}

export function writeRoute({ view, isBenchmark }: Route): string {
  if (isBenchmark) return benchmark;
  return view === 'train' ? '' : `#${view}`;
}
