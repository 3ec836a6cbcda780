/** Why the core cannot build a list of layers, as it says itself: which layer, what arrives there, and the reason. */
import { type ErrorValues, isNumbers } from '../../kiln-error.js';

export interface Refusal {
  /** Of the layer at fault, from 0, each within the one before; empty where no single layer is. */
  readonly path: readonly number[];
  /** The shape that arrives at it. */
  readonly input: readonly number[];
}

export function refusalOf(values: ErrorValues | undefined): Refusal {
  const { path, input } = values ?? {};
  return {
    path: typeof path === 'string' ? layersOf(path) : [],
    input: isNumbers(input) ? input : [],
  };
}

/** [3, 0] for `layers[3].layers[0].kernel`. */
function layersOf(path: string): number[] {
  return [...path.matchAll(/\blayers\[(\d+)\]/g)].map(([, index]) => Number(index));
}
