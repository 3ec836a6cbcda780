import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { hasOnlyRelus, type IdeaName, ideaNames, ideas } from './ideas.js';

const config: RunConfig = {
  layers: [
    { type: 'conv2d', channels: 8, kernel: 3 },
    { type: 'relu' },
    { type: 'residual', layers: [{ type: 'conv2d', channels: 8, kernel: 3, padding: 'same' }, { type: 'relu' }] },
    { type: 'flatten' },
    { type: 'dense', units: 64 },
    { type: 'relu' },
    { type: 'dense', units: 10 },
  ],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 128,
  numEpochs: 5,
  data: { validation: 0.1 },
  seed: 1,
};
/** Those that change it, and whose explanation fits it. */
const suiting = (of: RunConfig) => ideaNames.filter((name) => ideas[name].suits(of));
const softmax: RunConfig = { ...config, layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }] };
const types = (changed: RunConfig) =>
  JSON.stringify(changed.layers)
    .match(/"type":"\w+"/g)
    ?.map((type) => type.slice(8, -1));

describe('ideas', () => {
  it('change what they say, and nothing of the configuration they were given', () => {
    const before = structuredClone(config);
    const changes = Object.fromEntries(ideaNames.map((name) => [name, ideas[name].change(config)]));
    expect(config).toEqual(before);
    expect(changes['rateOne']).toEqual({ ...config, learningRate: 1 });
    expect(types(changes['noActivations'] ?? config)).toEqual([
      'conv2d',
      'residual',
      'conv2d',
      'flatten',
      'dense',
      'dense',
    ]);
    expect(changes['fewImages']).toEqual({
      ...config,
      batchSize: 10,
      numEpochs: 20,
      data: { validation: 0.1, numTrain: 100 },
    });
    expect(changes['augmentation']?.data).toEqual({
      validation: 0.1,
      augmentation: { strength: 1, shift: 0.12, rotate: 20 },
    });
    expect(changes['oneCycle']).toMatchObject({ schedule: { type: 'oneCycle' }, learningRate: 0.003 });
    expect(changes['oneImage']).toEqual({ ...config, batchSize: 1, numEpochs: 1 });
    expect(changes['zeros']).toEqual({ ...config, initialization: { type: 'zeros' } });
    expect(changes['plainSgd']).toMatchObject({ optimizer: { type: 'sgd', momentum: 0 }, learningRate: 0.01 });
    expect(types(changes['dropout'] ?? config)?.slice(-2)).toEqual(['dropout', 'dense']);
    expect(changes['seed']).toEqual({ ...config, seed: 2 });
  });

  it('do not suit once they are made, but for another seed', () => {
    for (const name of ideaNames) {
      const changed = ideas[name].change(config);
      expect(suiting(config), name).toContain(name);
      expect(suiting(changed).includes(name), name).toBe(name === 'seed');
    }
  });

  it('suit only where they make sense', () => {
    const offered = suiting(softmax);
    for (const name of ['noActivations', 'zeros'] satisfies IdeaName[]) expect(offered).not.toContain(name);
    expect(offered).toContain('dropout');
    expect(suiting({ ...config, data: { numTrain: 50 } })).not.toContain('fewImages');
  });

  it('take away a block of which nothing is left', () => {
    const layers: RunConfig['layers'] = [
      { type: 'residual', layers: [{ type: 'gelu' }] },
      { type: 'dense', units: 10 },
    ];
    expect(types(ideas.noActivations.change({ ...config, layers }))).toEqual(['dense']);
  });

  it('call ReLUs by their name where there are no others', () => {
    expect(hasOnlyRelus(config.layers)).toBe(true);
    expect(hasOnlyRelus([...config.layers, { type: 'tanh' }])).toBe(false);
    expect(hasOnlyRelus(softmax.layers)).toBe(false);
  });

  it('begin again at 0 behind the last seed', () => {
    expect(ideas.seed.change({ ...config, seed: 2 ** 32 - 1 }).seed).toBe(0);
  });
});
