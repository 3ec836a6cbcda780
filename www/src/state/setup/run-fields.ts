/** All settings of a run besides its layers: the tables of fields put together, and where each is shown. */
import { dataFields } from './data-fields.js';
import { type RunField, trainingFields } from './training-fields.js';

export type RunFieldId = keyof typeof trainingFields | keyof typeof dataFields;

export const runFields: Readonly<Record<RunFieldId, RunField>> = { ...trainingFields, ...dataFields };

/** In the order in which they are shown. Those of `main` are always seen; the others wait folded. */
export const groups = {
  main: ['optimizer', 'learningRate', 'batchSize', 'numEpochs'],
  optimizer: [
    'momentum',
    'nesterov',
    'beta1',
    'beta2',
    'alpha',
    'epsilon',
    'weightDecay',
    'dropout',
    'clippingNorm',
    'clippingValue',
  ],
  schedule: [
    'schedule',
    'scheduleEvery',
    'scheduleFactor',
    'scheduleDecay',
    'scheduleFloor',
    'scheduleRise',
    'warmupSteps',
  ],
  loss: ['loss', 'labelSmoothing', 'lossOutput'],
  start: ['initialization', 'seed'],
  stopping: ['maxSteps', 'maxSeconds', 'targetAccuracy', 'patience', 'minImprovement', 'restoreBest', 'diagnoseEvery'],
  images: ['numTrain', 'validation', 'normalization'],
  augmentation: [
    'augmentStrength',
    'augmentShift',
    'augmentRotate',
    'augmentScale',
    'augmentShear',
    'augmentElastic',
    'augmentNoise',
    'augmentErase',
  ],
} as const satisfies Readonly<Record<string, readonly RunFieldId[]>>;

export type GroupName = keyof typeof groups;

export const runFieldIds: readonly RunFieldId[] = Object.values(groups).flat();
