/** The dropout of a whole network at once, as a run under way can change it: of every layer that drops anything. */
import type { LayerConfig } from '../../protocol.js';

/** What all of them drop; null where they differ, undefined where none drops. */
export function dropoutOf(layers: readonly LayerConfig[]): number | null | undefined {
  const rates = new Set(ratesOf(layers));
  const [rate] = rates;
  return rates.size > 1 ? null : rate;
}

/** With `rate` in each of those layers, and the others as they are. */
export function withDropout(layers: readonly LayerConfig[], rate: number): LayerConfig[] {
  return layers.map((layer) => {
    switch (layer.type) {
      case 'dropout':
        return { ...layer, rate };
      case 'transformerEncoder':
        return layer.dropout ? { ...layer, dropout: rate } : layer;
      case 'residual':
        return { ...layer, layers: withDropout(layer.layers, rate) };
      default:
        return layer;
    }
  });
}

function ratesOf(layers: readonly LayerConfig[]): number[] {
  return layers.flatMap((layer) => {
    switch (layer.type) {
      case 'dropout':
        return [layer.rate];
      case 'transformerEncoder':
        return layer.dropout ? [layer.dropout] : [];
      case 'residual':
        return ratesOf(layer.layers);
      default:
        return [];
    }
  });
}
