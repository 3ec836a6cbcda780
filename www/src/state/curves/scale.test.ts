import { describe, expect, it } from 'vitest';
import type { Line, LineForm } from './curves.js';
import { decadeMarks, fit, peakAbove, roundUp, within } from './scale.js';

const line = (y: number[], form: LineForm = 'line'): Line => ({
  label: '',
  color: 'train',
  form,
  x: y.map((_, i) => i + 1),
  y,
});
const whole = { yTop: null, idleTop: 2.5, isLogarithmic: false, zoom: null };
const logarithmic = { ...whole, isLogarithmic: true };

describe('within', () => {
  it('keeps a point beyond either end, so that the line runs on to the edge', () => {
    const part = within(line([10, 20, 30, 40, 50, 60]), { from: 3, to: 4 });
    expect(Array.from(part.x)).toEqual([2, 3, 4, 5]);
    expect(Array.from(part.y)).toEqual([20, 30, 40, 50]);
  });

  it('is the whole line where the range is wider', () => {
    expect(Array.from(within(line([1, 2]), { from: 0, to: 9 }).y)).toEqual([1, 2]);
  });

  it('takes columns of a run as they are, without copying', () => {
    const x = Float64Array.of(1, 2, 3, 4);
    const part = within({ ...line([]), x, y: x }, { from: 3, to: 4 });
    expect(part.x).toBeInstanceOf(Float64Array);
    expect(Array.from(part.x)).toEqual([2, 3, 4]);
  });
});

describe('fit', () => {
  it('begins at 0 and ends at a round number above what is to be read', () => {
    expect(fit([line([2.3, 1.1]), line([7], 'faint')], whole)).toEqual([0, 2.5]);
    expect(fit([line([0.2, 0.4])], { ...whole, yTop: 1 })).toEqual([0, 1]);
    expect(fit([line([])], whole)).toEqual([0, 2.5]);
  });

  it('fits what is shown of a part, and stays within what can be', () => {
    const [low, high] = fit([line([2, 0.5, 0.4, 0.3, 0.1])], { ...whole, zoom: { from: 2, to: 4 } });
    expect(low).toBeCloseTo(0.284);
    expect(high).toBeCloseTo(0.516);
    expect(fit([line([0.99, 1])], { ...whole, yTop: 1, zoom: { from: 1, to: 2 } })[1]).toBe(1);
  });

  it('leaves zeros and what is below out of a logarithmic axis', () => {
    expect(fit([line([0, -1, 0.03, 2.2])], logarithmic)).toEqual([0.02, 2.5]);
    expect(fit([line([0, -1])], logarithmic)).toEqual([0.01, 10]);
  });

  it('leaves room above and below a constant', () => {
    expect(fit([line([1, 1])], logarithmic)).toEqual([0.5, 2]);
    expect(fit([line([1, 1])], whole)).toEqual([0, 1.5]);
  });
});

describe('decadeMarks', () => {
  it('are powers of ten, with 2 and 5 between where there are few', () => {
    expect(decadeMarks(0.02, 2.5)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(decadeMarks(1e-6, 1)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
  });
});

it('roundUp finds the next round number', () => {
  expect([2.3, 1, 0.031, 11_000].map(roundUp)).toEqual([2.5, 1, expect.closeTo(0.04), 15_000]);
});

describe('a robust axis', () => {
  const robust = { ...whole, isRobust: true };
  const level = (y: number): Line => ({ ...line([y, y], 'level') });
  /** As at learning rate 1: a jump, and a long way back, of which a running mean keeps something for a hundred steps. */
  const raw = [2.3, 156e6, ...Array.from({ length: 20 }, (_, i) => 1e6 / 2 ** i), ...new Array<number>(200).fill(2.3)];

  it('shows what most steps came to, and not what a few did', () => {
    expect(fit([line(raw)], whole)[1]).toBeGreaterThan(1e8);
    expect(fit([line(raw, 'faint'), line(raw), level(Math.log(10))], robust)).toEqual([0, 4]);
  });

  it('tells the highest value beyond it, and none where only noise is', () => {
    expect(peakAbove([line(raw, 'faint'), line(raw)], 4, null)).toEqual({ x: 2, y: 156e6 });
    expect(peakAbove([line([9, 1], 'faint'), line([2, 1])], 4, null)).toBeNull();
    expect(peakAbove([line(raw)], 4, { from: 100, to: 200 })).toBeNull();
  });

  it('is an axis as any other where nothing is far off', () => {
    const usual = [7, 2.3, 1.1, 0.4, 0.1, 0.1, 0.1, 0.1];
    expect(fit([line(usual), level(Math.log(10))], robust)).toEqual(fit([line(usual)], whole));
    expect(fit([line([0.9, 0.5]), level(Math.log(10))], robust)).toEqual([0, 2.5]);
  });

  it('has no use for a run that is far off all the time, nor for what it is only compared with', () => {
    const far = new Array<number>(50).fill(1e6);
    expect(fit([line(far), level(2.3)], robust)[1]).toBeGreaterThan(1e6);
    const ghost = { ...line([1e6, 1e6]), isGhost: true };
    expect(fit([ghost, line([2, 1]), level(2.3)], robust)[1]).toBeLessThan(10);
    expect(peakAbove([ghost, line([2, 1])], 4, null)).toBeNull();
  });

  it('looks at a part of the run as at a run', () => {
    expect(fit([line(raw), level(2.3)], { ...robust, zoom: { from: 1, to: 3 } })[1]).toBeGreaterThan(1e6);
  });
});
