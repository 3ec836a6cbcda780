import { describe, expect, it } from 'vitest';
import { turnOf } from './overfitting.js';
import { noRun, type RunState, type TestResult } from './run.js';
import { Series } from './series.js';

/** The same numbers each time, about normal: sums of twelve. */
function noiseOf(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < 9; i++) uniform();
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}

const STEPS = 10;

/** Ten steps an epoch. */
function runOf(losses: readonly number[], training: (epoch: number) => number): RunState {
  const steps = losses.flatMap((_, epoch) => Array.from({ length: STEPS }, (_, i) => epoch * STEPS + i + 1));
  const validations = losses.map(
    (loss, epoch): TestResult => ({
      step: (epoch + 1) * STEPS,
      epoch: epoch + 1,
      loss,
      accuracy: 0.9,
      correct: 90,
      images: 100,
    }),
  );
  const loss = Series.of(...steps.map((step) => training(step / STEPS)));
  return { ...noRun, history: { ...noRun.history, step: Series.of(...steps), loss }, validations };
}

const epochs = (count: number, value: (epoch: number) => number) =>
  Array.from({ length: count }, (_, i) => value(i + 1));
/** Falls to its lowest after `turn` epochs, and rises by a quarter of that within as many. */
const valley = (turn: number) => (epoch: number) => 0.4 + 0.1 * (epoch / turn - 1) ** 2;
const learning = (epoch: number) => 2 / (1 + epoch);

describe('turnOf', () => {
  it('finds where validation turns, and what the losses were', () => {
    const turn = turnOf(runOf(epochs(20, valley(8)), learning));
    expect(turn).toMatchObject({ set: 'validation', epoch: 8, step: 80 });
    expect(turn?.loss.before).toBeCloseTo(0.4);
    expect(turn?.loss.now).toBeGreaterThan(0.55);
    expect(turn?.training.now).toBeLessThan(turn?.training.before ?? 0);
  });

  it('finds it in noise, not far off', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const noise = noiseOf(seed);
      const found = turnOf(
        runOf(
          epochs(24, (epoch) => valley(8)(epoch) + 0.02 * noise()),
          learning,
        ),
      );
      expect(Math.abs((found?.epoch ?? 99) - 8), `seed ${seed}`).toBeLessThanOrEqual(5);
    }
  });

  it('takes noise around a level, or around a curve that still falls, for noise', () => {
    let found = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const noise = noiseOf(seed);
      const flat = epochs(30, () => 0.3 + 0.05 * noise());
      const falls = epochs(30, (epoch) => 0.3 + 1 / epoch + 0.05 * noise());
      found += [flat, falls].filter((losses) => turnOf(runOf(losses, learning))).length;
    }
    // Of 1,000: a verdict that is wrong once in a hundred runs would still be too rash.
    expect(found).toBeLessThan(10);
  });

  it('waits for three evaluations after the lowest, and for a rise that matters', () => {
    expect(turnOf(runOf([1, 0.5, 0.4, 0.6, 0.9], learning))).toBeNull();
    expect(turnOf(runOf([1, 0.5, 0.4, 0.5, 0.6, 0.75, 0.9], learning))).toMatchObject({ epoch: 3 });
    expect(
      turnOf(
        runOf(
          epochs(20, (epoch) => 0.4 + 0.0002 * Math.abs(epoch - 8)),
          learning,
        ),
      ),
    ).toBeNull();
  });

  it('is none where training has got worse as well, or a loss is no number', () => {
    expect(turnOf(runOf(epochs(20, valley(8)), valley(8)))).toBeNull();
    expect(turnOf(runOf([...epochs(20, valley(8)), Number.NaN], learning))).toBeNull();
  });

  it('looks at the test where nothing was set aside', () => {
    const { validations: tests, ...rest } = runOf(epochs(20, valley(8)), learning);
    const untrained: TestResult = { step: 0, epoch: 0, loss: 0.1, accuracy: 0.1, correct: 10, images: 100 };
    expect(turnOf({ ...rest, validations: [], tests: [untrained, ...tests] })).toMatchObject({ set: 'test', epoch: 8 });
  });
});
