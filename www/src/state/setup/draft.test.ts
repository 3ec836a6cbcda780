import { describe, expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import type { RunConfig } from '../../protocol.js';
import { differences } from './difference.js';
import {
  addLayer,
  type Draft,
  draftOf,
  duplicateLayer,
  editField,
  editLayer,
  layerFieldId,
  moveLayer,
  problemsOf,
  removeLayer,
  shown,
  tidied,
  turnLayer,
} from './draft.js';
import { kindGroups, layerKinds } from './layer-kinds.js';
import { parse, rangeName } from './number.js';
import { groups, type RunFieldId, runFieldIds, runFields } from './run-fields.js';

/** As the core writes it: everything is said. */
const config: RunConfig = {
  layers: [
    { type: 'conv2d', channels: 8, kernel: 3, stride: 1, padding: 'valid' },
    { type: 'residual', layers: [{ type: 'relu' }, { type: 'batchNorm' }] },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 10 },
  ],
  initialization: { type: 'xavierUniform' },
  loss: { type: 'crossEntropy', labelSmoothing: 0 },
  optimizer: { type: 'adamw', beta1: 0.9, beta2: 0.95, epsilon: 1e-7 },
  learningRate: 0.001,
  schedule: { type: 'oneCycle', rise: 0.3 },
  warmupSteps: 0,
  weightDecay: 0.05,
  clipping: { value: null, norm: 1 },
  batchSize: 128,
  numEpochs: 5,
  stopping: { maxSteps: null, maxSeconds: null, targetAccuracy: null, patience: null },
  data: {
    numTrain: 10_000,
    validation: 0,
    normalization: 'unit',
    augmentation: { strength: 1, shift: 0, rotate: 0, scale: 0, shear: 0, elastic: 0, noise: 0, erase: 0 },
  },
  diagnoseEvery: 0,
  changes: [],
  seed: 1,
};
const draft = draftOf(config);
const edited = (...edits: [RunFieldId, string][]): Draft =>
  edits.reduce((before, [id, text]) => editField(before, id, text), draft);

describe('a number that is typed', () => {
  const rate = { min: 0, max: 1_000, isAbove: true } as const;

  it.each(['0.001', '1e-3', ' 1E-3 ', '.001', '0,001'])('may be written %s', (text) => {
    expect(parse(text, rate)).toBe(0.001);
  });

  it.each(['', '0', '-1', 'fast', '1e999', '1 00', '0x10', '1001'])('is refused as "%s"', (text) => {
    expect(parse(text, rate)).toBeNull();
  });

  it('is whole where only whole numbers will do, and keeps to open ends', () => {
    expect(parse('1.5', { min: 1, max: 4, isWhole: true })).toBeNull();
    expect(parse('1', { min: 0, max: 1, isBelow: true })).toBeNull();
    expect(parse('0', { min: 0, max: 1, isBelow: true })).toBe(0);
  });
});

describe('the table of settings', () => {
  it('shows every setting in just one group', () => {
    expect([...runFieldIds].sort()).toEqual(Object.keys(runFields).sort());
  });

  it('has words for every setting, its explanation and its choices, in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      const words = new Words(language);
      const has = (key: string) => expect(words.find(key), `${language}: ${key}`).toBeDefined();
      for (const id of runFieldIds) {
        const { control } = runFields[id];
        has(`training.${id}`);
        has(`training.${id}.help`);
        if (control.kind === 'choice') for (const option of control.options) has(`training.${id}.${option}`);
        if (control.kind === 'number') has(`setup.bad.${rangeName(control.range)}`);
      }
      for (const name of Object.keys(groups)) {
        if (name !== 'main' && name !== 'augmentation') has(`setup.group.${name}`);
      }
      for (const [kind, { fields }] of Object.entries(layerKinds)) {
        has(`kind.${kind}`);
        has(`kind.${kind}.about`);
        for (const { name } of fields) {
          has(`layer.${name}`);
          has(`layer.${name}.help`);
        }
      }
    }
  });

  it('offers every kind of layer in just one group', () => {
    expect(Object.values(kindGroups).flat().sort()).toEqual(Object.keys(layerKinds).sort());
  });

  it('writes what it reads', () => {
    for (const id of runFieldIds) {
      const text = runFields[id].read(config);
      if (text !== null) expect(runFields[id].write(config, text), id).toEqual(config);
    }
  });

  it('reads what is left out as the core has it', () => {
    const { layers, learningRate, batchSize, numEpochs, seed } = config;
    const short: RunConfig = { layers, learningRate, batchSize, numEpochs, seed, optimizer: { type: 'adam' } };
    const read = (id: RunFieldId) => runFields[id].read(short);
    expect([read('beta1'), read('beta2'), read('epsilon'), read('momentum')]).toEqual(['0.9', '0.999', '1e-7', null]);
    expect([read('schedule'), read('loss'), read('labelSmoothing')]).toEqual(['constant', 'crossEntropy', '0']);
    expect([read('clippingNorm'), read('patience'), read('numTrain')]).toEqual(['', '', '']);
    expect([read('augmentStrength'), read('augmentShift'), read('initialization')]).toEqual([
      '1',
      '0',
      'xavierUniform',
    ]);
  });
});

