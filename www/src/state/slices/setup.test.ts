import { describe, expect, it } from 'vitest';
import type { Preset, RunConfig, Summary } from '../../protocol.js';
import { fittedText } from '../setup/fitted-schedule.js';
import type { RunFieldId } from '../setup/run-fields.js';
import type { Failure } from './failure.js';
import {
  configOf,
  differencesOf,
  noSetup,
  type RateCurve,
  reduceSetup,
  type SetupEvent,
  type SetupState,
} from './setup.js';

const preset = (id: string, units: number): Preset => ({
  id,
  description: '',
  typical: { mnist: 0.98, epochs: 5 },
  config: {
    layers: [{ type: 'flatten' }, { type: 'dense', units }, { type: 'dense', units: 10 }],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    batchSize: 128,
    numEpochs: 5,
    seed: 1,
  },
});
const presets = [preset('small', 16), preset('large', 64)];
const arrived: SetupEvent = { type: 'presetsArrived', presets };
const summary: Summary = { layers: [], numParams: 1, multiplyAdds: 2, imageBytes: 0 };
const after = (...events: SetupEvent[]): SetupState => events.reduce(reduceSetup, noSetup);
const keys = ({ draft }: SetupState) => draft?.nodes.map(({ key }) => key) ?? [];
const layersOf = ({ draft }: SetupState) => draft?.config.layers ?? [];

describe('a configuration from elsewhere', () => {
  const other: RunConfig = {
    layers: [{ type: 'flatten' }, { type: 'dense', units: 64 }, { type: 'dense', units: 10 }],
    initialization: { type: 'checkpoint', digest: 'ab' },
    loss: { type: 'meanSquaredError', output: 'softmax' },
    optimizer: { type: 'sgd', momentum: 0.9, nesterov: true },
    learningRate: 0.3,
    schedule: { type: 'cosine', floor: 0.1 },
    warmupSteps: 7,
    weightDecay: 0.01,
    clipping: { value: null, norm: 2 },
    batchSize: 32,
    numEpochs: 2,
    stopping: { maxSteps: 100, patience: { epochs: 2, minImprovement: 0, restoreBest: false } },
    data: { numTrain: 500, validation: 0.2, augmentation: { rotate: 10 } },
    diagnoseEvery: 5,
    changes: [{ step: 3, learningRate: 0.1 }],
    seed: 9,
  };

  it('comes out as it went in, whatever was typed before', () => {
    const typed: SetupEvent = { type: 'fieldEdited', name: 'batchSize', text: 'x' };
    expect(configOf(after(arrived, typed))).toBeNull();
    expect(configOf(after(arrived, typed, { type: 'configChosen', config: other }))).toEqual(other);
  });

  it('is compared with the preset whose layers it has', () => {
    const chosen = after(arrived, { type: 'configChosen', config: other });
    expect(chosen.preset?.id).toBe('large');
    expect(differencesOf(chosen)).toContain('learningRate');
    expect(differencesOf(chosen)).not.toContain('layers');
  });

  it('stays when the presets arrive later', () => {
    const chosen = after({ type: 'configChosen', config: other }, arrived);
    expect(configOf(chosen)).toEqual(other);
    expect(chosen.preset?.id).toBe('large');
  });

  it('can be freed of its changes, and given up for the preset', () => {
    const chosen = after(arrived, { type: 'configChosen', config: other });
    expect(configOf(reduceSetup(chosen, { type: 'changesDropped' }))?.changes).toEqual([]);
    expect(configOf(reduceSetup(chosen, { type: 'fieldsReset' }))).toEqual(presets[1]?.config);
  });
});

describe('what the core says of the layers', () => {
  const failure: Failure = {
    code: 'layer',
    message: 'layer 2 (dense) cannot take an input of shape [1, 28, 28]: it takes features, not an image.',
    values: { path: 'layers[1]', input: [1, 28, 28], problem: { kind: 'featuresNeeded' } },
  };

  it('is for the layers as they are now, and no others', () => {
    const first = after(arrived);
    const next = reduceSetup(first, { type: 'presetChosen', id: 'large' });
    const late: SetupEvent = { type: 'summarized', layers: layersOf(first), summary };
    expect(reduceSetup(next, late).summary).toBeNull();
    expect(reduceSetup(next, { ...late, layers: layersOf(next) }).summary).toBe(summary);
    expect(reduceSetup(next, { type: 'layersRefused', layers: layersOf(first), failure }).refusal).toBeNull();
  });

  it('hinders the run until the layers can be built again', () => {
    const before = after(arrived);
    const refused = reduceSetup(before, { type: 'layersRefused', layers: layersOf(before), failure });
    expect(refused.refusal).toMatchObject({ path: [1], input: [1, 28, 28] });
    expect(configOf(refused)).toBeNull();
    const mended = reduceSetup(refused, { type: 'summarized', layers: layersOf(refused), summary });
    expect(configOf(mended)).toEqual(presets[0]?.config);
  });
});

