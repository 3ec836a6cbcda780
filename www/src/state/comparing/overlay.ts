/**
 * The curves of several runs as one chart draws them: training as a line, tests as points, in the look of their run.
 * Remembers what has not changed, so that a run which is over costs nothing while another one goes on.
 */
import type { RunInfo } from '../../protocol.js';
import { calmed, type Line, type Measure, type MeasureName, measures } from '../curves/curves.js';
import { Smoother } from '../curves/smooth.js';
import type { XAxisName } from '../curves/x-axis.js';
import type { RunCurves } from '../run/kept-run.js';
import type { Series } from '../run/series.js';
import { type Clock, clockOf } from './clock.js';
import type { RunLook } from './listed-run.js';

export interface OverlaidRun {
  readonly id: string;
  readonly name: string;
  readonly look: RunLook;
  readonly info: RunInfo;
  readonly seconds: number;
  readonly curves: RunCurves;
}

export interface OverlayOptions {
  readonly measure: MeasureName;
  readonly axis: XAxisName;
  /** Steps that a line is a mean of. */
  readonly smoothing: number;
  /** The readings that the rings are. */
  readonly rings: 'tests' | 'validations';
}

interface Known {
  readonly of: readonly unknown[];
  readonly lines: readonly Line[];
}

export class Overlay {
  readonly #known = new Map<string, Known>();
  readonly #smoothers = new Map<string, Smoother>();
  readonly #clocks = new Map<string, { of: RunCurves['traces']['speed']; clock: Clock }>();

  /** One after the other, in the order of the runs. */
  lines(runs: readonly OverlaidRun[], options: OverlayOptions): readonly Line[] {
    return runs.flatMap((run) => this.#linesOf(run, options));
  }

  /** What is not shown any more need not be remembered. */
  keepOnly(ids: readonly string[]): void {
    for (const memory of [this.#known, this.#smoothers, this.#clocks]) {
      for (const key of memory.keys()) if (!ids.includes(key.slice(key.indexOf(' ') + 1))) memory.delete(key);
    }
  }

  #linesOf(run: OverlaidRun, options: OverlayOptions): readonly Line[] {
    const measure: Measure = measures[options.measure];
    const { curves, look, name, info } = run;
    const { step, value } = measure.curve(curves);
    const { axis, smoothing, rings } = options;
    const of = [step, value, curves[rings], look.color, look.dash, name, info, axis, smoothing];
    const key = `${options.measure} ${run.id}`;
    const known = this.#known.get(key);
    if (known?.of.every((one, index) => one === of[index])) return known.lines;
    const lines = this.#make(run, measure, options, key);
    this.#known.set(key, { of, lines });
    return lines;
  }

  #make(run: OverlaidRun, measure: Measure, { axis, smoothing, rings }: OverlayOptions, key: string): readonly Line[] {
    const { curves, look, name: label, id: owner } = run;
    const { step } = measure.curve(curves);
    const place = this.#places(run, axis);
    const common = { label, owner, color: look.color, dash: look.dash };
    const y = calmed(curves, measure, (raw) => this.#smooth(raw, smoothing, key));
    const line: Line = { ...common, form: 'line', x: place ? step.values.map(place) : step.values, y };
    const { test } = measure;
    const readings = curves[rings];
    if (!test || readings.length === 0) return [line];
    const x = readings.map((result) => (place ? place(result.step) : result.step));
    return [line, { ...common, form: 'points', x, y: readings.map(test) }];
  }

  #smooth(raw: Series, steps: number, key: string): ArrayLike<number> {
    const smoother = this.#smoothers.get(key) ?? new Smoother();
    this.#smoothers.set(key, smoother);
    return smoother.smooth(raw, steps);
  }

  /** Where on the axis a step is; null where it is the step itself. */
  #places(run: OverlaidRun, axis: XAxisName): ((step: number) => number) | null {
    switch (axis) {
      case 'steps':
        return null;
      case 'epochs':
        return (step) => step / run.info.stepsPerEpoch;
      case 'seconds':
        return this.#clock(run);
      default:
        return axis satisfies never;
    }
  }

  #clock({ id, curves, info, seconds }: OverlaidRun): Clock {
    const key = `clock ${id}`;
    const known = this.#clocks.get(key);
    if (known?.of === curves.traces.speed && curves.traces.speed.step.length > 0) return known.clock;
    const clock = clockOf(curves, info, seconds);
    this.#clocks.set(key, { of: curves.traces.speed, clock });
    return clock;
  }
}

/** The last place that a line has; 0 where there is none. */
export function endOf(lines: readonly Line[]): number {
  return lines.reduce((end, { x }) => Math.max(end, x[x.length - 1] ?? 0), 0);
}
