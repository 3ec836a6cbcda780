/**
 * The settings of training, a row each: optimizer, schedule, loss, stopping, start. Ranges are those of the core's
 * `RunConfig::validate`, and defaults are its own where a configuration leaves something out; adding a setting is adding
 * a row, and its words.
 */
import type { Change, RunConfig } from '../../protocol.js';
import { dropoutOf, withDropout } from './dropout.js';
import { choice, type Field, leftOpen, number, optional, toggle } from './field.js';
import { above, between, type Range, share, whole } from './number.js';

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

/** Above this the core's words for whole numbers end. */
const countless = whole(1, 1_000_000_000);

/** The numbers of each rule, with the core's defaults. */
const rules: Readonly<Record<Optimizer['type'], Partial<Readonly<Record<OptimizerNumber, number>>>>> = {
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  adamw: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  sgd: { momentum: 0 },
  rmsprop: { alpha: 0.99, momentum: 0, epsilon: 1e-8 },
  adagrad: { epsilon: 1e-10 },
  muon: { momentum: 0.95 },
};

/** What a schedule begins with. What it leaves open follows the run, whatever becomes of that: the core fits it. */
const schedules: Readonly<Record<Schedule['type'], Schedule>> = {
  constant: { type: 'constant' },
  step: { type: 'step', factor: 0.5 },
  exponential: { type: 'exponential' },
  cosine: { type: 'cosine', floor: 0 },
  oneCycle: { type: 'oneCycle', rise: 0.3 },
};

const losses: Readonly<Record<Loss['type'], Loss>> = {
  crossEntropy: { type: 'crossEntropy', labelSmoothing: 0 },
  meanSquaredError: { type: 'meanSquaredError', output: 'identity' },
};

const scheduleOf = (config: RunConfig): Schedule => config.schedule ?? { type: 'constant' };
const lossOf = (config: RunConfig): Loss => config.loss ?? losses.crossEntropy;
const patienceOf = (config: RunConfig): Patience | null => config.stopping?.patience ?? null;
const stop = (config: RunConfig, part: Partial<Stopping>): RunConfig => ({
  ...config,
  stopping: { ...config.stopping, ...part },
});

function optimizerNumber(name: OptimizerNumber, range: Range): RunField {
  return number(
    range,
    ({ optimizer }) => {
      const known: Partial<Record<OptimizerNumber, number>> = optimizer;
      return name in rules[optimizer.type] ? (known[name] ?? rules[optimizer.type][name]) : undefined;
    },
    (config, value) => ({ ...config, optimizer: { ...config.optimizer, [name]: value } }),
  );
}

