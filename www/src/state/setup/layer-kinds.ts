/**
 * The kinds of layers, a row each: what a new one is like, and its fields. Ranges that do not depend on what stands
 * before a layer are checked here, by the core's numbers; whether it fits there is the core's to say.
 */
import type { LayerConfig } from '../../protocol.js';
import { choice, type Field, number, toggle } from './field.js';
import { rangeOf, usual } from './limits.js';

export type LayerKind = LayerConfig['type'];
type Layer<K extends LayerKind> = Extract<LayerConfig, { type: K }>;

/** A field of some kind of layer; `name` is also the key of its words. */
export interface LayerField extends Field<LayerConfig> {
  readonly name: LayerFieldName;
}

export type LayerFieldName =
  | 'channels'
  | 'kernel'
  | 'stride'
  | 'padding'
  | 'size'
  | 'rate'
  | 'units'
  | 'slope'
  | 'returnSequences'
  | 'dim'
  | 'heads'
  | 'hidden'
  | 'dropout';

interface Kind {
  readonly make: () => LayerConfig;
  readonly fields: readonly LayerField[];
}

const size = rangeOf('layers.size');
const dropout = rangeOf('layers.dropout');

function isA<K extends LayerKind>(layer: LayerConfig, type: K): layer is Layer<K> {
  return layer.type === type;
}

/** A field of one kind, as one of any layer: others have none of it. */
function of<K extends LayerKind>(type: K, name: LayerFieldName, field: Field<Layer<K>>): LayerField {
  return {
    name,
    control: field.control,
    read: (layer) => (isA(layer, type) ? field.read(layer) : null),
    write: (layer, text) => (isA(layer, type) ? field.write(layer, text) : null),
  };
}

/** A kind without anything to say of it. */
const plain = (make: () => LayerConfig): Kind => ({ make, fields: [] });

const windowSize = (type: 'maxPool2d' | 'avgPool2d'): LayerField =>
  of(
    type,
    'size',
    number(
      size,
      ({ size }) => size,
      (layer, size) => ({ ...layer, size }),
    ),
  );

const recurrent = (type: 'lstm' | 'gru'): readonly LayerField[] => [
  of(
    type,
    'units',
    number(
      size,
      ({ units }) => units,
      (layer, units) => ({ ...layer, units }),
    ),
  ),
  of(
    type,
    'returnSequences',
    toggle(
      (layer) => layer.returnSequences ?? usual.layers[type].returnSequences,
      (layer, returnSequences) => ({ ...layer, returnSequences }),
    ),
  ),
];

