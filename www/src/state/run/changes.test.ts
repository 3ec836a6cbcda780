import { describe, expect, it } from 'vitest';
import { withChange } from './changes.js';

describe('withChange', () => {
  it('puts a change behind those of its step and before those that are still to come', () => {
    const planned = [
      { step: 5, learningRate: 0.1 },
      { step: 5, dropout: 0.5 },
      { step: 9, learningRate: 0.01 },
    ];
    const made = { step: 5, weightDecay: 0.1 };
    expect(withChange(planned, made)).toEqual([planned[0], planned[1], made, planned[2]]);
    expect(withChange([], made)).toEqual([made]);
  });

  it('does not list a change twice that was planned and has now been made', () => {
    const planned = [{ step: 5, clipping: { norm: 1 } }];
    expect(withChange(planned, { step: 5, clipping: { norm: 1, value: null } })).toEqual(planned);
    expect(withChange(planned, { step: 5, clipping: { norm: 2 } })).toHaveLength(2);
    expect(withChange(planned, { step: 5 })).toHaveLength(2);
    expect(withChange(planned, { step: 6, clipping: { norm: 1 } })).toHaveLength(2);
  });
});
