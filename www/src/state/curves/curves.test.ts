import { describe, expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import { noRun, type RunState } from '../run/run.js';
import { Series } from '../run/series.js';
import { axisEnd, type Line, lines, summarize, valueAt } from './curves.js';

const words = new Words('en');
const run: RunState = {
  ...noRun,
  history: {
    step: Series.of(1, 2),
    loss: Series.of(2.4, 1.2),
    accuracy: Series.of(0.1, 0.5),
    smoothLoss: Series.of(2.4, 1.8),
    smoothAccuracy: Series.of(0.1, 0.3),
  },
  tests: [{ step: 2, epoch: 1, loss: 1.1, accuracy: 0.6, correct: 6, images: 10 }],
};

describe('lines', () => {
  it('are the noise, the curve and the tests', () => {
    const all = lines(run, 'accuracy', words);
    expect(all.map(({ form, x, y }) => [form, [...Array.from(x)], [...Array.from(y)]])).toEqual([
      ['faint', [1, 2], [0.1, 0.5]],
      ['line', [1, 2], [0.1, 0.3]],
      ['points', [2], [0.6]],
    ]);
  });

  it('have the validation images beside the tests where there are any', () => {
    const points = lines(validated, 'loss', words).slice(2);
    expect(points.map(({ label, color, x, y }) => [label, color, x, y])).toEqual([
      ['Validation', 'validation', [1], [1.3]],
      ['Test', 'test', [2], [1.1]],
    ]);
  });
});

const validated: RunState = {
  ...run,
  validations: [{ step: 1, epoch: 1, loss: 1.3, accuracy: 0.4, correct: 4, images: 10 }],
};

describe('summarize', () => {
  it('tells the curve in words', () => {
    expect(summarize(noRun, 'loss', words)).toBe('Loss: nothing to show yet.');
    expect(summarize(run, 'loss', words)).toBe(
      'Loss over 2 steps: training from 2.40 to 1.80. Test after epoch 1: 1.10.',
    );
    expect(summarize(validated, 'loss', words)).toContain('1.80. Validation after epoch 1: 1.30. Test after');
    expect(summarize(run, 'accuracy', new Words('zh'))).toContain('准确率');
  });
});

describe('axisEnd', () => {
  it('grows in leaps and ends with the run', () => {
    expect([0, 20, 21, 51, 99, 101, 20_000].map((steps) => axisEnd(steps, null))).toEqual([
      20, 20, 50, 100, 100, 200, 20_000,
    ]);
    expect(axisEnd(320, 395)).toBe(395);
    expect(axisEnd(3, 5)).toBe(5);
  });
});

describe('valueAt', () => {
  it('is the last value at or before a step', () => {
    const line: Line = { label: '', color: 'test', form: 'points', x: [10, 20, 30], y: [1, 2, 3] };
    expect([9, 10, 19, 20, 99].map((x) => valueAt(line, x))).toEqual([null, 1, 1, 2, 3]);
  });
});
