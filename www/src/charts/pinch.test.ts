import { describe, expect, it } from 'vitest';
import { pinched } from './pinch.js';

const whole = { from: 0, to: 200 };
/** But for what is lost in rounding. */
const about = (from: number, to: number) => ({ from: expect.closeTo(from), to: expect.closeTo(to) });

describe('two fingers on a chart', () => {
  it('spread to twice their distance, show half as much, with the same steps under them', () => {
    expect(pinched(whole, whole, [0.4, 0.6], [0.3, 0.7])).toEqual(about(50, 150));
    expect(pinched(whole, whole, [0.6, 0.4], [0.1, 0.5])).toEqual(about(70, 170));
  });

  it('move the part that is shown, and never out of the run', () => {
    expect(pinched({ from: 50, to: 150 }, whole, [0.2, 0.4], [0.4, 0.6])).toEqual(about(30, 130));
    expect(pinched({ from: 10, to: 110 }, whole, [0.2, 0.4], [0.7, 0.9])).toEqual(about(0, 100));
  });

  it('brought together, show everything', () => {
    expect(pinched({ from: 50, to: 150 }, whole, [0.1, 0.9], [0.4, 0.6])).toBeNull();
  });

  it('show a few steps at the least, however far apart they are', () => {
    expect(pinched({ from: 100, to: 108 }, whole, [0.49, 0.51], [0, 1])).toEqual(about(102, 106));
  });
});
