/**
 * What a run's charts say in words, and the lines that it is judged by: guessing, the run before, trouble, over-fitting.
 * Knows runs and words; the rules are in chance.ts, trouble.ts, overfitting.ts and comparing/beside.ts.
 */
import type { Words } from '../locale/words.js';
import type { Beside } from '../state/comparing/beside.js';
import { calmed, type Line, type Measure, type MeasureName, measures, type Smooth } from '../state/curves/curves.js';
import { chanceOf } from '../state/run/chance.js';
import { type Turn, turnOf } from '../state/run/overfitting.js';
import type { RunState } from '../state/run/run.js';
import { type Trouble, troubleOf } from '../state/run/trouble.js';
import type { ChartNote } from './chart-notes.js';
import type { Mark } from './plot-overlay.js';

/** The line of guessing; none where the measure has none. */
export function levelLines({ config, info }: RunState, name: MeasureName, xEnd: number, words: Words): readonly Line[] {
  const chance = chanceOf(config, info);
  if (!chance || (name !== 'loss' && name !== 'accuracy')) return [];
  const level = chance[name];
  return [{ label: words.t('chart.guessing'), color: 'muted', form: 'level', x: [0, xEnd], y: [level, level] }];
}

/** The run before: its curve and its tests, as one thing to be compared with. */
export function ghostLines(run: RunState, name: MeasureName, words: Words, smooth?: Smooth): readonly Line[] {
  const measure: Measure = measures[name];
  const { step } = measure.curve(run);
  if (step.length === 0) return [];
  const ghost = { label: words.t('chart.before'), owner: 'before', color: 'muted', dash: 2, isGhost: true } as const;
  const line: Line = { ...ghost, form: 'line', x: step.values, y: calmed(run, measure, smooth) };
  const { test } = measure;
  if (!test || run.tests.length === 0) return [line];
  const x = run.tests.map((result) => result.step);
  return [line, { ...ghost, form: 'points', x, y: run.tests.map(test) }];
}

export interface Verdict {
  readonly notes: readonly ChartNote[];
  readonly marks: readonly Mark[];
}

/** Of the loss: whether the run fails, or has begun to learn its images by heart. */
export function verdictOf(run: RunState, words: Words): Verdict {
  const trouble = troubleOf(run, chanceOf(run.config, run.info));
  if (trouble) {
    const marks = trouble.kind === 'stuck' ? [] : [{ x: trouble.step, label: words.t(`trouble.${trouble.kind}.mark`) }];
    return { notes: [{ text: troubleText(trouble, run, words), isBad: true }], marks };
  }
  const turn = turnOf(run);
  if (!turn) return { notes: [], marks: [] };
  return {
    notes: [{ text: turnText(turn, words), isBad: false }],
    marks: [{ x: turn.step, label: words.t(`turn.${turn.set}.mark`) }],
  };
}

function troubleText({ kind, step, peak, learningRate }: Trouble, run: RunState, words: Words): string {
  const chance = words.significant(chanceOf(run.config, run.info)?.loss ?? Number.NaN);
  const rate = String(Number(learningRate.toPrecision(2)));
  const less = String(Number((learningRate / 10).toPrecision(1)));
  return words.t(`trouble.${kind}`, { step, peak: words.compact(peak), chance, rate, less });
}

function turnText({ set, epoch, step, loss, training }: Turn, words: Words): string {
  const format = (value: number) => words.significant(value);
  return words.t(`turn.${set}`, {
    epoch,
    step,
    before: format(loss.before),
    now: format(loss.now),
    trainBefore: format(training.before),
    trainNow: format(training.now),
  });
}

/** How a run stands beside the one before, and what that is worth. */
export function besideText({ difference, epochs, isWithinNoise, images, spread }: Beside, words: Words): string {
  const points = pointsText(difference, words);
  const isSame = difference === 0;
  const told = words.t(isSame ? 'before.same' : difference > 0 ? 'before.better' : 'before.worse', { points });
  const [now, then] = epochs;
  const parts = [
    now === then ? told : `${told}${words.t('before.epochs', { now, before: then })}`,
    isSame
      ? ''
      : spread
        ? words.t('before.spread', { count: spread.count, points: pointsText(spread.range, words) })
        : isWithinNoise
          ? words.t('before.noise', { images })
          : words.t('before.unknown'),
  ];
  return parts.filter((part) => part !== '').join(words.language === 'zh' ? '' : ' ');
}

/** Percentage points; small ones in hundredths. */
function pointsText(difference: number, words: Words): string {
  const points = Math.abs(difference) * 100;
  return words.number(points, points < 0.5 ? 2 : 1);
}
