/** How long a run will be, as the core counts it, before there is one. */
import type { DatasetInfo, RunConfig } from '../../protocol.js';

/** Updates in all, if nothing ends the run sooner; the last batch of an epoch may be smaller. */
export function stepsOf(
  { batchSize, numEpochs, data }: RunConfig,
  { numTrain }: Pick<DatasetInfo, 'numTrain'>,
): number {
  const left = numTrain - Math.round((data?.validation ?? 0) * numTrain);
  const images = Math.min(data?.numTrain ?? left, left);
  return Math.ceil(images / batchSize) * numEpochs;
}
