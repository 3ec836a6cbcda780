import { describe, expect, it } from 'vitest';
import { reduce } from '../reduce.js';
import { initialState, type State } from '../state.js';
import { noComparison, reduceComparison } from './comparison.js';

describe('the comparison', () => {
  it('shows everything again over another axis', () => {
    const zoomed = reduceComparison(noComparison, { type: 'comparisonZoomed', range: { from: 1, to: 2 } });
    expect(zoomed.zoom).toEqual({ from: 1, to: 2 });
    expect(reduceComparison(zoomed, { type: 'comparisonZoomed', range: { from: 1, to: 2 } })).toBe(zoomed);
    expect(reduceComparison(zoomed, { type: 'axisChosen', axis: 'epochs' })).toMatchObject({
      axis: 'epochs',
      zoom: null,
    });
  });

  it('forgets what was asked once others are chosen', () => {
    const asked = reduceComparison(
      { ...noComparison, selected: ['a'] },
      { type: 'runsAsked', question: { what: 'remove', ids: ['a'], place: 'selection' } },
    );
    expect(reduceComparison(asked, { type: 'runSelected', id: 'b', isSelected: true })).toMatchObject({
      selected: ['a', 'b'],
      question: null,
    });
  });

  it('says nothing more of runs that are gone', () => {
    const comparison = {
      ...noComparison,
      selected: ['a', 'b'],
      renaming: 'a',
      pointedOut: 'b',
      question: { what: 'weights', ids: ['a', 'b'], place: 'room' },
    } as const;
    const state: State = { ...initialState, comparison };
    expect(reduce(state, { type: 'runsRemoved', ids: ['a'] }).comparison).toMatchObject({
      selected: ['b'],
      renaming: null,
      pointedOut: 'b',
      question: null,
    });
  });
});
