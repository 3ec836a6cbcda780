import { expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import { reduce } from '../../view/reduce.js';
import { initialState, type PageEvent } from '../../view/state.js';
import { fakePreset } from '../fake-playground.js';
import { typicalAccuracy } from './typical-accuracy.js';

const [en, zh] = [new Words('en'), new Words('zh')];
const arrived: PageEvent = { type: 'presetsArrived', presets: [fakePreset] };
const setupAfter = (...events: PageEvent[]) => events.reduce(reduce, initialState).setup;

it('is said of a preset in both languages, with the epochs that it takes', () => {
  const setup = setupAfter(arrived);
  expect(typicalAccuracy(setup, en)).toBe('97.7% after 5 epochs');
  expect(typicalAccuracy(setup, zh)).toBe('5 轮后 97.7%');
});

it('counts a single epoch', () => {
  const typical = { accuracy: 0.9, epochs: 1 };
  const setup = setupAfter({ ...arrived, presets: [{ ...fakePreset, typical }] });
  expect(typicalAccuracy(setup, en)).toBe('90.0% after 1 epoch');
});

it('is not said before there is a preset, nor of one that was changed by hand, until that is undone', () => {
  const edited: PageEvent = { type: 'fieldEdited', name: 'learningRate', text: '1' };
  expect(typicalAccuracy(setupAfter(), en)).toBeNull();
  expect(typicalAccuracy(setupAfter(arrived, edited), en)).toBeNull();
  expect(typicalAccuracy(setupAfter(arrived, edited, { type: 'fieldsReset' }), en)).not.toBeNull();
});
