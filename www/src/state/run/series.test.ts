import { describe, expect, it } from 'vitest';
import { Series } from './series.js';

describe('Series', () => {
  it('reads what was appended, from both ends', () => {
    const series = Series.of(1, 2).append([3]);
    expect([...series.values]).toEqual([1, 2, 3]);
    expect(series.at(-1)).toBe(3);
    expect(series.at(0)).toBe(1);
    expect(series.at(3)).toBeUndefined();
    expect(series.at(-4)).toBeUndefined();
  });

  it('leaves older versions as they were, also when two go on from the same one', () => {
    const base = Series.of(1, 2);
    const left = base.append([3]);
    const right = base.append([9, 10]);
    expect([...base.values]).toEqual([1, 2]);
    expect([...left.values]).toEqual([1, 2, 3]);
    expect([...right.values]).toEqual([1, 2, 9, 10]);
    expect([...Series.empty.values]).toEqual([]);
  });

  it('grows past its capacity', () => {
    let series = Series.empty;
    for (let i = 0; i < 5_000; i++) series = series.append([i]);
    expect(series.length).toBe(5_000);
    expect(series.at(4_321)).toBe(4_321);
  });

  it('shares storage between versions instead of copying it at every step', () => {
    let series = Series.of(...Array.from({ length: 100 }, (_, i) => i));
    const { buffer } = series.values;
    for (let i = 0; i < 100; i++) series = series.append([i]);
    expect(series.values.buffer).toBe(buffer);
  });
});