describe('a draft', () => {
  it('gives back the configuration it was made from', () => {
    expect(draft.config).toBe(config);
    expect(problemsOf(draft, null)).toEqual({});
  });

  it('keeps the last valid value beside a text that means nothing yet', () => {
    const typing = edited(['learningRate', '0.01'], ['learningRate', '0.01e']);
    expect(typing.config.learningRate).toBe(0.01);
    expect(shown(typing, 'learningRate')).toBe('0.01e');
    expect(Object.keys(problemsOf(typing, null))).toEqual(['learningRate']);
    expect(problemsOf(editField(typing, 'learningRate', '0.02'), null)).toEqual({});
  });

  it('leaves a number as it is written until the field is left', () => {
    const typing = edited(['learningRate', '0.10']);
    expect(shown(typing, 'learningRate')).toBe('0.10');
    expect(shown(tidied(typing), 'learningRate')).toBe('0.1');
    const bad = edited(['learningRate', 'x']);
    expect(shown(tidied(bad), 'learningRate')).toBe('x');
  });

  it('gives another rule the usual numbers, and another schedule its own', () => {
    expect(edited(['optimizer', 'muon']).config.optimizer).toEqual({ type: 'muon' });
    expect(edited(['optimizer', 'adamw']).config.optimizer).toEqual(config.optimizer);
    expect(edited(['schedule', 'step'], ['scheduleEvery', '9']).config.schedule).toMatchObject({ every: 9 });
    expect(shown(edited(['schedule', 'step']), 'scheduleRise')).toBeNull();
    const seen = (schedule: string) =>
      groups.schedule.filter((id) => shown(edited(['schedule', schedule]), id) !== null);
    expect(seen('constant')).toEqual(['schedule', 'warmupSteps']);
    expect(seen('step')).toEqual(['schedule', 'scheduleEvery', 'scheduleFactor', 'warmupSteps']);
    expect(seen('exponential')).toEqual(['schedule', 'scheduleDecay', 'warmupSteps']);
    expect(seen('cosine')).toEqual(['schedule', 'scheduleFloor', 'warmupSteps']);
  });

  it('says what does not go together', () => {
    const nesterov = edited(['optimizer', 'sgd'], ['nesterov', 'on']);
    expect(problemsOf(nesterov, null)).toEqual({ nesterov: { kind: 'momentum' } });
    expect(problemsOf(editField(nesterov, 'momentum', '0.9'), null)).toEqual({});
    const patient = edited(['patience', '3']);
    expect(problemsOf(patient, null)).toEqual({ patience: { kind: 'validation' } });
    expect(problemsOf(editField(patient, 'validation', '0,1'), null)).toEqual({});
    expect(editField(patient, 'patience', '').config.stopping?.patience).toBeNull();
  });

  it('says when a step would not fit into memory', () => {
    const summary = { layers: [], numParams: 1, multiplyAdds: 1, imageBytes: 2 ** 25 };
    expect(problemsOf(draft, summary)).toEqual({ batchSize: { kind: 'memory' } });
    expect(problemsOf(edited(['batchSize', '96']), summary)).toEqual({});
  });

  it('checks values that nobody typed', () => {
    expect(Object.keys(problemsOf(draftOf({ ...config, learningRate: 5_000 }), null))).toEqual(['learningRate']);
  });

  it('sets the dropout of all layers that drop, within the list as well', () => {
    const next = edited(['dropout', '0.25']);
    expect(next.config.layers[3]).toEqual({ type: 'dropout', rate: 0.25 });
    expect(next.nodes.map(({ key }) => key)).toEqual(draft.nodes.map(({ key }) => key));
    expect(shown(removeLayer(draft, draft.nodes[3]?.key ?? 0), 'dropout')).toBeNull();
  });

  it('knows in what it differs from a preset', () => {
    const preset = { id: 'p', description: '', typical: { mnist: 0.9, epochs: 1 }, config };
    expect(differences(draft, preset)).toEqual([]);
    expect(differences(edited(['learningRate', '0.0010']), preset)).toEqual([]);
    expect(differences(edited(['schedule', 'cosine'], ['seed', '2']), preset)).toEqual(['schedule', 'seed']);
    expect(differences(removeLayer(draft, draft.nodes[2]?.key ?? 0), preset)).toEqual(['layers']);
  });
});