describe('announcements of edits', () => {
  it('open what was added, and tell where it stands', () => {
    const before = after(arrived);
    const state = reduceSetup(before, { type: 'layerAdded', kind: 'relu', place: { block: null, index: 2 } });
    expect(state.openLayer).toBe(keys(state)[2]);
    expect(state.announcement).toMatchObject({ kind: 'added', layer: { type: 'relu' }, position: 3, count: 4 });
  });

  it('tell of the layer that went, and close it', () => {
    const before = after(arrived);
    const [key = 0] = keys(before);
    const open = reduceSetup(before, { type: 'layerOpened', key });
    const state = reduceSetup(open, { type: 'layerRemoved', key });
    expect(state.openLayer).toBeNull();
    expect(state.announcement).toMatchObject({ kind: 'removed', layer: { type: 'flatten' }, position: 1, count: 3 });
  });

  it('give no layer the key that another one had', () => {
    const before = after(arrived);
    const next = reduceSetup(before, { type: 'presetChosen', id: 'large' });
    expect(keys(next).filter((key) => keys(before).includes(key))).toEqual([]);
  });
});

it('a curve is of the configuration as it is now', () => {
  const before = after(arrived);
  const { draft } = before;
  if (!draft) throw new Error('a draft is needed');
  const curve: RateCurve = { rates: [1], peak: 1, numSteps: 1, schedule: { type: 'constant' } };
  expect(reduceSetup(before, { type: 'rated', config: draft.config, curve }).curve).toBe(curve);
  const edited = reduceSetup(before, { type: 'fieldEdited', name: 'seed', text: '3' });
  expect(reduceSetup(edited, { type: 'rated', config: draft.config, curve }).curve).toBeNull();
});

describe('a schedule that is chosen', () => {
  const edited = (...edits: readonly (readonly [RunFieldId, string])[]): SetupState =>
    edits.reduce((state, [name, text]) => reduceSetup(state, { type: 'fieldEdited', name, text }), after(arrived));
  const scheduleAfter = (...edits: readonly (readonly [RunFieldId, string])[]) => configOf(edited(...edits))?.schedule;

  it('leaves open what follows the run, until it is typed, and again once it is emptied', () => {
    expect(scheduleAfter(['schedule', 'step'])).toEqual({ type: 'step', factor: 0.5 });
    expect(scheduleAfter(['schedule', 'step'], ['numEpochs', '9'], ['batchSize', '7'])).toEqual({
      type: 'step',
      factor: 0.5,
    });
    const typed = { type: 'step', factor: 0.5, every: 500 };
    expect(scheduleAfter(['schedule', 'step'], ['scheduleEvery', '500'], ['numEpochs', '9'])).toEqual(typed);
    expect(scheduleAfter(['schedule', 'step'], ['scheduleFactor', '0.1'])).toEqual({ type: 'step', factor: 0.1 });
    expect(scheduleAfter(['schedule', 'step'], ['scheduleEvery', '500'], ['scheduleEvery', ''])).toEqual({
      ...typed,
      every: null,
    });
    expect(scheduleAfter(['schedule', 'exponential'])).toEqual({ type: 'exponential' });
    expect(scheduleAfter(['schedule', 'exponential'], ['scheduleDecay', '0.9'])).toEqual({
      type: 'exponential',
      factor: 0.9,
    });
    // A factor of steps is not to be left out.
    expect(configOf(edited(['schedule', 'step'], ['scheduleFactor', '']))).toBeNull();
  });

  it('tells in its fields what the core makes of what is left open', () => {
    const told = (schedule: RateCurve['schedule'], id: RunFieldId) =>
      fittedText({ curve: { rates: [], peak: 1, numSteps: 395, schedule } }, id);
    expect(told({ type: 'step', every: 99, factor: 0.5 }, 'scheduleEvery')).toBe('99');
    expect(told({ type: 'exponential', factor: 0.1 ** (1 / 395) }, 'scheduleDecay')).toBe('0.9942');
    expect(told({ type: 'exponential', factor: 0.1 ** (1 / 46_900) }, 'scheduleDecay')).toBe('0.999951');
    expect(told({ type: 'constant' }, 'scheduleEvery')).toBeNull();
    expect(told({ type: 'step', every: 99, factor: 0.5 }, 'scheduleFactor')).toBeNull();
  });
});
