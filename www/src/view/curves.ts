/**
 * The curves of a run as a chart draws them: which columns, in which form, over which range. Knows runs and words, draws
 * nothing.
 */
import type { Words } from '../locale/words.js';
import type { History, RunState, TestResult } from './run.js';

/** `line` is the curve to read, `faint` the noise behind it, `points` rare values joined by a dashed line. */
export type LineForm = 'line' | 'faint' | 'points';

export interface Line {
  readonly label: string;
  readonly color: 'train' | 'validation' | 'test';
  readonly form: LineForm;
  /** Ascending, as long as `y`. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export type Format = (words: Words, value: number) => string;

interface Measure {
  readonly raw: keyof History;
  readonly smooth: keyof History;
  readonly test: (test: TestResult) => number;
  /** A value to read, and a value on the axis. */
  readonly format: Format;
  readonly tick: Format;
  /** The vertical axis always ends here; null to fit what is shown. */
  readonly top: number | null;
}

export const measures = {
  loss: {
    raw: 'loss',
    smooth: 'smoothLoss',
    test: (test) => test.loss,
    format: (words, value) => words.significant(value),
    tick: (words, value) => words.number(value, 3),
    top: null,
  },
  accuracy: {
    raw: 'accuracy',
    smooth: 'smoothAccuracy',
    test: (test) => test.accuracy,
    format: (words, value) => words.percent(value, 1),
    tick: (words, value) => words.percent(value),
    top: 1,
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;

export function lines(run: RunState, name: MeasureName, words: Words): Line[] {
  const measure: Measure = measures[name];
  const { history, tests, validations } = run;
  const x = history.step.values;
  const points = (label: string, color: Line['color'], results: readonly TestResult[]): Line => ({
    label,
    color,
    form: 'points',
    x: results.map((result) => result.step),
    y: results.map(measure.test),
  });
  return [
    { label: words.t('chart.trainRaw'), color: 'train', form: 'faint', x, y: history[measure.raw].values },
    { label: words.t('chart.train'), color: 'train', form: 'line', x, y: history[measure.smooth].values },
    ...(validations.length > 0 ? [points(words.t('chart.validation'), 'validation', validations)] : []),
    points(words.t('chart.test'), 'test', tests),
  ];
}

/** The curve in a sentence or two, for those who cannot see it. */
export function summarize(run: RunState, name: MeasureName, words: Words): string {
  const measure: Measure = measures[name];
  const title = words.t(`chart.${name}`);
  const smooth = run.history[measure.smooth];
  const [first, last] = [smooth.at(0), smooth.at(-1)];
  if (first === undefined || last === undefined) return words.t('chart.summary.empty', { name: title });
  const format = (value: number) => measure.format(words, value);
  const training = words.t('chart.summary', {
    name: title,
    steps: smooth.length,
    first: format(first),
    last: format(last),
  });
  const results = (['validation', 'test'] as const).flatMap((set) => {
    const last = run[`${set}s`].at(-1);
    return last ? [words.t(`chart.summary.${set}`, { epoch: last.epoch, value: format(measure.test(last)) })] : [];
  });
  return [training, ...results].join(words.language === 'zh' ? '' : ' ');
}

/** Where the axis of steps ends: in leaps, so that the curve holds still between them, and never past the run's end. */
export function axisEnd(steps: number, numSteps: number | null): number {
  let decade = 10;
  for (;;) {
    for (const factor of [2, 5, 10]) {
      const end = decade * factor;
      if (end >= steps) return numSteps === null ? end : Math.max(steps, Math.min(end, numSteps));
    }
    decade *= 10;
  }
}

/** The value at or before `x`: what a legend shows under the crosshair. */
export function valueAt(line: Line, x: number): number | null {
  let low = 0;
  let high = line.x.length - 1;
  let found: number | null = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((line.x[middle] ?? Number.POSITIVE_INFINITY) <= x) {
      found = middle;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found === null ? null : (line.y[found] ?? null);
}
