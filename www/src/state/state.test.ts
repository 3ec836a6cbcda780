import { describe, expect, it } from 'vitest';
import type { DatasetInfo, DeviceReport, Preset, Summary } from '../protocol.js';
import { reduce } from './reduce.js';
import type { Failure } from './slices/failure.js';
import { checkedSetup, initialState, type PageEvent, type State } from './state.js';

const preset = (id: string): Preset => ({
  id,
  description: '',
  typical: { mnist: 0.98, epochs: 5 },
  config: {
    layers: [{ type: 'dense', units: 10 }],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    batchSize: 128,
    numEpochs: 5,
    seed: 1,
  },
});
const presets = [preset('cnn-keras'), preset('mlp')];
const summary: Summary = { layers: [], numParams: 1, multiplyAdds: 2, imageBytes: 0 };
const info: DatasetInfo = {
  numTrain: 1,
  numTest: 1,
  height: 28,
  width: 28,
  numClasses: 10,
  classNames: ['0'],
  trainCounts: [],
  testCounts: [],
  imbalance: 1,
  fingerprint: 1,
};
const report: DeviceReport = {
  backend: 'cpu',
  adapter: null,
  threads: 1,
  variant: 'cpu',
  fallback: null,
  singleThread: 'oneCore',
};

function after(...events: PageEvent[]): State {
  return events.reduce(reduce, initialState);
}

describe('setup', () => {
  it('begins with the first preset and follows the choice', () => {
    expect(after({ type: 'presetsArrived', presets }).setup.preset?.id).toBe('cnn-keras');
    const state = after({ type: 'presetsArrived', presets }, { type: 'presetChosen', id: 'mlp' });
    expect(state.setup.preset?.id).toBe('mlp');
    expect(checkedSetup(state.setup)?.config).toEqual(presets[1]?.config);
    expect(reduce(state, { type: 'presetChosen', id: 'unknown' })).toBe(state);
  });

  it('edits, and goes back to the preset', () => {
    const edited = after({ type: 'presetsArrived', presets }, { type: 'fieldEdited', name: 'seed', text: '7' });
    expect(checkedSetup(edited.setup)?.config?.seed).toBe(7);
    expect(checkedSetup(reduce(edited, { type: 'fieldsReset' }).setup)?.config?.seed).toBe(1);
  });

  it('opens one explanation at a time', () => {
    const open = after({ type: 'helpToggled', name: 'seed' }, { type: 'helpToggled', name: 'batchSize' });
    expect(open.setup.help).toBe('batchSize');
    expect(reduce(open, { type: 'helpToggled', name: 'batchSize' }).setup.help).toBeNull();
  });
});

describe('data', () => {
  const loaded: PageEvent = { type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info };

  it('forgets the failure of an earlier attempt', () => {
    const failed = after({ type: 'dataFailed', choice: 'mnist', failure: { code: 'offline', message: '' } });
    expect(failed.data.failure?.code).toBe('offline');
    expect(reduce(failed, { type: 'dataLoading', choice: 'mnist', bytes: null }).data.failure).toBeNull();
  });

  it('takes the prediction away with the data: the network went with them', () => {
    const prediction = { probabilities: [1], seen: new Uint8Array(1), size: [1, 1] as [number, number] };
    const drawn = after({ type: 'drawn', isEmpty: false }, { type: 'predicted', prediction, step: 3 });
    expect(drawn.drawing.prediction).toBe(prediction);
    expect(reduce(drawn, loaded).drawing).toMatchObject({ isEmpty: false, prediction: null });
  });

  it('is gone when a new worker could not be given it', () => {
    const restarted = { type: 'deviceRestarted', report, dataset: null } as const satisfies PageEvent;
    expect(after(loaded, restarted).data.loaded).toBeNull();
    expect(after(loaded, { ...restarted, dataset: info }).data.loaded?.info).toBe(info);
  });
});

describe('notices', () => {
  const failure: Failure = { code: 'diverged', message: 'the loss became NaN' };

  it('are told once, however many report them', () => {
    const state = after(
      { type: 'run', action: { type: 'failed', ...failure, seconds: 1 } },
      { type: 'startFailed', failure },
    );
    expect(state.notices).toHaveLength(1);
  });

  it('can be dismissed, and go when a new run begins', () => {
    const two = after(
      { type: 'failed', failure },
      { type: 'failed', failure: { code: 'unexpected', message: 'other' } },
    );
    const [first, second] = two.notices;
    expect(first?.id).not.toBe(second?.id);
    expect(reduce(two, { type: 'dismissed', id: first?.id ?? 0 }).notices).toEqual([second]);
    const [{ config }] = [preset('mlp')];
    const runInfo = { summary, stepsPerEpoch: 1, numSteps: 5, numTrain: 1, numValidation: 0, numTest: 1 };
    expect(reduce(two, { type: 'run', action: { type: 'began', config, info: runInfo, step: 0 } }).notices).toEqual([]);
  });

  it('do not tell of a fatal failure before what follows from it', () => {
    const died: PageEvent = { type: 'run', action: { type: 'failed', code: 'fatal', message: 'lost', seconds: 1 } };
    expect(after(died).notices).toEqual([]);
    const lost = after(died, { type: 'deviceFailed', failure: { code: 'fatal', message: 'again' } });
    expect(lost.notices).toMatchObject([{ kind: 'error', failure: { code: 'fatal' } }]);
  });
});
