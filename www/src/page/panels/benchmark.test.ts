import { expect, it } from 'vitest';
import { initialState, type State } from '../../state/state.js';
import { hindranceOf } from './benchmark.js';

const ready: State = { ...initialState, device: { phase: 'ready', report: null } };
const during = (status: State['run']['status']): State => ({ ...ready, run: { ...ready.run, status } });

it('a benchmark waits for the page to be loaded and for training to rest', () => {
  expect(hindranceOf(initialState)).toBe('loading');
  expect(hindranceOf({ ...ready, data: { ...ready.data, loading: { choice: 'mnist', bytes: null } } })).toBe('loading');
  expect(hindranceOf({ ...ready, isStarting: true })).toBe('training');
  expect(hindranceOf(during('running'))).toBe('training');
  expect(hindranceOf(during('paused'))).toBeNull();
  expect(hindranceOf(ready)).toBeNull();
});

it('a benchmark can be made where no device could be opened: it says why', () => {
  expect(hindranceOf({ ...ready, device: { phase: 'failed', report: null } })).toBeNull();
});
