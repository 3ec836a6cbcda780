/**
 * Ideas: each a small change of a preset from which something can be learnt. Pure: a configuration in, a
 * changed copy out. What they are called and what to look at is in the dictionaries, under `try`; where what they claim
 * holds was measured by `npm run ideas`, and is in measured-ideas.ts.
 */
import type { LayerConfig, Preset, RunConfig } from '../../protocol.js';
import type { MeasureName } from '../curves/curves.js';

/**
 * The two figures that are told of what was measured: accuracy of the test images, accuracy and loss of the last epoch's
 * training images, and the loss's jump from step to step, each without the idea and with it; accuracy of training and
 * test images with it; the lowest and highest accuracy of all seeds.
 */
export type FigureName = 'test' | 'train' | 'loss' | 'jump' | 'gap' | 'range';

export interface Idea {
  /** Whether it changes a preset at all, and its explanation fits it: worth measuring. */
  readonly suits: (config: RunConfig) => boolean;
  readonly change: (config: RunConfig) => RunConfig;
  /** A chart without which there is nothing to see. */
  readonly chart?: MeasureName;
  readonly figure: FigureName;
}

const activations: ReadonlySet<LayerConfig['type']> = new Set(['relu', 'leakyRelu', 'gelu', 'sigmoid', 'tanh', 'silu']);
/** Those of which several in a row are still one linear function of an image. */
const linear: ReadonlySet<LayerConfig['type']> = new Set([
  'dense',
  'conv2d',
  'avgPool2d',
  'globalAvgPool',
  'flatten',
  'dropout',
]);
const learning: ReadonlySet<LayerConfig['type']> = new Set(['dense', 'conv2d']);

/** About so many steps are enough to see that images were learnt by heart. */
const fewImages = { numTrain: 100, batchSize: 10, numEpochs: 20 } as const;
const dropoutRate = 0.5;

/** The best ones first: the first few that suit are shown. */
export const ideas = {
  rateOne: {
    figure: 'test',
    suits: (config) => config.learningRate < 1,
    change: (config) => ({ ...config, learningRate: 1 }),
  },
  noActivations: {
    figure: 'test',
    // A pooling that takes the largest value, or a norm, would be left, and the network no linear one.
    suits: ({ layers }) => countOf(layers, activations) > 0 && isLinear(without(layers, activations)),
    change: (config) => ({ ...config, layers: without(config.layers, activations) }),
  },
  fewImages: {
    figure: 'gap',
    suits: ({ data }) => (data?.numTrain ?? Number.POSITIVE_INFINITY) > fewImages.numTrain,
    change: (config) => ({
      ...config,
      batchSize: Math.min(config.batchSize, fewImages.batchSize),
      numEpochs: Math.max(config.numEpochs, fewImages.numEpochs),
      data: { ...config.data, numTrain: fewImages.numTrain },
    }),
  },
  augmentation: {
    figure: 'train',
    suits: ({ data }) => !data?.augmentation?.shift && !data?.augmentation?.rotate,
    change: (config) => ({
      ...config,
      data: { ...config.data, augmentation: { ...config.data?.augmentation, strength: 1, shift: 0.12, rotate: 20 } },
    }),
  },
  oneCycle: {
    figure: 'test',
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
    figure: 'jump',
    suits: ({ batchSize }) => batchSize > 1,
    change: (config) => ({ ...config, batchSize: 1, numEpochs: 1 }),
    chart: 'speed',
  },
  zeros: {
    figure: 'loss',
    suits: ({ layers, initialization }) =>
      initialization?.type !== 'zeros' && countOf(layers, activations) > 0 && countOf(layers, learning) > 1,
    change: (config) => ({ ...config, initialization: { type: 'zeros' } }),
  },
  plainSgd: {
    figure: 'loss',
    suits: ({ optimizer }) => optimizer.type !== 'sgd' || (optimizer.momentum ?? 0) > 0,
    change: (config) => ({ ...config, optimizer: { type: 'sgd', momentum: 0, nesterov: false }, learningRate: 0.01 }),
  },
  dropout: {
    figure: 'gap',
    suits: ({ layers }) => countOf(layers, new Set(['dropout'])) === 0 && lastDense(layers) > 0,
    change: (config) => ({
      ...config,
      layers: config.layers.toSpliced(lastDense(config.layers), 0, { type: 'dropout', rate: dropoutRate }),
    }),
  },
  seed: {
    figure: 'range',
    suits: () => true,
    change: (config) => ({ ...config, seed: config.seed < 2 ** 32 - 1 ? config.seed + 1 : 0 }),
  },
} as const satisfies Record<string, Idea>;

export type IdeaName = keyof typeof ideas;

export const ideaNames: readonly IdeaName[] = [
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

/** Whether all activations of a network are ReLUs: they are called by their name then. */
export function hasOnlyRelus(layers: readonly LayerConfig[]): boolean {
  const relus = countOf(layers, new Set(['relu']));
  return relus > 0 && relus === countOf(layers, activations);
}

function isLinear(layers: readonly LayerConfig[]): boolean {
  return layers.every((layer) => (layer.type === 'residual' ? isLinear(layer.layers) : linear.has(layer.type)));
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

/** The preset with that idea. What is only measured of a run stays as it is set. */
export function withIdea(preset: Preset, name: IdeaName, { diagnoseEvery }: RunConfig): RunConfig {
  const idea: Idea = ideas[name];
  return { ...idea.change(preset.config), ...(diagnoseEvery === undefined ? {} : { diagnoseEvery }) };
}
