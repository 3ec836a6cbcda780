/** A kept run with curves, for tests. Never shipped. */
import type { RunEvent, TrainEvent } from '../../protocol.js';
import { type KeptRun, standingOf } from './kept-run.js';
import { noRun, type RunState, reduceRun } from './run.js';

const config = {
  layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 4,
  seed: 1,
} as const satisfies { layers: readonly unknown[] } & Record<string, unknown>;

/** After so many steps, ten an epoch, of which the last has 50 images: every number is told by its step. */
export function fakeRunState(numSteps: number): RunState {
  const info = {
    summary: {
      layers: [{ output: [10], numParams: 7_850, multiplyAdds: 7_840, layers: [] }],
      numParams: 7_850,
      multiplyAdds: 7_840,
      imageBytes: 8_000,
    },
    stepsPerEpoch: 10,
    numSteps: 40,
    numTrain: 950,
    numValidation: 0,
    numTest: 200,
  };
  const events = Array.from({ length: numSteps }, (_, index): TrainEvent[] => {
    const step = index + 1;
    const epoch = Math.ceil(step / 10);
    const images = step % 10 === 0 ? 50 : 100;
    const test = { loss: 1 / step, accuracy: 0.5 + step / 100, correct: 100 + 2 * step, images: 200 };
    return [
      {
        type: 'step',
        step,
        epoch,
        loss: 2 / step,
        correct: Math.min(images, 10 + step),
        images,
        learningRate: 0.001 * step,
      },
      ...(step % 10 === 0 ? [{ type: 'evaluated' as const, step, epoch, test }] : []),
    ];
  });
  const all: RunEvent[] = [
    { type: 'began', config: { ...config, layers: [...config.layers] }, info, step: 0 },
    { type: 'status', status: 'running', seconds: 0 },
    ...events.map((some, index): RunEvent => ({ type: 'progress', events: some, seconds: (index + 1) / 10 })),
    { type: 'status', status: 'paused', seconds: numSteps / 10 },
  ];
  return all.reduce(reduceRun, noRun);
}

export function fakeKeptRun(id: string, changes: Partial<KeptRun> = {}, numSteps = 25): KeptRun {
  const standing = standingOf(fakeRunState(numSteps));
  if (!standing) throw new Error('expected a run that stands somewhere');
  return {
    id,
    name: null,
    number: 1,
    preset: 'mlp',
    color: 0,
    beganAt: 1_000,
    savedAt: 2_000,
    data: { choice: 'synthetic', numTrain: 1_000, numTest: 200, height: 28, width: 28, classNames: [...'0123456789'] },
    checkpoint: { step: numSteps, bytes: 100 },
    ...standing,
    ...changes,
  };
}
