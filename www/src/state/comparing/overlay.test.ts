import { describe, expect, it } from 'vitest';
import { fakeRunState } from '../run/fake-kept-run.js';
import { curvesOf } from '../run/kept-run.js';
import { Series } from '../run/series.js';
import { clockOf } from './clock.js';
import { endOf, type OverlaidRun, Overlay } from './overlay.js';

const state = fakeRunState(20);
const info = state.info;
if (!info) throw new Error('expected a run');
const run: OverlaidRun = {
  id: 'a',
  name: 'A run',
  look: { color: 'run-2', dash: 1 },
  info,
  seconds: 2,
  curves: curvesOf(state),
};
const options = { measure: 'loss', axis: 'steps', smoothing: 1, rings: 'tests' } as const;
const xs = (lines: readonly { x: ArrayLike<number> }[]) => lines.map(({ x }) => Array.from(x));

describe('an overlay', () => {
  it('has a line of training and the points of tests for each run, in its look', () => {
    const lines = new Overlay().lines(
      [run, { ...run, id: 'b', name: 'Another', look: { color: 'run-0', dash: 0 } }],
      options,
    );
    expect(lines.map(({ label, owner, color, dash, form }) => [label, owner, color, dash, form])).toEqual([
      ['A run', 'a', 'run-2', 1, 'line'],
      ['A run', 'a', 'run-2', 1, 'points'],
      ['Another', 'b', 'run-0', 0, 'line'],
      ['Another', 'b', 'run-0', 0, 'points'],
    ]);
    expect(xs(lines)[1]).toEqual([10, 20]);
    expect(Array.from(lines[0]?.y ?? []).slice(0, 2)).toEqual([2, 1]);
    expect(endOf(lines)).toBe(20);
  });

  it('has no points of what is not tested', () => {
    expect(new Overlay().lines([run], { ...options, measure: 'learningRate' })).toHaveLength(1);
  });

  it('lies over epochs and seconds, too', () => {
    const overlay = new Overlay();
    expect(xs(overlay.lines([run], { ...options, axis: 'epochs' }))[1]).toEqual([1, 2]);
    const [line] = overlay.lines([run], { ...options, axis: 'seconds' });
    const seconds = Array.from(line?.x ?? []);
    expect(seconds.at(-1)).toBeCloseTo(2, 0);
    expect(seconds.every((second, index) => index === 0 || second > (seconds[index - 1] ?? 0))).toBe(true);
  });

  it('makes again only what has changed', () => {
    const overlay = new Overlay();
    const other = { ...run, id: 'b' };
    const before = overlay.lines([run, other], options);
    const grown = { ...other, curves: curvesOf(fakeRunState(21)) };
    const after = overlay.lines([run, grown], options);
    expect(after[0]).toBe(before[0]);
    expect(after[2]).not.toBe(before[2]);
    expect(overlay.lines([run], { ...options, smoothing: 30, rings: 'tests' })[0]).not.toBe(before[0]);
    overlay.keepOnly(['b']);
    expect(overlay.lines([run], options)[0]).not.toBe(before[0]);
  });
});

describe('the clock', () => {
  it('adds up what the speed says, and goes on at the last one', () => {
    const { history, traces } = run.curves;
    // Ten steps an epoch of 950 images: 95 images a step.
    const speed = { step: Series.of(10, 20), value: Series.of(950, 1_900) };
    const clock = clockOf({ ...run.curves, history, traces: { ...traces, speed } }, info, 99);
    expect([0, 5, 10, 15, 20, 30].map(clock)).toEqual([0, 0.5, 1, 1.25, 1.5, 2]);
  });

  it('divides the time of a run that is too short for readings among its steps', () => {
    const speed = { step: Series.empty, value: Series.empty };
    const clock = clockOf({ ...run.curves, traces: { ...run.curves.traces, speed } }, info, 4);
    expect([0, 10, 20].map(clock)).toEqual([0, 2, 4]);
  });
});