describe('the layers of a draft', () => {
  const [conv, block, flatten] = draft.nodes.map(({ key }) => key);
  const within = draft.nodes[1]?.within?.map(({ key }) => key) ?? [];
  if (conv === undefined || block === undefined || flatten === undefined) throw new Error('three layers are needed');
  const kinds = ({ config: { layers } }: Draft) => layers.map(({ type }) => type);

  it('are edited one by one, and a text that means nothing names its layer', () => {
    expect(editLayer(draft, conv, 'channels', '16').config.layers[0]).toMatchObject({ channels: 16 });
    const bad = editLayer(draft, conv, 'channels', '0');
    expect(bad.config.layers).toEqual(config.layers);
    expect(Object.keys(problemsOf(bad, null))).toEqual([layerFieldId(conv, 'channels')]);
    expect(problemsOf(removeLayer(bad, conv), null)).toEqual({});
  });

  it('can be added, duplicated, removed and turned into others', () => {
    const added = addLayer(draft, { type: 'tanh' }, { block: null, index: 1 });
    expect(kinds(added)).toEqual(['conv2d', 'tanh', 'residual', 'flatten', 'dropout', 'dense']);
    expect(added.nodes[1]?.key).toBe(draft.nextKey);
    const twice = duplicateLayer(draft, block);
    expect(twice.config.layers[2]).toEqual(config.layers[1]);
    expect(new Set(twice.nodes.flatMap(({ key, within }) => [key, ...(within ?? []).map((one) => one.key)])).size).toBe(
      10,
    );
    expect(kinds(removeLayer(draft, block))).toEqual(['conv2d', 'flatten', 'dropout', 'dense']);
    const turned = turnLayer(draft, flatten, 'gelu');
    expect(kinds(turned)).toEqual(['conv2d', 'residual', 'gelu', 'dropout', 'dense']);
    expect(turned.nodes[2]?.key).toBe(flatten);
  });

  it('can be moved, into a block and out of it, but no block into itself', () => {
    expect(kinds(moveLayer(draft, conv, { block: null, index: 2 }))).toEqual([
      'residual',
      'flatten',
      'conv2d',
      'dropout',
      'dense',
    ]);
    const inside = moveLayer(draft, conv, { block, index: 1 });
    expect(inside.config.layers[0]).toMatchObject({
      layers: [{ type: 'relu' }, { type: 'conv2d' }, { type: 'batchNorm' }],
    });
    const outside = moveLayer(draft, within[0] ?? 0, { block: null, index: 0 });
    expect(kinds(outside)[0]).toBe('relu');
    expect(outside.config.layers[2]).toEqual({ type: 'residual', layers: [{ type: 'batchNorm' }] });
    expect(moveLayer(draft, block, { block, index: 0 })).toBe(draft);
  });
});
