import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Redraw } from './redraw.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => setTimeout(task, 16));
  vi.stubGlobal('cancelAnimationFrame', (frame: ReturnType<typeof setTimeout>) => clearTimeout(frame));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('draws once in the next frame, however often it is asked', () => {
  const draw = vi.fn(() => true);
  const redraw = new Redraw(draw);
  for (let i = 0; i < 3; i++) redraw.ask();
  vi.advanceTimersByTime(16);
  expect(draw).toHaveBeenCalledTimes(1);
});

it('draws ten times a second at most', () => {
  const draw = vi.fn(() => true);
  const redraw = new Redraw(draw);
  for (let i = 0; i < 1000; i++) {
    redraw.ask();
    vi.advanceTimersByTime(1);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(5);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(10);
});

it('does not wait after a frame in which there was nothing to draw', () => {
  const draw = vi.fn(() => false);
  const redraw = new Redraw(draw);
  redraw.ask();
  vi.advanceTimersByTime(16);
  redraw.ask();
  vi.advanceTimersByTime(16);
  expect(draw).toHaveBeenCalledTimes(2);
});

it('draws nothing that was asked before it was to forget', () => {
  const draw = vi.fn(() => true);
  const redraw = new Redraw(draw);
  redraw.ask();
  redraw.forget();
  vi.advanceTimersByTime(200);
  expect(draw).not.toHaveBeenCalled();
});
