/** What curves are drawn over: steps, and for runs beside each other also epochs and seconds. Words and sizes; no curves. */
import type { Words } from '../../locale/words.js';

export type XAxisName = 'steps' | 'epochs' | 'seconds';
export const xAxisNames: readonly XAxisName[] = ['steps', 'epochs', 'seconds'];

export interface XAxis {
  /** The smallest distance worth telling. */
  readonly resolution: number;
  /** Along the axis. */
  readonly label: (words: Words) => string;
  readonly tick: (words: Words, x: number) => string;
  /** A place on it, by its name. */
  readonly name: (words: Words, x: number) => string;
  /** A place on it, in front of the values that are there. */
  readonly at: (words: Words, x: number, values: string) => string;
}

export const xAxes: Readonly<Record<XAxisName, XAxis>> = {
  steps: {
    resolution: 1,
    label: (words) => words.t('chart.step'),
    tick: (words, x) => words.number(x),
    name: (words, step) => words.t('chart.at.step', { step }),
    at: (words, step, values) => words.t('chart.crosshair.at', { step, values }),
  },
  epochs: {
    resolution: 0.01,
    label: (words) => words.t('chart.epoch'),
    tick: (words, x) => words.number(x, 2),
    name: (words, x) => words.t('chart.at.epoch', { epoch: words.number(x, 2) }),
    at: (words, x, values) => words.t('chart.crosshair.atEpoch', { epoch: words.number(x, 2), values }),
  },
  seconds: {
    resolution: 0.1,
    label: (words) => words.t('chart.second'),
    tick: (words, x) => words.number(x, 1),
    name: (words, x) => words.t('chart.at.second', { seconds: words.number(x, 1) }),
    at: (words, x, values) => words.t('chart.crosshair.atSecond', { seconds: words.number(x, 1), values }),
  },
};
