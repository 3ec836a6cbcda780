import { describe, expect, it } from 'vitest';
import { best } from './outcomes.js';

describe('the best', () => {
  const places = (...of: Parameters<typeof best>) => [...best(...of)];

  it('is the highest or the lowest of what is known', () => {
    expect(places([0.9, null, 0.95, 0.7], 'more')).toEqual([2]);
    expect(places([0.3, 0.1, null], 'less')).toEqual([1]);
    expect(places([0.3, Number.NaN, 0.4], 'less')).toEqual([0]);
  });

  it('are several where they are alike, and none where there is nothing to choose', () => {
    expect(places([2, 1, 2], 'more')).toEqual([0, 2]);
    expect(places([2, 2], 'more')).toEqual([]);
    expect(places([2, null], 'more')).toEqual([]);
    expect(places([1, 2], null)).toEqual([]);
  });
});
