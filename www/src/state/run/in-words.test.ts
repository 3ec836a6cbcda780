import { expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import { statusOf } from './in-words.js';
import { noRun } from './run.js';

const [en, zh] = [new Words('en'), new Words('zh')];

it('says what goes on, and why a run has ended', () => {
  expect(statusOf({ ...noRun, status: 'running' }, en)).toBe('Training');
  expect(statusOf({ ...noRun, status: 'running', testing: { done: 2, total: 4 } }, en)).toBe('Testing 2 of 4');
  expect(statusOf({ ...noRun, status: 'paused', testing: { done: 2, total: 4 } }, en)).toBe('Paused');
  const finished = { ...noRun, status: 'finished' as const, outcome: { reason: 'convergence' as const, restored: 3 } };
  expect(statusOf(finished, en)).toBe('Finished: no longer improving');
  expect(statusOf(finished, zh)).toBe('已完成：不再改善');
  expect(statusOf({ ...finished, outcome: null }, en)).toBe('Finished');
});
