import { describe, expect, it } from 'vitest';
import { ideaRow, markdown, moduleText, rowsOf, sorted } from './ideas.mjs';
import { outcomeOf } from './trained-run.mjs';

const run = (test, others = {}) => ({
  tests: [[5, test]],
  train: 0.97,
  loss: 0.1,
  jump: 0.01,
  highest: 2.4,
  ...others,
});
const base = [run(0.95), run(0.96), run(0.955)];
const where = { data: 'digits', preset: 'mlp' };
const row = (idea, figure, after, before = base) => ideaRow({ ...where, idea, figure }, before, after);
const diverged = { tests: [], hasDiverged: true };

describe('an idea is offered', () => {
  it('where every run with it is beyond every one without, by more than seeds move it', () => {
    const lower = row('noActivations', 'test', [run(0.9), run(0.91), run(0.92)]);
    expect(lower).toMatchObject({ first: 0.955, second: 0.91, isOffered: true });
    expect(lower.spread).toBeCloseTo(0.01);
    // Within the spread, or overlapping, or the other way round.
    for (const tests of [
      [0.949, 0.949, 0.948],
      [0.9, 0.9, 0.951],
      [0.99, 0.99, 0.99],
    ]) {
      expect(
        row(
          'noActivations',
          'test',
          tests.map((test) => run(test)),
        ).isOffered,
        tests,
      ).toBe(false);
    }
    expect(row('oneCycle', 'test', [run(0.98), run(0.99), run(0.985)]).isOffered).toBe(true);
    expect(row('oneCycle', 'test', [run(0.9), run(0.9), run(0.9)]).isOffered).toBe(false);
  });

  it('where all that its sentence says is so', () => {
    const after = (others) => [1, 2, 3].map(() => run(0.5, others));
    expect(row('rateOne', 'test', after({ highest: 400 })).isOffered).toBe(true);
    expect(row('rateOne', 'test', after({ highest: 2.5 })).isOffered).toBe(false);
    expect(row('rateOne', 'test', [diverged, diverged, diverged])).toMatchObject({ isOffered: true, diverged: 3 });
    expect(row('fewImages', 'gap', after({ train: 1 }))).toMatchObject({ first: 1, second: 0.5, isOffered: true });
    expect(row('fewImages', 'gap', after({ train: 0.9 })).isOffered).toBe(false);
    expect(row('zeros', 'loss', after({ loss: 2.31 })).isOffered).toBe(true);
    expect(row('zeros', 'loss', after({ loss: 1.9 })).isOffered).toBe(false);
    expect(row('oneImage', 'jump', after({ jump: 0.5 })).isOffered).toBe(true);
    expect(row('oneImage', 'jump', after({ jump: 0.005 })).isOffered).toBe(false);
    expect(
      row(
        'augmentation',
        'train',
        after({ train: 0.8 }),
        base.map((one, i) => ({ ...one, train: 0.97 + i / 1000 })),
      ).isOffered,
    ).toBe(true);
    expect(row('plainSgd', 'loss', after({ loss: 0.5 })).isOffered).toBe(true);
    expect(
      row(
        'dropout',
        'gap',
        [1, 2, 3].map(() => run(0.96, { train: 0.9 })),
      ).isOffered,
    ).toBe(true);
    expect(
      row(
        'dropout',
        'gap',
        [1, 2, 3].map(() => run(0.9, { train: 0.92 })),
      ).isOffered,
    ).toBe(false);
    expect(row('seed', 'range', base)).toMatchObject({ first: 0.95, second: 0.96, isOffered: true });
  });
});

it('the table is written, read back, and gives the page its module', () => {
  const rows = [
    row('noActivations', 'test', [run(0.9), run(0.91), run(0.92)]),
    row('rateOne', 'test', [diverged, diverged, run(0.1)]),
    row('oneCycle', 'test', base),
  ];
  const read = rowsOf(markdown(rows));
  expect(markdown(read)).toBe(markdown(rows));
  expect(moduleText(read)).toBe(moduleText(rows));
  expect(moduleText(rows)).toContain("  ['digits', 'mlp', 'noActivations', 0.955, 0.91],");
  expect(moduleText(rows)).not.toContain('oneCycle');
  expect(rowsOf('')).toEqual([]);
  expect(() => rowsOf('| a | b |\n| --- | --- |')).toThrow('remove it');
  const order = { presets: ['mlp'], ideas: ['oneCycle', 'noActivations'] };
  expect(sorted(rows, order).map(({ idea }) => idea)).toEqual(['oneCycle', 'noActivations']);
});

describe('the log of a run', () => {
  const step = (epoch, loss, correct) => ({ type: 'step', epoch, loss, correct, images: 10 });
  const tested = (epoch, accuracy) => ({ type: 'evaluated', epoch, test: { accuracy } });
  const logOf = (...events) => `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
  const events = [step(1, 2, 1), step(1, 9, 2), step(1, 1, 2), step(1, 1.5, 3), tested(1, 0.9), step(2, 0.5, 8)];
  const last = [tested(2, 0.95)];

  it('has tests, the means of the last epoch, the highest loss and its jumps', () => {
    const log = logOf(...events, ...last, { type: 'finished', reason: 'epochs' }, tested(2, 0.1), { type: 'reported' });
    expect(outcomeOf(log, 2)).toEqual({
      tests: [
        [1, 0.9],
        [2, 0.95],
      ],
      train: 0.8,
      loss: 0.5,
      highest: 9,
      jump: 0.5,
    });
    expect(outcomeOf(log, 5)).toBeNull();
  });

  it('counts for nothing where the run was interrupted', () => {
    const all = [...events, ...last];
    expect(outcomeOf(logOf(...all, { type: 'finished', reason: 'ended' }, { type: 'reported' }), 2)).toBeNull();
    expect(outcomeOf(logOf(...all), 2)).toBeNull();
    expect(outcomeOf(`${logOf(...all)}{"type":"fini`, 2)).toBeNull();
    expect(outcomeOf('', 2)).toBeNull();
  });
});