export const layerKinds: Readonly<Record<LayerKind, Kind>> = {
  conv2d: {
    make: () => ({ type: 'conv2d', channels: 16, kernel: 3, stride: 1, padding: 'same' }),
    fields: [
      of(
        'conv2d',
        'channels',
        number(
          size,
          ({ channels }) => channels,
          (layer, channels) => ({ ...layer, channels }),
        ),
      ),
      of(
        'conv2d',
        'kernel',
        number(
          size,
          ({ kernel }) => kernel,
          (layer, kernel) => ({ ...layer, kernel }),
        ),
      ),
      of(
        'conv2d',
        'stride',
        number(
          size,
          ({ stride }) => stride ?? usual.layers.conv2d.stride,
          (layer, stride) => ({ ...layer, stride }),
        ),
      ),
      of(
        'conv2d',
        'padding',
        choice<Layer<'conv2d'>, 'valid' | 'same'>(
          ['valid', 'same'],
          ({ padding }) => padding ?? usual.layers.conv2d.padding,
          (layer, padding) => ({ ...layer, padding }),
        ),
      ),
    ],
  },
  maxPool2d: { make: () => ({ type: 'maxPool2d', size: 2 }), fields: [windowSize('maxPool2d')] },
  avgPool2d: { make: () => ({ type: 'avgPool2d', size: 2 }), fields: [windowSize('avgPool2d')] },
  globalAvgPool: plain(() => ({ type: 'globalAvgPool' })),
  flatten: plain(() => ({ type: 'flatten' })),
  dense: {
    make: () => ({ type: 'dense', units: 64 }),
    fields: [
      of(
        'dense',
        'units',
        number(
          size,
          ({ units }) => units,
          (layer, units) => ({ ...layer, units }),
        ),
      ),
    ],
  },
  relu: plain(() => ({ type: 'relu' })),
  leakyRelu: {
    make: () => ({ type: 'leakyRelu', slope: 0.01 }),
    fields: [
      of(
        'leakyRelu',
        'slope',
        number(
          rangeOf('layers.slope'),
          ({ slope }) => slope ?? usual.layers.leakyRelu.slope,
          (layer, slope) => ({ ...layer, slope }),
        ),
      ),
    ],
  },
  gelu: plain(() => ({ type: 'gelu' })),
  silu: plain(() => ({ type: 'silu' })),
  sigmoid: plain(() => ({ type: 'sigmoid' })),
  tanh: plain(() => ({ type: 'tanh' })),
  batchNorm: plain(() => ({ type: 'batchNorm' })),
  layerNorm: plain(() => ({ type: 'layerNorm' })),
  dropout: {
    make: () => ({ type: 'dropout', rate: 0.25 }),
    fields: [
      of(
        'dropout',
        'rate',
        number(
          dropout,
          ({ rate }) => rate,
          (layer, rate) => ({ ...layer, rate }),
        ),
      ),
    ],
  },
  // A block of nothing would be an error at once: this one already does something.
  residual: plain(() => ({ type: 'residual', layers: [{ type: 'relu' }] })),
  lstm: { make: () => ({ type: 'lstm', units: 64, returnSequences: false }), fields: recurrent('lstm') },
  gru: { make: () => ({ type: 'gru', units: 64, returnSequences: false }), fields: recurrent('gru') },
  patches: {
    make: () => ({ type: 'patches', size: 7, dim: 64 }),
    fields: [
      of(
        'patches',
        'size',
        number(
          size,
          ({ size }) => size,
          (layer, size) => ({ ...layer, size }),
        ),
      ),
      of(
        'patches',
        'dim',
        number(
          size,
          ({ dim }) => dim,
          (layer, dim) => ({ ...layer, dim }),
        ),
      ),
    ],
  },
  transformerEncoder: {
    make: () => ({ type: 'transformerEncoder', heads: 4, hidden: 128, dropout: 0 }),
    fields: [
      of(
        'transformerEncoder',
        'heads',
        number(
          size,
          ({ heads }) => heads,
          (layer, heads) => ({ ...layer, heads }),
        ),
      ),
      of(
        'transformerEncoder',
        'hidden',
        number(
          size,
          ({ hidden }) => hidden,
          (layer, hidden) => ({ ...layer, hidden }),
        ),
      ),
      of(
        'transformerEncoder',
        'dropout',
        number(
          dropout,
          (layer) => layer.dropout ?? usual.layers.transformerEncoder.dropout,
          (layer, dropout) => ({ ...layer, dropout }),
        ),
      ),
    ],
  },
};

/** As they are offered: what belongs together stands together. */
export const kindGroups = {
  image: ['conv2d', 'maxPool2d', 'avgPool2d', 'globalAvgPool', 'patches'],
  dense: ['flatten', 'dense'],
  activation: ['relu', 'leakyRelu', 'gelu', 'silu', 'sigmoid', 'tanh'],
  steady: ['batchNorm', 'layerNorm', 'dropout'],
  sequence: ['lstm', 'gru', 'transformerEncoder'],
  block: ['residual'],
} as const satisfies Readonly<Record<string, readonly LayerKind[]>>;

export function isKind(text: string): text is LayerKind {
  return Object.hasOwn(layerKinds, text);
}
