/** What each kind of layer is called, with the numbers that its output does not tell. */
import type { Words } from '../../locale/words.js';
import type { LayerConfig } from '../../protocol.js';

export function layerName(layer: LayerConfig, words: Words): string {
  switch (layer.type) {
    case 'conv2d': {
      const { kernel, stride = 1 } = layer;
      return stride === 1
        ? words.t('network.conv2d', { kernel })
        : words.t('network.conv2d.strided', { kernel, stride });
    }
    case 'maxPool2d':
    case 'avgPool2d':
    case 'patches':
      return words.t(`network.${layer.type}`, { size: layer.size });
    case 'dense':
    case 'lstm':
    case 'gru':
      return words.t(`network.${layer.type}`, { units: layer.units });
    case 'dropout':
      return words.t('network.dropout', { rate: words.percent(layer.rate) });
    case 'leakyRelu':
      return words
        .t('network.leakyRelu', { slope: layer.slope === undefined ? '' : words.number(layer.slope, 3) })
        .trim();
    case 'transformerEncoder':
      return words.t('network.transformerEncoder', { heads: layer.heads, hidden: layer.hidden });
    case 'relu':
    case 'gelu':
    case 'sigmoid':
    case 'tanh':
    case 'silu':
    case 'flatten':
    case 'residual':
    case 'batchNorm':
    case 'layerNorm':
    case 'globalAvgPool':
      return words.t(`network.${layer.type}`);
    default:
      return layer satisfies never;
  }
}
