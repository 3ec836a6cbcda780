import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Prediction } from '../protocol.js';
import { type Drawing, Predictor } from './predictor.js';

const prediction: Prediction = { probabilities: [1], seen: new Uint8Array(1), size: [1, 1] };
const drawing = (ink: number): Drawing => ({ pixels: new Uint8Array([ink]), width: 1, height: 1 });

describe('Predictor', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function setUp() {
    const answers: (() => void)[] = [];
    const asked: number[] = [];
    const onPrediction = vi.fn();
    const predictor = new Predictor({
      predict: (pixels) => {
        asked.push(pixels[0] ?? -1);
        return new Promise((resolve) => answers.push(() => resolve(prediction)));
      },
      onPrediction,
      onFailure: vi.fn(),
    });
    const answer = async () => {
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    };
    return { predictor, asked, answer, onPrediction };
  }

  it('asks at once, one at a time, and then for the newest drawing only', async () => {
    const { predictor, asked, answer, onPrediction } = setUp();
    predictor.draw(drawing(1));
    predictor.draw(drawing(2));
    predictor.draw(drawing(3));
    expect(asked).toEqual([1]);
    await answer();
    expect(asked).toEqual([1, 3]);
    await answer();
    expect(asked).toEqual([1, 3]);
    expect(onPrediction).toHaveBeenCalledTimes(2);
  });

  it('asks again while the network learns, four times a second', async () => {
    const { predictor, asked, answer } = setUp();
    predictor.draw(drawing(1));
    await answer();
    for (let i = 0; i < 100; i++) {
      predictor.networkChanged();
      await vi.advanceTimersByTimeAsync(10);
      await answer();
    }
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('asks nothing while the pad is empty', async () => {
    const { predictor, asked } = setUp();
    predictor.draw({ pixels: null, width: 1, height: 1 });
    predictor.networkChanged();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([]);
  });
});
