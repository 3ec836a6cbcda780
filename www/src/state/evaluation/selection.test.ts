import { describe, expect, it } from 'vitest';
import { everything, type Filter, select } from './selection.js';

const report = { predictions: [1, 2, 1, null, 0, 1], confidences: [0.9, 0.4, 0.6, 0, 0.95, 0.6] };
const labels = [1, 1, 2, 9, 0, 1];
const chosen = (filter: Partial<Filter>) => select(report, labels, { ...everything, ...filter });

describe('select', () => {
  it('shows every image that was read, in the order of the set', () => {
    expect(chosen({})).toEqual([0, 1, 2, 4, 5]);
  });

  it('filters by true class, by prediction and by both', () => {
    expect(chosen({ truth: 1 })).toEqual([0, 1, 5]);
    expect(chosen({ predicted: 1 })).toEqual([0, 2, 5]);
    expect(chosen({ truth: 1, predicted: 2 })).toEqual([1]);
  });

  it('tells right from wrong', () => {
    expect(chosen({ outcome: 'right' })).toEqual([0, 4, 5]);
    expect(chosen({ outcome: 'wrong' })).toEqual([1, 2]);
  });

  it('orders by confidence, and leaves equal ones in the order of the set', () => {
    expect(chosen({ order: 'sure' })).toEqual([4, 0, 2, 5, 1]);
    expect(chosen({ order: 'unsure' })).toEqual([1, 2, 5, 0, 4]);
  });
});
