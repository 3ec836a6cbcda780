/** What guessing comes to: the loss and the accuracy of an answer that gives every class the same share. */
import type { RunConfig, RunInfo } from '../../protocol.js';

export interface Chance {
  readonly loss: number;
  readonly accuracy: number;
}

type LossName = NonNullable<RunConfig['loss']>['type'];

/** By the number of classes. */
const losses: Readonly<Record<LossName, (numClasses: number) => number>> = {
  // In nats; smoothed targets sum to 1 as well, so they change nothing.
  crossEntropy: (numClasses) => Math.log(numClasses),
  // The mean over classes, one of which is 1 and the others 0, of the squared distance to 1 / numClasses: whatever the
  // outputs are made by, nothing that is the same for every image comes closer.
  meanSquaredError: (numClasses) => (numClasses - 1) / numClasses ** 2,
};

/** Null where there is nothing to choose from. */
export function chanceOf(config: Pick<RunConfig, 'loss'> | null, info: Pick<RunInfo, 'summary'> | null): Chance | null {
  const numClasses = info?.summary.layers.at(-1)?.output[0] ?? 0;
  if (!config || numClasses < 2) return null;
  return { loss: losses[config.loss?.type ?? 'crossEntropy'](numClasses), accuracy: 1 / numClasses };
}
