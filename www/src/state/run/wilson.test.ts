import { describe, expect, it } from 'vitest';
import { wilson } from './wilson.js';

describe('the interval of a share', () => {
  it.each([
    // Newcombe (1998), table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i', (hits, count, low, high) => {
    const interval = wilson(hits, count);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is the same seen from the other side, and never leaves 0 to 1', () => {
    const [one, other] = [wilson(990, 1_000), wilson(10, 1_000)];
    expect(one?.low).toBeCloseTo(1 - (other?.high ?? 0), 12);
    expect(wilson(50, 50)?.high).toBeCloseTo(1, 12);
    expect(wilson(0, 0)).toBeNull();
  });
});
