/**
 * The settings of training, a row each: optimizer, schedule, loss, stopping, start. Ranges, and defaults where a
 * configuration leaves something out, are the core's own; adding a setting is adding a row, and its words.
 */
import type { Change, RunConfig } from '../../protocol.js';
import { dropoutOf, withDropout } from './dropout.js';
import { choice, type Field, leftOpen, number, optional, toggle } from './field.js';
import { rangeOf, usual, losses as usualLosses, schedules as usualSchedules } from './limits.js';

type Optimizer = RunConfig['optimizer'];
type OptimizerNumber = 'beta1' | 'beta2' | 'alpha' | 'momentum' | 'epsilon';
type Schedule = NonNullable<RunConfig['schedule']>;
type Loss = NonNullable<RunConfig['loss']>;
type Initialization = NonNullable<RunConfig['initialization']>;
type Stopping = NonNullable<RunConfig['stopping']>;
type Patience = NonNullable<Stopping['patience']>;

export interface RunField extends Field<RunConfig> {
  /** What to ask of a run under way for it to take over the value at once; null where that cannot be said. */
  readonly change?: (config: RunConfig) => Change | null;
  /** What else of the configuration its value does not go together with. */
  readonly conflict?: (config: RunConfig) => Conflict | null;
}

export type Conflict = 'momentum' | 'validation' | 'memory';

/** The numbers of each optimizer, with the core's defaults. */
const optimizers: Readonly<Record<Optimizer['type'], Partial<Readonly<Record<OptimizerNumber, number>>>>> =
  usual.optimizers;

/** What a schedule begins with. What it leaves open follows the run, whatever becomes of that: the core fits it. */
const schedules: Readonly<Record<Schedule['type'], Schedule>> = {
  constant: { type: 'constant' },
  step: { type: 'step', factor: usualSchedules.step.factor },
  exponential: { type: 'exponential' },
  cosine: { ...usualSchedules.cosine, type: 'cosine' },
  oneCycle: { ...usualSchedules.oneCycle, type: 'oneCycle' },
};

const losses: Readonly<Record<Loss['type'], Loss>> = {
  crossEntropy: { ...usualLosses.crossEntropy, type: 'crossEntropy' },
  meanSquaredError: { type: 'meanSquaredError', output: 'identity' },
};

const scheduleOf = (config: RunConfig): Schedule => config.schedule ?? { type: 'constant' };
const lossOf = (config: RunConfig): Loss => config.loss ?? losses.crossEntropy;
const patienceOf = (config: RunConfig): Patience | null => config.stopping?.patience ?? null;
const stop = (config: RunConfig, part: Partial<Stopping>): RunConfig => ({
  ...config,
  stopping: { ...config.stopping, ...part },
});

function optimizerNumber(name: OptimizerNumber): RunField {
  return number(
    rangeOf(`optimizer.${name}`),
    ({ optimizer }) => {
      const known: Partial<Record<OptimizerNumber, number>> = optimizer;
      return name in optimizers[optimizer.type] ? (known[name] ?? optimizers[optimizer.type][name]) : undefined;
    },
    (config, value) => ({ ...config, optimizer: { ...config.optimizer, [name]: value } }),
  );
}

function bound(name: 'norm' | 'value'): RunField {
  return {
    ...optional<RunConfig>(
      rangeOf(`clipping.${name}`),
      (config) => config.clipping?.[name],
      (config, value) => ({ ...config, clipping: { ...config.clipping, [name]: value } }),
    ),
    change: ({ clipping }) => ({ clipping: { value: clipping?.value ?? null, norm: clipping?.norm ?? null } }),
  };
}

