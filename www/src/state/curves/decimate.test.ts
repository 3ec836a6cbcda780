import { describe, expect, it } from 'vitest';
import { bucketSize, envelope, thin } from './decimate.js';

const range = (length: number) => Float64Array.from({ length }, (_, i) => i);

describe('thin', () => {
  it('keeps a short curve whole', () => {
    expect(thin(range(5), range(5), 10)).toEqual({ x: [0, 1, 2, 3, 4], y: [0, 1, 2, 3, 4] });
    expect(thin(range(0), range(0), 10)).toEqual({ x: [], y: [] });
  });

  it('keeps to the limit and ends at the newest point', () => {
    const curve = thin(range(20_001), range(20_001), 500);
    expect(curve.x.length).toBeLessThanOrEqual(501);
    expect(curve.x.at(-1)).toBe(20_000);
  });

  it('moves no point that is drawn already while the curve grows', () => {
    const before = thin(range(10_000), range(10_000), 500).x.slice(0, -1);
    expect(thin(range(10_040), range(10_040), 500).x.slice(0, before.length)).toEqual(before);
  });
});

describe('envelope', () => {
  it('keeps a spike that lasts one step', () => {
    const y = new Float64Array(20_000).fill(1);
    y[12_345] = 50;
    const curve = envelope(range(20_000), y, 600);
    expect(curve.x.length).toBeLessThanOrEqual(600);
    expect(curve.y).toContain(50);
    expect(curve.x[curve.y.indexOf(50)]).toBe(12_345);
  });

  it('goes from left to right', () => {
    const y = Float64Array.from({ length: 5_000 }, (_, i) => Math.sin(i));
    const { x } = envelope(range(5_000), y, 300);
    expect(x).toEqual([...x].sort((a, b) => a - b));
  });
});

it('bucketSize is a power of two', () => {
  expect([bucketSize(10, 10), bucketSize(11, 10), bucketSize(1_000, 10)]).toEqual([1, 2, 128]);
});
