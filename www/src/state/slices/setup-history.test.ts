import { expect, it } from 'vitest';
import type { Preset } from '../../protocol.js';
import { configOf, noSetup, reduceSetup, type SetupEvent, type SetupState } from './setup.js';

const preset: Preset = {
  id: 'small',
  description: '',
  typical: { mnist: 0.98, epochs: 5 },
  config: {
    layers: [{ type: 'flatten' }, { type: 'dense', units: 16 }, { type: 'dense', units: 10 }],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    batchSize: 128,
    numEpochs: 5,
    seed: 1,
  },
};
const other: Preset = { ...preset, id: 'other', config: { ...preset.config, numEpochs: 9 } };
const arrived = reduceSetup(noSetup, { type: 'presetsArrived', presets: [preset, other] });
const after = (setup: SetupState, ...events: SetupEvent[]): SetupState => events.reduce(reduceSetup, setup);
const typed = (name: 'batchSize' | 'numEpochs', text: string): SetupEvent => ({ type: 'fieldEdited', name, text });
const left: SetupEvent = { type: 'fieldLeft' };
const undone: SetupEvent = { type: 'undone' };
const redone: SetupEvent = { type: 'redone' };
const keys = ({ draft }: SetupState) => draft?.nodes.map(({ key }) => key) ?? [];
const key = (setup: SetupState, index: number) => keys(setup)[index] ?? 0;

const edits: Readonly<Record<string, (setup: SetupState) => SetupEvent>> = {
  'a preset': () => ({ type: 'presetChosen', id: 'other' }),
  'a configuration from elsewhere': () => ({ type: 'configChosen', config: { ...preset.config, seed: 7 } }),
  'a number': () => typed('batchSize', '64'),
  'a choice': () => ({ type: 'fieldEdited', name: 'optimizer', text: 'sgd' }),
  'a number of a layer': (setup) => ({ type: 'layerEdited', key: key(setup, 1), name: 'units', text: '8' }),
  'another kind of layer': (setup) => ({ type: 'layerTurned', key: key(setup, 1), kind: 'relu' }),
  'a layer added': () => ({ type: 'layerAdded', kind: 'relu', place: { block: null, index: 1 } }),
  'a layer duplicated': (setup) => ({ type: 'layerDuplicated', key: key(setup, 1) }),
  'a layer moved': (setup) => ({ type: 'layerMoved', key: key(setup, 1), place: { block: null, index: 0 } }),
  'a layer removed': (setup) => ({ type: 'layerRemoved', key: key(setup, 1) }),
};

it.each(Object.keys(edits))('takes back %s, and does it again', (name) => {
  const event = edits[name]?.(arrived);
  if (!event) throw new Error('an edit is needed');
  const edited = reduceSetup(arrived, event);
  const back = reduceSetup(edited, undone);
  expect(configOf(back)).toEqual(preset.config);
  expect(back.preset?.id).toBe('small');
  const again = reduceSetup(back, redone);
  expect(configOf(again)).toEqual(configOf(edited));
  expect(configOf(again)).not.toEqual(preset.config);
  expect(again.preset).toBe(edited.preset);
});

it('takes back what was typed into a field in one go, also where it means nothing', () => {
  const edited = after(arrived, typed('batchSize', '6'), typed('batchSize', '64'), typed('batchSize', '64x'));
  expect(configOf(edited)).toBeNull();
  expect(configOf(reduceSetup(edited, undone))).toEqual(preset.config);
  const twice = after(arrived, typed('batchSize', '64'), left, typed('batchSize', '32'), left, undone);
  expect(configOf(twice)?.batchSize).toBe(64);
  const both = after(arrived, typed('batchSize', '64'), typed('numEpochs', '2'), undone);
  expect(configOf(both)).toMatchObject({ batchSize: 64, numEpochs: 5 });
});

it('goes no further than there were edits, and forgets what was taken back once something else is done', () => {
  expect(reduceSetup(arrived, undone)).toBe(arrived);
  expect(reduceSetup(arrived, redone)).toBe(arrived);
  const back = after(arrived, typed('batchSize', '64'), left, undone);
  const elsewhere = after(back, typed('numEpochs', '3'), left);
  expect(reduceSetup(elsewhere, redone)).toBe(elsewhere);
});

it('counts nothing that changed nothing', () => {
  const same = after(
    arrived,
    { type: 'fieldEdited', name: 'optimizer', text: 'adam' },
    { type: 'layerOpened', key: key(arrived, 1) },
    left,
  );
  expect(same.history.past).toEqual([]);
});

it('gives a layer that is added after an undo a key of its own', () => {
  const added: SetupEvent = { type: 'layerAdded', kind: 'relu', place: { block: null, index: 1 } };
  const once = reduceSetup(arrived, added);
  const again = after(once, undone, added);
  expect(keys(once)).not.toContain(key(again, 1));
});