export const trainingFields = {
  optimizer: choice<RunConfig, Optimizer['type']>(
    ['adam', 'adamw', 'sgd', 'rmsprop', 'adagrad', 'muon'],
    (config) => config.optimizer.type,
    // Another rule gets the core's usual numbers.
    (config, type) => (type === config.optimizer.type ? config : { ...config, optimizer: { type } }),
  ),
  learningRate: {
    ...number<RunConfig>(
      rangeOf('learningRate'),
      (config) => config.learningRate,
      (config, learningRate) => ({ ...config, learningRate }),
    ),
    change: ({ learningRate }) => ({ learningRate }),
  },
  batchSize: number(
    rangeOf('batchSize'),
    (config) => config.batchSize,
    (config, batchSize) => ({ ...config, batchSize }),
  ),
  numEpochs: number(
    rangeOf('numEpochs'),
    (config) => config.numEpochs,
    (config, numEpochs) => ({ ...config, numEpochs }),
  ),

  beta1: optimizerNumber('beta1'),
  beta2: optimizerNumber('beta2'),
  alpha: optimizerNumber('alpha'),
  momentum: optimizerNumber('momentum'),
  nesterov: {
    ...toggle<RunConfig>(
      ({ optimizer }) => (optimizer.type === 'sgd' ? (optimizer.nesterov ?? usual.optimizers.sgd.nesterov) : undefined),
      (config, nesterov) =>
        config.optimizer.type === 'sgd' ? { ...config, optimizer: { ...config.optimizer, nesterov } } : config,
    ),
    conflict: ({ optimizer }) =>
      optimizer.type === 'sgd' && optimizer.nesterov && !optimizer.momentum ? 'momentum' : null,
  },
  epsilon: optimizerNumber('epsilon'),
  weightDecay: {
    ...number<RunConfig>(
      rangeOf('weightDecay'),
      (config) => config.weightDecay ?? usual.run.weightDecay,
      (config, weightDecay) => ({ ...config, weightDecay }),
    ),
    change: ({ weightDecay }) => ({ weightDecay: weightDecay ?? usual.run.weightDecay }),
  },
  dropout: {
    ...optional<RunConfig>(
      rangeOf('layers.dropout'),
      ({ layers }) => dropoutOf(layers),
      (config, rate) => (rate === null ? config : { ...config, layers: withDropout(config.layers, rate) }),
    ),
    // Empty where layers differ; nowhere to be seen where none drops anything.
    read: ({ layers }) => {
      const rate = dropoutOf(layers);
      return rate === undefined ? null : String(rate ?? '');
    },
    change: ({ layers }) => {
      const dropout = dropoutOf(layers);
      return typeof dropout === 'number' ? { dropout } : null;
    },
  },
  clippingNorm: bound('norm'),
  clippingValue: bound('value'),

  schedule: choice<RunConfig, Schedule['type']>(
    ['constant', 'step', 'exponential', 'cosine', 'oneCycle'],
    (config) => scheduleOf(config).type,
    (config, type) => (type === scheduleOf(config).type ? config : { ...config, schedule: schedules[type] }),
  ),
  scheduleEvery: leftOpen(
    rangeOf('schedule.every'),
    ({ schedule }) => (schedule?.type === 'step' ? (schedule.every ?? null) : undefined),
    (config, every) =>
      config.schedule?.type === 'step' ? { ...config, schedule: { ...config.schedule, every } } : config,
  ),
  scheduleFactor: number(
    rangeOf('schedule.factor'),
    ({ schedule }) => (schedule?.type === 'step' ? schedule.factor : undefined),
    (config, factor) =>
      config.schedule?.type === 'step' ? { ...config, schedule: { ...config.schedule, factor } } : config,
  ),
  scheduleDecay: leftOpen(
    rangeOf('schedule.factor'),
    ({ schedule }) => (schedule?.type === 'exponential' ? (schedule.factor ?? null) : undefined),
    (config, factor) =>
      config.schedule?.type === 'exponential' ? { ...config, schedule: { ...config.schedule, factor } } : config,
  ),
  scheduleFloor: number(
    rangeOf('schedule.floor'),
    ({ schedule }) => (schedule?.type === 'cosine' ? (schedule.floor ?? usualSchedules.cosine.floor) : undefined),
    (config, floor) =>
      config.schedule?.type === 'cosine' ? { ...config, schedule: { ...config.schedule, floor } } : config,
  ),
  scheduleRise: number(
    rangeOf('schedule.rise'),
    ({ schedule }) => (schedule?.type === 'oneCycle' ? (schedule.rise ?? usualSchedules.oneCycle.rise) : undefined),
    (config, rise) =>
      config.schedule?.type === 'oneCycle' ? { ...config, schedule: { ...config.schedule, rise } } : config,
  ),
  warmupSteps: number(
    rangeOf('warmupSteps'),
    (config) => config.warmupSteps ?? usual.run.warmupSteps,
    (config, warmupSteps) => ({ ...config, warmupSteps }),
  ),

  loss: choice<RunConfig, Loss['type']>(
    ['crossEntropy', 'meanSquaredError'],
    (config) => lossOf(config).type,
    (config, type) => (type === lossOf(config).type ? config : { ...config, loss: losses[type] }),
  ),
  labelSmoothing: number(
    rangeOf('loss.labelSmoothing'),
    (config) => {
      const loss = lossOf(config);
      return loss.type === 'crossEntropy'
        ? (loss.labelSmoothing ?? usualLosses.crossEntropy.labelSmoothing)
        : undefined;
    },
    (config, labelSmoothing) => ({ ...config, loss: { type: 'crossEntropy', labelSmoothing } }),
  ),
  lossOutput: choice<RunConfig, 'identity' | 'softmax' | 'sigmoid'>(
    ['identity', 'softmax', 'sigmoid'],
    ({ loss }) =>
      loss?.type === 'meanSquaredError' ? (loss.output ?? usualLosses.meanSquaredError.output) : undefined,
    (config, output) => ({ ...config, loss: { type: 'meanSquaredError', output } }),
  ),

  maxSteps: optional(
    rangeOf('stopping.maxSteps'),
    (config) => config.stopping?.maxSteps,
    (config, maxSteps) => stop(config, { maxSteps }),
  ),
  maxSeconds: optional(
    rangeOf('stopping.maxSeconds'),
    (config) => config.stopping?.maxSeconds,
    (config, maxSeconds) => stop(config, { maxSeconds }),
  ),
  targetAccuracy: optional(
    rangeOf('stopping.targetAccuracy'),
    (config) => config.stopping?.targetAccuracy,
    (config, targetAccuracy) => stop(config, { targetAccuracy }),
  ),
  patience: {
    ...optional<RunConfig>(
      rangeOf('stopping.patience.epochs'),
      (config) => patienceOf(config)?.epochs,
      (config, epochs) => stop(config, { patience: epochs === null ? null : { ...patienceOf(config), epochs } }),
    ),
    conflict: (config) => (patienceOf(config) && !config.data?.validation ? 'validation' : null),
  },
  minImprovement: number(
    rangeOf('stopping.patience.minImprovement'),
    (config) => {
      const patience = patienceOf(config);
      return patience ? (patience.minImprovement ?? usual.patience.minImprovement) : undefined;
    },
    (config, minImprovement) => {
      const patience = patienceOf(config);
      return patience ? stop(config, { patience: { ...patience, minImprovement } }) : config;
    },
  ),
  restoreBest: toggle(
    (config) => {
      const patience = patienceOf(config);
      return patience ? (patience.restoreBest ?? usual.patience.restoreBest) : undefined;
    },
    (config, restoreBest) => {
      const patience = patienceOf(config);
      return patience ? stop(config, { patience: { ...patience, restoreBest } }) : config;
    },
  ),
  diagnoseEvery: number(
    rangeOf('diagnoseEvery'),
    (config) => config.diagnoseEvery ?? usual.run.diagnoseEvery,
    (config, diagnoseEvery) => ({ ...config, diagnoseEvery }),
  ),

  initialization: choice<RunConfig, Initialization['type']>(
    // The weights of a checkpoint come with a file, and are not chosen here.
    ['xavierUniform', 'xavierNormal', 'heUniform', 'heNormal', 'zeros'],
    (config) => config.initialization?.type ?? usual.run.initialization.type,
    (config, type) => (type === 'checkpoint' ? config : { ...config, initialization: { type } }),
  ),
  seed: number(
    rangeOf('seed'),
    (config) => config.seed,
    (config, seed) => ({ ...config, seed }),
  ),
} as const satisfies Readonly<Record<string, RunField>>;
