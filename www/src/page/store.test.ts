import { describe, expect, it } from 'vitest';
import type { PageEvent } from '../view/state.js';
import { initialState } from '../view/state.js';
import { Store } from './store.js';

const progress = (step: number): PageEvent => ({
  type: 'run',
  action: {
    type: 'progress',
    events: [{ type: 'step', step, epoch: 1, loss: 1, correct: 1, images: 2, learningRate: 0.1 }],
    seconds: step,
  },
});

function setUp() {
  const frames: (() => void)[] = [];
  const timers: (() => void)[] = [];
  const heard: number[] = [];
  const store = new Store(initialState, {
    nextFrame: (task) => frames.push(task),
    after: (_, task) => timers.push(task),
  });
  store.subscribe((state) => heard.push(state.run.step));
  const run = (tasks: (() => void)[]) => {
    for (const task of tasks.splice(0)) task();
  };
  return { store, heard, frames, timers, frame: () => run(frames), timer: () => run(timers) };
}

describe('Store', () => {
  it('knows at once and tells in the next frame', () => {
    const { store, heard, frame } = setUp();
    store.dispatch({ type: 'helpToggled', name: 'seed' });
    store.dispatch({ type: 'helpToggled', name: 'batchSize' });
    expect(store.state.setup.help).toBe('batchSize');
    expect(heard).toEqual([]);
    frame();
    frame();
    expect(heard).toHaveLength(1);
  });

  it('gathers progress', () => {
    const { store, heard, frames, frame, timers, timer } = setUp();
    for (let step = 1; step <= 10; step++) store.dispatch(progress(step));
    expect([frames.length, timers.length]).toEqual([0, 1]);
    timer();
    frame();
    expect(heard).toEqual([10]);
  });

  it('lets nothing else wait for progress', () => {
    const { store, heard, frame, timer } = setUp();
    store.dispatch(progress(1));
    store.dispatch({ type: 'starting' });
    frame();
    expect(heard).toEqual([1]);
    timer();
    frame();
    expect(heard).toEqual([1]);
  });

  it('tells nothing when nothing changed', () => {
    const { store, frames } = setUp();
    store.dispatch({ type: 'presetChosen', id: 'unknown' });
    expect(frames).toHaveLength(0);
  });
});