function bound(name: 'norm' | 'value'): RunField {
  return {
    ...optional<RunConfig>(
      above(0),
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
      above(0, 1_000),
      (config) => config.learningRate,
      (config, learningRate) => ({ ...config, learningRate }),
    ),
    change: ({ learningRate }) => ({ learningRate }),
  },
  batchSize: number(
    whole(1, 4_096),
    (config) => config.batchSize,
    (config, batchSize) => ({ ...config, batchSize }),
  ),
  numEpochs: number(
    whole(1, 10_000),
    (config) => config.numEpochs,
    (config, numEpochs) => ({ ...config, numEpochs }),
  ),

  beta1: optimizerNumber('beta1', share),
  beta2: optimizerNumber('beta2', share),
  alpha: optimizerNumber('alpha', share),
  momentum: optimizerNumber('momentum', share),
  nesterov: {
    ...toggle<RunConfig>(
      ({ optimizer }) => (optimizer.type === 'sgd' ? (optimizer.nesterov ?? false) : undefined),
      (config, nesterov) =>
        config.optimizer.type === 'sgd' ? { ...config, optimizer: { ...config.optimizer, nesterov } } : config,
    ),
    conflict: ({ optimizer }) =>
      optimizer.type === 'sgd' && optimizer.nesterov && !optimizer.momentum ? 'momentum' : null,
  },
  epsilon: optimizerNumber('epsilon', above(0, 1)),
  weightDecay: {
    ...number<RunConfig>(
      between(0, 1),
      (config) => config.weightDecay ?? 0,
      (config, weightDecay) => ({ ...config, weightDecay }),
    ),
    change: ({ weightDecay }) => ({ weightDecay: weightDecay ?? 0 }),
  },
  dropout: {
    ...optional<RunConfig>(
      share,
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
    countless,
    ({ schedule }) => (schedule?.type === 'step' ? (schedule.every ?? null) : undefined),
    (config, every) =>
      config.schedule?.type === 'step' ? { ...config, schedule: { ...config.schedule, every } } : config,
  ),
  scheduleFactor: number(
    above(0, 1),
    ({ schedule }) => (schedule?.type === 'step' ? schedule.factor : undefined),
    (config, factor) =>
      config.schedule?.type === 'step' ? { ...config, schedule: { ...config.schedule, factor } } : config,
  ),
  scheduleDecay: leftOpen(
    above(0, 1),
    ({ schedule }) => (schedule?.type === 'exponential' ? (schedule.factor ?? null) : undefined),
    (config, factor) =>
      config.schedule?.type === 'exponential' ? { ...config, schedule: { ...config.schedule, factor } } : config,
  ),
  scheduleFloor: number(
    between(0, 1),
    ({ schedule }) => (schedule?.type === 'cosine' ? (schedule.floor ?? 0) : undefined),
    (config, floor) =>
      config.schedule?.type === 'cosine' ? { ...config, schedule: { ...config.schedule, floor } } : config,
  ),
  scheduleRise: number(
    { min: 0, max: 1, isAbove: true, isBelow: true },
    ({ schedule }) => (schedule?.type === 'oneCycle' ? (schedule.rise ?? 0.3) : undefined),
    (config, rise) =>
      config.schedule?.type === 'oneCycle' ? { ...config, schedule: { ...config.schedule, rise } } : config,
  ),
  warmupSteps: number(
    whole(0, countless.max),
    (config) => config.warmupSteps ?? 0,
    (config, warmupSteps) => ({ ...config, warmupSteps }),
  ),

  loss: choice<RunConfig, Loss['type']>(
    ['crossEntropy', 'meanSquaredError'],
    (config) => lossOf(config).type,
    (config, type) => (type === lossOf(config).type ? config : { ...config, loss: losses[type] }),
  ),
  labelSmoothing: number(
    share,
    (config) => {
      const loss = lossOf(config);
      return loss.type === 'crossEntropy' ? (loss.labelSmoothing ?? 0) : undefined;
    },
    (config, labelSmoothing) => ({ ...config, loss: { type: 'crossEntropy', labelSmoothing } }),
  ),
  lossOutput: choice<RunConfig, 'identity' | 'softmax' | 'sigmoid'>(
    ['identity', 'softmax', 'sigmoid'],
    ({ loss }) => (loss?.type === 'meanSquaredError' ? (loss.output ?? 'identity') : undefined),
    (config, output) => ({ ...config, loss: { type: 'meanSquaredError', output } }),
  ),

  maxSteps: optional(
    countless,
    (config) => config.stopping?.maxSteps,
    (config, maxSteps) => stop(config, { maxSteps }),
  ),
  maxSeconds: optional(
    above(0),
    (config) => config.stopping?.maxSeconds,
    (config, maxSeconds) => stop(config, { maxSeconds }),
  ),
  targetAccuracy: optional(
    above(0, 1),
    (config) => config.stopping?.targetAccuracy,
    (config, targetAccuracy) => stop(config, { targetAccuracy }),
  ),
  patience: {
    ...optional<RunConfig>(
      countless,
      (config) => patienceOf(config)?.epochs,
      (config, epochs) => stop(config, { patience: epochs === null ? null : { ...patienceOf(config), epochs } }),
    ),
    conflict: (config) => (patienceOf(config) && !config.data?.validation ? 'validation' : null),
  },
  minImprovement: number(
    { min: 0, max: Number.POSITIVE_INFINITY },
    (config) => {
      const patience = patienceOf(config);
      return patience ? (patience.minImprovement ?? 0) : undefined;
    },
    (config, minImprovement) => {
      const patience = patienceOf(config);
      return patience ? stop(config, { patience: { ...patience, minImprovement } }) : config;
    },
  ),
  restoreBest: toggle(
    (config) => {
      const patience = patienceOf(config);
      return patience ? (patience.restoreBest ?? true) : undefined;
    },
    (config, restoreBest) => {
      const patience = patienceOf(config);
      return patience ? stop(config, { patience: { ...patience, restoreBest } }) : config;
    },
  ),
  diagnoseEvery: number(
    whole(0, countless.max),
    (config) => config.diagnoseEvery ?? 0,
    (config, diagnoseEvery) => ({ ...config, diagnoseEvery }),
  ),

  initialization: choice<RunConfig, Initialization['type']>(
    // The weights of a checkpoint come with a file, and are not chosen here.
    ['xavierUniform', 'xavierNormal', 'heUniform', 'heNormal', 'zeros'],
    (config) => config.initialization?.type ?? 'xavierUniform',
    (config, type) => (type === 'checkpoint' ? config : { ...config, initialization: { type } }),
  ),
  seed: number(
    whole(0, 2 ** 32 - 1),
    (config) => config.seed,
    (config, seed) => ({ ...config, seed }),
  ),
} as const satisfies Readonly<Record<string, RunField>>;
