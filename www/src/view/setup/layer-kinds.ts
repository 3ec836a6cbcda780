/**
 * The kinds of layers, a row each: what a new one is like, and its fields. Ranges that do not depend on what stands
 * before a layer are checked here; whether it fits there is the core's to say.
 */
import type { LayerConfig } from '../../protocol.js';
import { choice, type Field, number, toggle } from './field.js';
import { between, share, whole } from './number.js';

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

/** Past this no memory would hold what comes out. */
const count = whole(1, 100_000);

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
      count,
      ({ size }) => size,
      (layer, size) => ({ ...layer, size }),
    ),
  );

const recurrent = (type: 'lstm' | 'gru'): readonly LayerField[] => [
  of(
    type,
    'units',
    number(
      count,
      ({ units }) => units,
      (layer, units) => ({ ...layer, units }),
    ),
  ),
  of(
    type,
    'returnSequences',
    toggle(
      (layer) => layer.returnSequences ?? false,
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
          count,
          ({ channels }) => channels,
          (layer, channels) => ({ ...layer, channels }),
        ),
      ),
      of(
        'conv2d',
        'kernel',
        number(
          count,
          ({ kernel }) => kernel,
          (layer, kernel) => ({ ...layer, kernel }),
        ),
      ),
      of(
        'conv2d',
        'stride',
        number(
          count,
          ({ stride }) => stride ?? 1,
          (layer, stride) => ({ ...layer, stride }),
        ),
      ),
      of(
        'conv2d',
        'padding',
        choice<Layer<'conv2d'>, 'valid' | 'same'>(
          ['valid', 'same'],
          ({ padding }) => padding ?? 'valid',
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
          count,
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
          between(0, 1),
          ({ slope }) => slope ?? 0.01,
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
          share,
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
          count,
          ({ size }) => size,
          (layer, size) => ({ ...layer, size }),
        ),
      ),
      of(
        'patches',
        'dim',
        number(
          count,
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
          count,
          ({ heads }) => heads,
          (layer, heads) => ({ ...layer, heads }),
        ),
      ),
      of(
        'transformerEncoder',
        'hidden',
        number(
          count,
          ({ hidden }) => hidden,
          (layer, hidden) => ({ ...layer, hidden }),
        ),
      ),
      of(
        'transformerEncoder',
        'dropout',
        number(
          share,
          (layer) => layer.dropout ?? 0,
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
