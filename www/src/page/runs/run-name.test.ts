import { describe, expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import type { RunConfig } from '../../protocol.js';
import { fakeKeptRun } from '../../state/run/fake-kept-run.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import { fakePreset } from '../fake-playground.js';
import { groupName, runName } from './run-name.js';

const en = new Words('en');
const zh = new Words('zh');

function run(number: number, change: Partial<RunConfig> = {}, more: Partial<KeptRun> = {}): KeptRun {
  return fakeKeptRun(`run-${number}`, { number, config: { ...fakePreset.config, ...change }, ...more });
}

function names(runs: readonly KeptRun[], words = en, presets = [fakePreset]): readonly string[] {
  const state = { setup: { presets }, runs: { kept: runs } };
  return runs.map((one) => runName(one, words, state));
}

describe('the name of a run', () => {
  it('says what it has otherwise than its preset', () => {
    const layers = fakePreset.config.layers;
    expect(
      names([
        run(1),
        run(2, { learningRate: 1 }),
        run(3, { optimizer: { type: 'sgd' }, seed: 7 }),
        run(4, { layers: [...layers, { type: 'relu' }] }),
        run(5, { layers: layers.slice(1) }),
        run(6, { changes: [{ step: 3, learningRate: 0.1 }] }),
      ]),
    ).toEqual([
      'Two-layer perceptron',
      'Two-layer perceptron: learning rate 1',
      'Two-layer perceptron: optimizer SGD, seed 7',
      'Two-layer perceptron: with more ReLU',
      'Two-layer perceptron: without Flatten',
      'Two-layer perceptron: changed by hand',
    ]);
    expect(names([run(2, { learningRate: 1 })], zh)[0]).toContain('学习率 1');
  });

  it('tells many differences in few words', () => {
    const many = run(1, { learningRate: 1, batchSize: 7, numEpochs: 9, seed: 3 });
    expect(names([many])).toEqual(['Two-layer perceptron: learning rate 1, batch size 7 and 2 more']);
  });

  it('is another one for every run: by its images, or else by a number', () => {
    const { data } = run(1);
    expect(names([run(2), run(1)])).toEqual(['Two-layer perceptron, run 2', 'Two-layer perceptron']);
    expect(names([run(1), run(2, {}, { data: { ...data, choice: 'mnist' } })])).toEqual([
      'Two-layer perceptron, Built-in digits',
      'Two-layer perceptron, MNIST',
    ]);
  });

  it('is what the user called it, and its number where the preset is not known', () => {
    expect(names([run(1, {}, { name: 'Mine' })])).toEqual(['Mine']);
    expect(names([run(4)], en, [])).toEqual(['Two-layer perceptron, run 4']);
    expect(names([run(4, {}, { preset: null })])).toEqual(['Run 4']);
  });

  it('leaves out the seed where runs that differ in nothing else are told of together', () => {
    const one = run(1, { seed: 9, learningRate: 1 });
    const state = { setup: { presets: [fakePreset] }, runs: { kept: [one] } };
    expect(groupName(one, en, state)).toBe('Two-layer perceptron: learning rate 1');
    expect(runName(one, en, state)).toBe('Two-layer perceptron: learning rate 1, seed 9');
  });
});
