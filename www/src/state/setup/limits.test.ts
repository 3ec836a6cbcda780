import { afterEach, describe, expect, it, vi } from 'vitest';
import cases from '../../generated/cases.json' with { type: 'json' };
import limits from '../../generated/limits.json' with { type: 'json' };
import type { Change, LayerConfig, RunConfig } from '../../protocol.js';
import { withChange } from '../run/changes.js';
import { dropoutOf } from './dropout.js';
import { isKind, layerKinds } from './layer-kinds.js';
import { inForce } from './live.js';
import { runFieldIds, runFields } from './run-fields.js';
import { stepsOf } from './steps.js';

const config: RunConfig = {
  layers: [{ type: 'dropout', rate: 0.5 }],
  optimizer: { type: 'adam' },
  learningRate: 0.1,
  batchSize: 100,
  numEpochs: 3,
  seed: 1,
};

describe('a range that changes in the core', () => {
  const path = '../../generated/limits.json';
  afterEach(() => {
    vi.doUnmock(path);
    vi.resetModules();
  });

  const narrowed = (part: object) => {
    vi.resetModules();
    vi.doMock(path, () => ({ default: { ...limits, ...part } }));
  };
  const narrow = { min: 1, max: 3, isWhole: true };
  const taken = (write: (text: string) => unknown) => ['1', '3', '4', '2.5'].map((text) => write(text) !== null);
  const only = [true, true, false, false];

  it('is that of a setting of training and of the images', async () => {
    narrowed({ ranges: { ...limits.ranges, learningRate: narrow, 'data.augmentation.rotate': narrow } });
    const { runFields: fields } = await import('./run-fields.js');
    expect(taken((text) => fields.learningRate.write(config, text))).toEqual(only);
    expect(taken((text) => fields.augmentRotate.write(config, text))).toEqual(only);
    expect(fields.learningRate.control).toMatchObject({ range: narrow });
  });

  it('is that of a field of a layer', async () => {
    narrowed({ ranges: { ...limits.ranges, 'layers.size': narrow } });
    const { layerKinds: kinds } = await import('./layer-kinds.js');
    const [units] = kinds.dense.fields;
    expect(taken((text) => units?.write({ type: 'dense', units: 2 }, text))).toEqual(only);
  });

  it('bounds the memory of a step', async () => {
    narrowed({ maxStepBytes: 50 });
    const { draftOf, problemsOf } = await import('./draft.js');
    const summary = { layers: [], numParams: 1, multiplyAdds: 1, imageBytes: 1 };
    expect(problemsOf(draftOf(config), summary)).toEqual({ batchSize: { kind: 'memory' } });
  });
});

describe('what is left out', () => {
  it('is read as the core has it, in every field of a run', () => {
    const { run, patience, optimizers } = limits.leftOut;
    const both = (short: RunConfig, whole: object) => {
      // What is written by the core is a configuration.
      const said: RunConfig = JSON.parse(JSON.stringify({ ...short, ...whole }));
      for (const id of runFieldIds) expect(runFields[id].read(short), id).toBe(runFields[id].read(said));
    };
    both(config, run);
    both({ ...config, stopping: { patience: { epochs: 2 } } }, { stopping: { patience: { epochs: 2, ...patience } } });
    for (const [type, numbers] of Object.entries(optimizers)) {
      const short: RunConfig = JSON.parse(JSON.stringify({ ...config, optimizer: { type } }));
      both(short, { optimizer: { type, ...numbers } });
    }
    for (const part of ['schedules', 'losses'] as const) {
      for (const said of Object.values(limits[part])) {
        const name = part === 'schedules' ? 'schedule' : 'loss';
        const id = runFieldIds.find((one) => one === name);
        const short = id && runFields[id].write(config, said.type);
        expect(short).toBeTruthy();
        if (short) both(short, { [name]: said });
      }
    }
  });

  it('is read as the core has it, in every field of a layer', () => {
    for (const [type, said] of Object.entries(limits.leftOut.layers)) {
      if (!isKind(type)) throw new Error(type);
      const made = layerKinds[type].make();
      const short: LayerConfig = JSON.parse(
        JSON.stringify(Object.fromEntries(Object.entries(made).filter(([name]) => !Object.hasOwn(said, name)))),
      );
      const whole: LayerConfig = JSON.parse(JSON.stringify({ ...short, ...said }));
      for (const field of layerKinds[type].fields) {
        expect(field.read(short), `${type}.${field.name}`).toBe(field.read(whole));
        expect(field.read(whole)).not.toBeNull();
      }
    }
  });
});

describe('what the page counts before there is a run', () => {
  const read = (value: unknown): RunConfig => JSON.parse(JSON.stringify(value));

  it('is as many steps as the core makes', () => {
    for (const { config: one, numTrain, numSteps } of cases.numSteps) {
      expect(stepsOf(read(one), { numTrain }), JSON.stringify(one)).toBe(numSteps);
    }
    expect(cases.numSteps.length).toBeGreaterThan(40);
  });

  it('is in force when it is in the core', () => {
    const changed = read(cases.inForce.config);
    for (const { numUpdates, learningRate, weightDecay, dropout, clipping } of cases.inForce.after) {
      const now = inForce(changed, numUpdates);
      expect(now.learningRate).toBe(learningRate);
      expect(now.weightDecay).toBe(weightDecay);
      expect(dropoutOf(now.layers)).toBe(dropout);
      expect({ norm: null, value: null, ...now.clipping }).toEqual(clipping);
    }
  });

  it('lists a change where the core does', () => {
    const list = (changes: unknown): Change[] => JSON.parse(JSON.stringify(changes));
    for (const { change, changes } of cases.recorded.after) {
      expect(withChange(list(cases.recorded.before), change)).toEqual(list(changes));
    }
  });
});
