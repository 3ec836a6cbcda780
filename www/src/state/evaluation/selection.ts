/**
 * Which test images a gallery shows, and in which order: by true class, by what they were taken for, by whether that was
 * right. Numbers only; pixels are fetched for what is seen.
 */
export type Outcome = 'all' | 'right' | 'wrong';
export const outcomes: readonly Outcome[] = ['all', 'right', 'wrong'];

export type Order = 'position' | 'sure' | 'unsure';
export const orders: readonly Order[] = ['position', 'sure', 'unsure'];

/** A class that is null may be any. */
export interface Filter {
  readonly truth: number | null;
  readonly predicted: number | null;
  readonly outcome: Outcome;
  readonly order: Order;
}

export const everything: Filter = { truth: null, predicted: null, outcome: 'all', order: 'position' };

/** Of a report: what each image was taken for, where it was read at all, and with what probability. */
export interface Evaluated {
  readonly predictions: readonly (number | null | undefined)[];
  readonly confidences: readonly number[];
}

/** Places in the test set of the images that pass, in the order asked for. */
export function select(
  { predictions, confidences }: Evaluated,
  labels: ArrayLike<number>,
  { truth, predicted, outcome, order }: Filter,
): readonly number[] {
  const found: number[] = [];
  for (const [index, prediction] of predictions.entries()) {
    const label = labels[index];
    if (label === undefined || typeof prediction !== 'number') continue;
    if (truth !== null && label !== truth) continue;
    if (predicted !== null && prediction !== predicted) continue;
    if (outcome !== 'all' && (label === prediction) !== (outcome === 'right')) continue;
    found.push(index);
  }
  if (order === 'position') return found;
  const sign = order === 'sure' ? -1 : 1;
  // Equal confidences stay in the order of the set: sorting is stable.
  return found.sort((a, b) => sign * ((confidences[a] ?? 0) - (confidences[b] ?? 0)));
}
