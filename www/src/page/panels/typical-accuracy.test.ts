import { expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import { reduce } from '../../state/reduce.js';
import type { AddedDrawing } from '../../state/slices/data.js';
import { type DataChoice, initialState, type PageEvent } from '../../state/state.js';
import { fakeInfo, fakePreset } from '../fake-playground.js';
import { typicalAccuracy } from './typical-accuracy.js';

const [en, zh] = [new Words('en'), new Words('zh')];
const arrived: PageEvent = { type: 'presetsArrived', presets: [fakePreset] };
const loaded = (choice: DataChoice, drawings: readonly AddedDrawing[] = []): PageEvent => ({
  type: 'dataLoaded',
  choice,
  source: choice === 'mnist' ? 'cache' : choice === 'synthetic' ? 'synthetic' : 'file',
  info: fakeInfo,
  drawings,
});
const after = (...events: PageEvent[]) => events.reduce(reduce, initialState);

it('is said of a preset in both languages, with the data it was measured on and the epochs that it takes', () => {
  const state = after(arrived, loaded('mnist'));
  expect(typicalAccuracy(state, en)).toEqual({
    label: 'Typical accuracy on MNIST',
    value: '97.7% after 5 epochs',
  });
  expect(typicalAccuracy(state, zh)).toEqual({ label: '在 MNIST 数据上的典型准确率', value: '5 轮后 97.7%' });
});

it('is that of the data at hand', () => {
  expect(typicalAccuracy(after(arrived, loaded('synthetic')), en)).toEqual({
    label: 'Typical accuracy on the built-in digits',
    value: '95.3% after 5 epochs',
  });
  const { digits: _, ...typical } = fakePreset.typical;
  const unmeasured = after({ ...arrived, presets: [{ ...fakePreset, typical }] }, loaded('synthetic'));
  expect(typicalAccuracy(unmeasured, en)).toBeNull();
});

it("is not said of images of one's own, nor with drawings among others, nor before there are any", () => {
  const drawing = { label: 1, repeats: 1, pixels: '' };
  for (const events of [[], [loaded('files')], [loaded('synthetic', [drawing])], [loaded('mnist', [drawing])]]) {
    expect(typicalAccuracy(after(arrived, ...events), en)).toBeNull();
  }
});

it('counts a single epoch', () => {
  const typical = { mnist: 0.9, epochs: 1 };
  const state = after({ ...arrived, presets: [{ ...fakePreset, typical }] }, loaded('mnist'));
  expect(typicalAccuracy(state, en)?.value).toBe('90.0% after 1 epoch');
});

it('is not said before there is a preset, nor of one that was changed by hand, until that is undone', () => {
  const edited: PageEvent = { type: 'fieldEdited', name: 'learningRate', text: '1' };
  expect(typicalAccuracy(after(loaded('mnist')), en)).toBeNull();
  expect(typicalAccuracy(after(arrived, loaded('mnist'), edited), en)).toBeNull();
  expect(typicalAccuracy(after(arrived, loaded('mnist'), edited, { type: 'fieldsReset' }), en)).not.toBeNull();
});
