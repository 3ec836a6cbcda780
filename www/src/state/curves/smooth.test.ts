import { describe, expect, it } from 'vitest';
import { Series } from '../run/series.js';
import { Smoother } from './smooth.js';

const noise = (length: number) => Series.of(...Array.from({ length }, (_, i) => (i % 2 === 0 ? 1 : 3)));

describe('a smoother', () => {
  it('gives a curve as it is where it is to look back on one step', () => {
    expect([...Array.from(new Smoother().smooth(Series.of(3, 1), 1))]).toEqual([3, 1]);
  });

  it('begins at the first value and comes close to the mean', () => {
    const mean = new Smoother().smooth(noise(400), 30);
    expect(mean[0]).toBe(1);
    expect(mean[399]).toBeCloseTo(2, 1);
  });

  it('forgets a single value that is far off as soon as it has looked back beyond it', () => {
    const mean = new Smoother().smooth(Series.of(2, 1e8, ...Array.from({ length: 30 }, () => 2)), 7);
    expect(mean[7]).toBeGreaterThan(1e6);
    expect(mean[8]).toBe(2);
    // What falls fast is no such thing.
    const falls = Series.of(...Array.from({ length: 60 }, (_, i) => 2 * 0.9 ** i));
    const calm = Array.from(new Smoother().smooth(falls, 7));
    expect(calm.every((value, i) => i === 0 || value < (calm[i - 1] ?? 0))).toBe(true);
    expect(calm[59]).toBeGreaterThan(falls.at(59) ?? 0);
  });

  it('is calmer the farther it looks back', () => {
    const spread = (steps: number) => {
      const tail = Array.from(new Smoother().smooth(noise(1_000), steps)).slice(-20);
      return Math.max(...tail) - Math.min(...tail);
    };
    expect(spread(4)).toBeLessThan(2);
    expect(spread(60)).toBeLessThan(spread(4) / 5);
  });

  it('comes to the same whether a curve grew or was there at once', () => {
    const smoother = new Smoother();
    smoother.smooth(noise(10), 7);
    smoother.smooth(noise(11), 7);
    expect(Array.from(smoother.smooth(noise(50), 7))).toEqual(Array.from(new Smoother().smooth(noise(50), 7)));
  });

  it('begins again with another run and with another strength', () => {
    const smoother = new Smoother();
    smoother.smooth(noise(50), 7);
    expect(smoother.smooth(Series.of(9, 9, 9), 7)[2]).toBe(9);
    expect(Array.from(smoother.smooth(noise(50), 60))).toEqual(Array.from(new Smoother().smooth(noise(50), 60)));
  });

  it('passes over what is no number', () => {
    const mean = new Smoother().smooth(Series.of(2, Number.NaN, 2), 7);
    expect(Array.from(mean)).toEqual([2, 2, 2]);
  });
});
