import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { areSame, settingsOf } from './compared-settings.js';

const config: RunConfig = {
  layers: [{ type: 'flatten' }, { type: 'dropout', rate: 0.5 }, { type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 4,
  seed: 1,
};
const different = (...configs: RunConfig[]) =>
  settingsOf(configs).flatMap(({ id, values, differs }) => (differs ? [[id, ...values]] : []));

describe('settings beside each other', () => {
  it('are those that differ, with a value for each', () => {
    expect(different(config, { ...config, learningRate: 0.01 }, { ...config, seed: 2 })).toEqual([
      ['learningRate', '0.001', '0.01', '0.001'],
      ['seed', '1', '1', '2'],
    ]);
    expect(different(config, config)).toEqual([]);
    expect(different(config)).toEqual([]);
  });

  it('count what is left out as what it stands for', () => {
    expect(different(config, { ...config, weightDecay: 0, loss: { type: 'crossEntropy' } })).toEqual([]);
  });

  it('say nothing of what another setting brings, and leave layers to the layers', () => {
    const sgd: RunConfig = { ...config, optimizer: { type: 'sgd', momentum: 0.9 } };
    expect(different(config, sgd)).toEqual([['optimizer', 'adam', 'sgd']]);
    expect(different(config, { ...config, layers: [{ type: 'dropout', rate: 0.2 }] })).toEqual([]);
    expect(settingsOf([config, sgd]).find(({ id }) => id === 'momentum')?.values).toEqual([null, '0.9']);
  });

  it('tell weights of one file from those of another', () => {
    const from = (digest: string): RunConfig => ({ ...config, initialization: { type: 'checkpoint', digest } });
    expect(different(from('aa'), from('bb'))).toEqual([['initialization', 'checkpoint aa', 'checkpoint bb']]);
  });

  it('are the same by value', () => {
    expect(areSame([[1], [1]])).toBe(true);
    expect(areSame([[1], [2]])).toBe(false);
  });
});
