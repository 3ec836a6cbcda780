import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurn, outOfTurn } from './frame-turns.js';

const reported = vi.fn();
const long = (done: () => void) => () => {
  vi.setSystemTime(Date.now() + 20);
  done();
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('performance', { now: () => Date.now() });
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => setTimeout(task, 16));
  vi.stubGlobal('reportError', reported);
});

afterEach(() => {
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('does what is short in one frame, and each once', () => {
  const tasks = [vi.fn(), vi.fn(), vi.fn()];
  for (const task of [...tasks, ...tasks]) inTurn(task);
  vi.advanceTimersByTime(16);
  expect(tasks.map((task) => task.mock.calls.length)).toEqual([1, 1, 1]);
});

it('does what is long frame by frame, in the order of asking', () => {
  const done: string[] = [];
  const tasks = ['a', 'b', 'c'].map((name) => long(() => done.push(name)));
  for (const task of tasks) inTurn(task);
  for (const expected of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    vi.advanceTimersByTime(16);
    expect(done).toEqual(expected);
  }
});

it('lets nobody go first again before the others had their turn', () => {
  const done: string[] = [];
  const eager = long(() => {
    done.push('eager');
    if (done.length < 4) inTurn(eager);
  });
  inTurn(eager);
  inTurn(long(() => done.push('patient')));
  vi.advanceTimersByTime(40);
  expect(done).toEqual(['eager', 'patient']);
});

it('goes on after a task that fails, and leaves out what is not wanted any more', () => {
  const [kept, left] = [vi.fn(), vi.fn()];
  const broken = () => {
    throw new Error('broken');
  };
  for (const task of [broken, left, kept]) inTurn(task);
  outOfTurn(left);
  vi.advanceTimersByTime(16);
  expect(reported).toHaveBeenCalledWith(expect.objectContaining({ message: 'broken' }));
  expect([left.mock.calls.length, kept.mock.calls.length]).toEqual([0, 1]);
});
