import { describe, expect, it } from 'vitest';
import '../locale/every-language.js';
import { type ErrorValues, toKilnError } from '../kiln-error.js';
import { Words } from '../locale/words.js';
import type { ConfigProblem, LayerProblem } from '../protocol.js';
import { explain } from './explain.js';
import { layerReason, refusalText } from './refusal-text.js';

const [en, zh] = [new Words('en'), new Words('zh')];
const whole = { isAbove: false, isBelow: false, isWhole: true };
const range = { min: 1, max: Number.POSITIVE_INFINITY, ...whole };

/** One of each, as the core gives it: a kind or a number that is called otherwise there does not compile. */
const problems: { readonly [K in LayerProblem['kind']]: Extract<LayerProblem, { kind: K }> } = {
  imageNeeded: { kind: 'imageNeeded' },
  featuresNeeded: { kind: 'featuresNeeded' },
  sequenceNeeded: { kind: 'sequenceNeeded' },
  rowsNeeded: { kind: 'rowsNeeded' },
  placesNeeded: { kind: 'placesNeeded' },
  sequenceUnfit: { kind: 'sequenceUnfit' },
  outOfRange: { kind: 'outOfRange', range, found: 0 },
  kernelTooLarge: { kind: 'kernelTooLarge', kernel: 29 },
  kernelEven: { kind: 'kernelEven', kernel: 4, odd: 5 },
  poolTooLarge: { kind: 'poolTooLarge', size: 29 },
  patchesUnfit: { kind: 'patchesUnfit', size: 5, height: 28, width: 14 },
  headsUnfit: { kind: 'headsUnfit', heads: 3, dim: 8 },
  blockEmpty: { kind: 'blockEmpty' },
  blockTooDeep: { kind: 'blockTooDeep', limit: 8 },
  shapeChanged: { kind: 'shapeChanged', from: [1, 28, 28], to: [8, 26, 26] },
  tooLarge: { kind: 'tooLarge' },
  tooManyParams: { kind: 'tooManyParams', limit: 50_000_000 },
  wrongEnd: { kind: 'wrongEnd', classes: 10 },
};
const conditions: { readonly [K in ConfigProblem['kind']]: Extract<ConfigProblem, { kind: K }> } = {
  outOfRange: { kind: 'outOfRange', range, found: 0 },
  changesOutOfOrder: { kind: 'changesOutOfOrder' },
  noCheckpoint: { kind: 'noCheckpoint' },
  noMomentum: { kind: 'noMomentum' },
  noValidation: { kind: 'noValidation', found: 0 },
  nothingSetAside: { kind: 'nothingSetAside', share: 0.001, images: 200 },
  otherClasses: { kind: 'otherClasses', outputs: 3, classes: 10 },
  stepTooLarge: { kind: 'stepTooLarge', batchSize: 4096, needed: 5000, limit: 3072 },
};
/** As it comes from wasm. */
const read = (values: object): ErrorValues =>
  toKilnError(Object.assign(new Error('English'), { code: 'layer', values })).values ?? {};
const numbersOf = (problem: LayerProblem | ConfigProblem) =>
  Object.values(problem).flatMap((value) => (typeof value === 'number' ? [value] : []));

describe('what the core refuses', () => {
  it('is said of a layer in the visitor’s language, with its numbers', () => {
    const say = (problem: LayerProblem, words: Words) =>
      layerReason(read({ path: 'layers[0]', input: [], problem }), words);
    expect(say(problems.featuresNeeded, zh)).toContain('展平');
    expect(say(problems.patchesUnfit, en)).toContain('divides 28 and 14');
    expect(say(problems.shapeChanged, en)).toContain('from 28 × 28 × 1 to 26 × 26 × 8');
    expect(say(problems.kernelEven, en)).toContain('such as 5');
    expect(say(problems.tooManyParams, en)).toContain('50,000,000');
    for (const words of [en, zh]) {
      for (const problem of Object.values(problems)) {
        const text = say(problem, words);
        if (problem.kind !== 'outOfRange') expect(text, problem.kind).toBeTruthy();
        expect(text ?? '').not.toContain('{');
      }
    }
  });

  it('is said of a field by its range', () => {
    const values = read({ path: 'layers[0].layers[1].kernel', input: [1, 28, 28], problem: problems.outOfRange });
    expect(layerReason(values, en)).toBe('Kernel: A whole number, 1 or more.');
    expect(refusalText(values, en)).toBe('layers[0].layers[1].kernel: Kernel: A whole number, 1 or more.');
    const batch = { kind: 'outOfRange', range: { min: 1, max: 4096, ...whole }, found: 5000 };
    expect(refusalText({ path: 'batchSize', problem: batch }, en)).toBe(
      'batchSize: A whole number from 1 to 4,096. Found: 5,000.',
    );
    expect(refusalText({ path: 'batchSize', problem: batch }, zh)).toContain('4,096');
    const most = { kind: 'outOfRange', range: { min: Number.NEGATIVE_INFINITY, max: 1000, ...whole }, found: 1001 };
    expect(refusalText({ path: 'preview', problem: most }, en)).toContain('at most 1,000');
    const rate = { kind: 'outOfRange', range: { ...range, max: 0.5, min: 0, isWhole: false }, found: 0.75 };
    expect(refusalText({ path: 'data.validation', problem: rate }, en)).toBe(
      'data.validation: A number from 0 to 0.5. Found: 0.75.',
    );
  });

  it('is said of a setting by the condition that it breaks', () => {
    for (const words of [en, zh]) {
      for (const problem of Object.values(conditions)) {
        expect(refusalText(read({ path: 'some.field', problem }), words), problem.kind).toMatch(/^some\.field/);
      }
    }
    const split = refusalText({ path: 'data.validation', problem: conditions.nothingSetAside }, en);
    for (const number of numbersOf(conditions.nothingSetAside)) expect(split).toContain(String(number));
  });

  it('has no words of its own where it is of a later core, or lacks a number', () => {
    const later = { path: 'layers[0]', input: [1, 2], problem: { kind: 'thoughtOfLater' } };
    expect(layerReason(later, zh)).toBeNull();
    expect(refusalText(later, zh)).toBeNull();
    expect(refusalText({ path: 'x', problem: { kind: 'toString' } }, en)).toBeNull();
    expect(layerReason({ path: 'layers[0]', problem: { kind: 'patchesUnfit', size: 5 } }, en)).toBeNull();
    expect(layerReason(undefined, en)).toBeNull();
  });

  it('is told in a notice, with the file that it is in', () => {
    const values = { path: 'layers[1].heads', input: [16, 8], problem: problems.headsUnfit };
    const told = explain({ code: 'runFileRefused', message: 'English', values: { ...values, file: 'a.zip' } }, zh);
    expect(told).toMatchObject({ detail: 'open', isTranslated: true });
    expect(told.message).toContain('a.zip: layers[1].heads: 8 个特征');
    const later = { ...values, problem: { kind: 'thoughtOfLater' } };
    expect(explain({ code: 'layer', message: 'English', values: later }, zh)).toMatchObject({ message: 'English' });
  });
});
