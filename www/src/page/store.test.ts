import { describe, expect, it } from 'vitest';
import type { PageEvent } from '../state/state.js';
import { initialState } from '../state/state.js';
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

  it('tells again what has not changed, once a frame, where it is asked to', () => {
    const { store, heard, frames, frame } = setUp();
    store.tell();
    store.tell();
    expect(frames).toHaveLength(1);
    frame();
    expect(heard).toEqual([0]);
  });

  it('tells the first progress at once and gathers what follows', () => {
    const { store, heard, frames, frame, timers, timer } = setUp();
    store.dispatch(progress(1));
    frame();
    for (let step = 2; step <= 10; step++) store.dispatch(progress(step));
    expect([frames.length, timers.length]).toEqual([0, 1]);
    timer();
    frame();
    store.dispatch(progress(11));
    expect([frames.length, timers.length]).toEqual([0, 1]);
    timer();
    frame();
    expect(heard).toEqual([1, 10, 11]);
    timer();
    expect([frames.length, timers.length]).toEqual([0, 0]);
  });

  it('does not count time on a page that is not drawn', () => {
    const { store, timers, timer } = setUp();
    store.dispatch(progress(1));
    store.dispatch(progress(2));
    timer();
    expect(timers).toHaveLength(0);
  });

  it('lets nothing else wait for progress', () => {
    const { store, heard, frame, timer } = setUp();
    store.dispatch(progress(1));
    frame();
    store.dispatch(progress(2));
    store.dispatch({ type: 'starting' });
    frame();
    expect(heard).toEqual([1, 2]);
    timer();
    frame();
    expect(heard).toEqual([1, 2]);
  });

  it('tells nothing when nothing changed', () => {
    const { store, frames } = setUp();
    store.dispatch({ type: 'presetChosen', id: 'unknown' });
    expect(frames).toHaveLength(0);
  });
});
