/**
 * The curves of a run as a chart draws them: which columns, in which form, over which range. Knows runs and words, draws
 * nothing.
 */
import type { Words } from '../../locale/words.js';
import type { RunCurves } from '../run/kept-run.js';
import type { History, TestResult } from '../run/run.js';
import type { Series } from '../run/series.js';
import type { CurveColor } from './line-look.js';

/**
 * `line` is the curve to read, `faint` the noise behind it, `points` rare values joined by a dashed line, `level` a value
 * that nothing has to be measured for.
 */
export type LineForm = 'line' | 'faint' | 'points' | 'level';

export interface Line {
  readonly label: string;
  readonly color: CurveColor;
  readonly form: LineForm;
  /** Which of the patterns tells it from another line of its colour; none, or 0, for the usual one. */
  readonly dash?: number;
  /** What it belongs to, where a chart shows several: one entry of the legend, and one thing to be pointed out. */
  readonly owner?: string;
  /** For comparison only: the axis is not made for it. */
  readonly isGhost?: boolean;
  /** Ascending, as long as `y`. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export type Format = (words: Words, value: number) => string;

interface Curve {
  readonly step: Series;
  readonly value: Series;
}

export interface Measure {
  /** As measured. */
  readonly curve: (run: RunCurves) => Curve;
  /** Its running mean, where the run keeps one. */
  readonly kept: keyof History | null;
  /** Worth a running mean: what jumps from step to step. */
  readonly isNoisy: boolean;
  /** The same of a reading of test or validation images. */
  readonly test: ((test: TestResult) => number) | null;
  /** A value to read, and a value on the axis. */
  readonly format: Format;
  readonly tick: Format;
  /** The vertical axis always ends here; null to fit what is shown. */
  readonly top: number | null;
  /** Where the axis ends while there is nothing to fit. */
  readonly idleTop: number;
  /** May be shown on a logarithmic axis. */
  readonly isLogarithmic: boolean;
}

const significant: Format = (words, value) => words.significant(value);
const compact: Format = (words, value) => words.compact(value);
const perStep =
  (name: keyof History) =>
  ({ history }: RunCurves): Curve => ({ step: history.step, value: history[name] });

export const measures = {
  loss: {
    curve: perStep('loss'),
    kept: 'smoothLoss',
    isNoisy: true,
    test: (test) => test.loss,
    format: significant,
    tick: compact,
    top: null,
    // The loss of guessing among ten classes is 2.3.
    idleTop: 2.5,
    isLogarithmic: true,
  },
  accuracy: {
    curve: perStep('accuracy'),
    kept: 'smoothAccuracy',
    isNoisy: true,
    test: (test) => test.accuracy,
    format: (words, value) => words.percent(value, 1),
    tick: (words, value) => words.percent(value),
    top: 1,
    idleTop: 1,
    isLogarithmic: false,
  },
  learningRate: {
    curve: ({ history, traces }) => ({ step: history.step, value: traces.learningRate }),
    kept: null,
    isNoisy: false,
    test: null,
    format: significant,
    tick: compact,
    top: null,
    idleTop: 0.001,
    isLogarithmic: true,
  },
  gradientNorm: {
    curve: ({ traces }) => traces.gradientNorm,
    kept: null,
    isNoisy: true,
    test: null,
    format: significant,
    tick: compact,
    top: null,
    idleTop: 1,
    isLogarithmic: true,
  },
  speed: {
    curve: ({ traces }) => traces.speed,
    kept: null,
    isNoisy: true,
    test: null,
    format: (words, value) => words.t('progress.rate', { images: words.steady(value) }),
    tick: compact,
    top: null,
    idleTop: 10_000,
    isLogarithmic: false,
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;
export const measureNames: readonly MeasureName[] = ['loss', 'accuracy', 'learningRate', 'gradientNorm', 'speed'];

/** A running mean in place of the one that the run keeps; the curve itself where nothing is to be smoothed. */
export type Smooth = (raw: Series) => ArrayLike<number>;

export function lines(run: RunCurves, name: MeasureName, words: Words, smooth?: Smooth): Line[] {
  const measure: Measure = measures[name];
  const { step, value } = measure.curve(run);
  const x = step.values;
  const raw = value.values;
  const calm = calmed(run, measure, smooth);
  const { test } = measure;
  const points = (label: string, color: Line['color'], results: readonly TestResult[]): Line[] => {
    if (!test) return [];
    return [{ label, color, form: 'points', x: results.map((result) => result.step), y: results.map(test) }];
  };
  const label = words.t(test ? 'chart.train' : 'chart.value');
  return [
    ...(measure.isNoisy
      ? [{ label: words.t('chart.trainRaw'), color: 'train', form: 'faint', x, y: raw } as const]
      : []),
    { label, color: 'train', form: 'line', x, y: calm },
    ...(run.validations.length > 0 ? points(words.t('chart.validation'), 'validation', run.validations) : []),
    ...points(words.t('chart.test'), 'test', run.tests),
  ];
}

/** The curve to read. */
export function calmed(run: RunCurves, measure: Measure, smooth: Smooth | undefined): ArrayLike<number> {
  const { value } = measure.curve(run);
  if (!measure.isNoisy) return value.values;
  if (smooth) return smooth(value);
  return measure.kept === null ? value.values : run.history[measure.kept].values;
}

/** The curve in a sentence or two, for those who cannot see it. */
export function summarize(run: RunCurves, name: MeasureName, words: Words): string {
  const measure: Measure = measures[name];
  const title = words.t(`chart.${name}`);
  const curve = measure.curve(run);
  const told = measure.kept === null ? curve.value : run.history[measure.kept];
  const [first, last] = [told.at(0), told.at(-1)];
  if (first === undefined || last === undefined) return words.t('chart.summary.empty', { name: title });
  const format = (value: number) => measure.format(words, value);
  const { test } = measure;
  const numSteps = (curve.step.at(-1) ?? 0) - (curve.step.at(0) ?? 0) + 1;
  const training = words.plural(test ? 'chart.summary' : 'chart.summary.value', numSteps, 'steps', {
    name: title,
    first: format(first),
    last: format(last),
  });
  const results = (['validation', 'test'] as const).flatMap((set) => {
    const last = run[`${set}s`].at(-1);
    return last && test ? [words.t(`chart.summary.${set}`, { epoch: last.epoch, value: format(test(last)) })] : [];
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
