/**
 * Suggested experiments: each a small change of a run from which something can be learnt. Pure: a configuration in, a
 * changed copy out. What they are called and what to look at is in the dictionaries, under `try`.
 */
import type { LayerConfig, RunConfig } from '../protocol.js';
import type { MeasureName } from './curves.js';

export interface Suggestion {
  /** Whether it would change anything worth seeing. */
  readonly suits: (config: RunConfig) => boolean;
  readonly change: (config: RunConfig) => RunConfig;
  /** A chart without which there is nothing to see. */
  readonly chart?: MeasureName;
}

const activations: ReadonlySet<LayerConfig['type']> = new Set(['relu', 'leakyRelu', 'gelu', 'sigmoid', 'tanh', 'silu']);
const learning: ReadonlySet<LayerConfig['type']> = new Set(['dense', 'conv2d']);

/** About so many steps are enough to see that images were learnt by heart. */
const fewImages = { numTrain: 100, batchSize: 10, numEpochs: 20 } as const;
const dropoutRate = 0.5;

/** The best ones first: the first few that suit are shown. */
export const suggestions = {
  rateOne: {
    suits: (config) => config.learningRate < 1,
    change: (config) => ({ ...config, learningRate: 1 }),
  },
  noActivations: {
    suits: ({ layers }) => countOf(layers, activations) > 0,
    change: (config) => ({ ...config, layers: without(config.layers, activations) }),
  },
  fewImages: {
    suits: ({ data }) => (data?.numTrain ?? Number.POSITIVE_INFINITY) > fewImages.numTrain,
    change: (config) => ({
      ...config,
      batchSize: Math.min(config.batchSize, fewImages.batchSize),
      numEpochs: Math.max(config.numEpochs, fewImages.numEpochs),
      data: { ...config.data, numTrain: fewImages.numTrain },
    }),
  },
  augmentation: {
    suits: ({ data }) => !data?.augmentation?.shift && !data?.augmentation?.rotate,
    change: (config) => ({
      ...config,
      data: { ...config.data, augmentation: { ...config.data?.augmentation, strength: 1, shift: 0.12, rotate: 20 } },
    }),
  },
  oneCycle: {
    suits: ({ schedule }) => (schedule?.type ?? 'constant') === 'constant',
    change: (config) => ({
      ...config,
      schedule: { type: 'oneCycle' },
      warmupSteps: 0,
      learningRate: config.learningRate * 3,
    }),
    chart: 'learningRate',
  },
  oneImage: {
    suits: ({ batchSize }) => batchSize > 1,
    change: (config) => ({ ...config, batchSize: 1, numEpochs: 1 }),
    chart: 'speed',
  },
  zeros: {
    suits: ({ layers, initialization }) =>
      initialization?.type !== 'zeros' && countOf(layers, activations) > 0 && countOf(layers, learning) > 1,
    change: (config) => ({ ...config, initialization: { type: 'zeros' } }),
  },
  plainSgd: {
    suits: ({ optimizer }) => optimizer.type !== 'sgd' || (optimizer.momentum ?? 0) > 0,
    change: (config) => ({ ...config, optimizer: { type: 'sgd', momentum: 0, nesterov: false }, learningRate: 0.01 }),
  },
  dropout: {
    suits: ({ layers }) => countOf(layers, new Set(['dropout'])) === 0 && lastDense(layers) > 0,
    change: (config) => ({
      ...config,
      layers: config.layers.toSpliced(lastDense(config.layers), 0, { type: 'dropout', rate: dropoutRate }),
    }),
  },
  seed: {
    suits: () => true,
    change: (config) => ({ ...config, seed: config.seed < 2 ** 32 - 1 ? config.seed + 1 : 0 }),
  },
} as const satisfies Record<string, Suggestion>;

export type SuggestionName = keyof typeof suggestions;

export const suggestionNames: readonly SuggestionName[] = [
  'rateOne',
  'noActivations',
  'fewImages',
  'augmentation',
  'oneCycle',
  'oneImage',
  'zeros',
  'plainSgd',
  'dropout',
  'seed',
];

/** Those that make sense for a configuration, the best first. */
export function suggestionsFor(config: RunConfig): SuggestionName[] {
  return suggestionNames.filter((name) => suggestions[name].suits(config));
}

/** Whether all activations of a network are ReLUs: they are called by their name then. */
export function hasOnlyRelus(layers: readonly LayerConfig[]): boolean {
  const relus = countOf(layers, new Set(['relu']));
  return relus > 0 && relus === countOf(layers, activations);
}

function countOf(layers: readonly LayerConfig[], types: ReadonlySet<LayerConfig['type']>): number {
  return layers.reduce((count, layer) => {
    const inner = layer.type === 'residual' ? countOf(layer.layers, types) : 0;
    return count + inner + (types.has(layer.type) ? 1 : 0);
  }, 0);
}

function without(layers: readonly LayerConfig[], types: ReadonlySet<LayerConfig['type']>): LayerConfig[] {
  return layers.flatMap((layer): LayerConfig[] => {
    if (types.has(layer.type)) return [];
    if (layer.type !== 'residual') return [layer];
    const inner = without(layer.layers, types);
    // A way around nothing is nothing.
    return inner.length > 0 ? [{ ...layer, layers: inner }] : [];
  });
}

/** Where the layer stands that gives the classes; 0 where it is the first or not dense. */
function lastDense(layers: readonly LayerConfig[]): number {
  const last = layers.length - 1;
  return layers[last]?.type === 'dense' ? Math.max(0, last) : 0;
}
