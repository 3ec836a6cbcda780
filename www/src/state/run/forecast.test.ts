import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { deviceName, forecast, networkOf, type Speed, type Wanted } from './forecast.js';

const config: RunConfig = {
  layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 3,
  seed: 1,
};
const device: Wanted['device'] = {
  backend: 'cpu',
  adapter: null,
  threads: 2,
  variant: 'cpu-threads',
  fallback: null,
  singleThread: null,
};
const data = { numTrain: 10_000, numTest: 2_000 };
const wanted = (changes: Partial<RunConfig> = {}, multiplyAdds = 1_000): Wanted => ({
  config: { ...config, ...changes },
  summary: { multiplyAdds },
  device,
  data,
});
const speed = (changes: Partial<Speed> = {}): Speed => ({
  device: deviceName(device),
  multiplyAdds: 1_000,
  network: networkOf(config),
  batchSize: 100,
  trained: 5_000,
  tested: 10_000,
  ...changes,
});

describe('forecast', () => {
  it('knows nothing before a run was timed', () => {
    expect(forecast([], wanted())).toBeNull();
  });

  it('is the time of training and of the readings', () => {
    expect(forecast([speed()], wanted())).toBeCloseTo(6 + 0.6);
    // A third of a step for each test image, where no test was timed.
    expect(forecast([speed({ tested: null })], wanted())).toBeCloseTo(6 + 0.4);
    expect(forecast([speed()], wanted({ data: { validation: 0.1 } }))).toBeCloseTo(5.4 + 0.3);
    expect(forecast([speed()], wanted({ stopping: { maxSteps: 100 } }))).toBeCloseTo(2 + 0.2);
  });

  it('leaves out other devices, and networks of another size', () => {
    expect(forecast([speed({ device: 'webgpu Apple 1' })], wanted())).toBeNull();
    const other: RunConfig['layers'] = [{ type: 'flatten' }];
    expect(forecast([speed()], wanted({ layers: other }, 3_000))).toBeNull();
    expect(forecast([speed()], wanted({ layers: other }, 2_000))).toBeCloseTo(2 * 6.6);
  });

  it('goes by the same network rather than by one like it, and by the newest', () => {
    const like = speed({ network: 1, multiplyAdds: 1_100, trained: 1 });
    expect(forecast([speed(), like], wanted())).toBeCloseTo(6.6);
    expect(forecast([speed({ trained: 1 }), speed()], wanted())).toBeCloseTo(6.6);
    expect(forecast([like, speed({ batchSize: 128 })], wanted())).toBeCloseTo(6.6);
  });
});
