import { describe, expect, it } from 'vitest';
import { median, seedsFrom, spreadOf } from './spread.js';

describe('the spread of several runs', () => {
  it('is mean, standard deviation of the sample, and range', () => {
    const spread = spreadOf([0.95, 0.96, 0.94]);
    expect(spread?.mean).toBeCloseTo(0.95);
    expect(spread?.deviation).toBeCloseTo(0.01);
    expect([spread?.low, spread?.high, spread?.count]).toEqual([0.94, 0.96, 3]);
  });

  it('of one value is nothing, and of none unknown', () => {
    expect(spreadOf([0.9])?.deviation).toBe(0);
    expect(spreadOf([])).toBeNull();
  });
});

it('the median is the middle, or halfway between the two in the middle', () => {
  expect([[], [3], [4, 1], [9, 1, 5]].map(median)).toEqual([null, 3, 2.5, 5]);
});

describe('seeds', () => {
  it('follow upon the first one, and leave out what is there', () => {
    expect(seedsFrom([42], 3)).toEqual([42, 43, 44]);
    expect(seedsFrom([42, 44], 4)).toEqual([42, 44, 43, 45]);
    expect(seedsFrom([1, 2, 3], 3)).toEqual([1, 2, 3]);
  });

  it('stay whole numbers below 2^32', () => {
    expect(seedsFrom([2 ** 32 - 1], 3)).toEqual([2 ** 32 - 1, 0, 1]);
  });
});
