import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { layersTraced, noLayerTraces } from './layer-traces.js';
import { noRun, type RunState } from './run.js';
import { runTable } from './run-table.js';
import { Series } from './series.js';
import { noTraces } from './traces.js';

const run: RunState = {
  ...noRun,
  history: {
    ...noRun.history,
    step: Series.of(1, 2, 3),
    loss: Series.of(2.5, Number.NaN, 1e-7),
    accuracy: Series.of(0.1, 0.25, 1),
  },
  traces: {
    ...noTraces,
    learningRate: Series.of(0.1, 0.1, 0.05),
    gradientNorm: { step: Series.of(2), value: Series.of(4.5) },
    speed: { step: Series.of(3), value: Series.of(1_000) },
  },
  tests: [{ step: 3, epoch: 2, loss: 0.5, accuracy: 0.8, correct: 8, images: 10 }],
};

describe('runTable', () => {
  it('has a header, a row a step and lines that end as RFC 4180 says', () => {
    expect(runTable(run).split('\r\n')).toEqual([
      'step,epoch,train_loss,train_accuracy,learning_rate,gradient_norm,images_per_second,validation_loss,validation_accuracy,test_loss,test_accuracy',
      '1,,2.5,0.1,0.1,,,,,,',
      '2,,,0.25,0.1,4.5,,,,,',
      '3,2,1e-7,1,0.05,,1000,,,0.5,0.8',
      '',
    ]);
  });

  it('has a row for a test without a step beside it, at its place', () => {
    const tests = [{ step: 0, epoch: 0, loss: 2.3, accuracy: 0.1, correct: 1, images: 10 }];
    expect(runTable({ ...run, tests }).split('\r\n')[1]).toBe('0,0,,,,,,,,2.3,0.1');
  });

  it('has columns of their own for what was measured of layers, by place and kind', () => {
    const layers = layersTraced(noLayerTraces, [
      {
        type: 'diagnosed',
        step: 2,
        gradientNorm: 4.5,
        layers: [
          { layer: 1, gradientNorm: 4.5, updateRatio: 0.001, dead: null },
          { layer: 2, gradientNorm: null, updateRatio: null, dead: 0.25 },
        ],
      },
    ]);
    const config: RunConfig = {
      layers: [{ type: 'flatten' }, { type: 'dense', units: 32 }, { type: 'relu' }, { type: 'dense', units: 10 }],
      optimizer: { type: 'adam' },
      learningRate: 0.1,
      batchSize: 8,
      numEpochs: 1,
      seed: 1,
    };
    const [header, first, second] = runTable({ ...run, config, traces: { ...run.traces, layers } }).split('\r\n');
    expect(header).toContain(',layer_2_dense_gradient_norm,layer_2_dense_update_ratio,layer_3_relu_dead_units');
    expect(first).toMatch(/,,,$/);
    expect(second).toMatch(/,4.5,0.001,0.25$/);
  });

  it('has only its header before there is a run', () => {
    expect(runTable(noRun).split('\r\n')).toHaveLength(2);
  });
});
