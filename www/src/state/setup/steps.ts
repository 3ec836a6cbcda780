/** How long a run will be, as the core counts it, before there is one. */
import type { DatasetInfo, RunConfig } from '../../protocol.js';

/** Updates in all, unless a target, a time or somebody ends the run sooner; schedules spread over so many. */
export function stepsOf(config: RunConfig, data: Pick<DatasetInfo, 'numTrain'>): number {
  const all = stepsOfEpochs(config, data);
  return Math.min(config.stopping?.maxSteps ?? all, all);
}

/** The same without a limit; the last batch of an epoch may be smaller. */
export function stepsOfEpochs(
  { batchSize, numEpochs, data }: RunConfig,
  { numTrain }: Pick<DatasetInfo, 'numTrain'>,
): number {
  const left = numTrain - Math.round((data?.validation ?? 0) * numTrain);
  const images = Math.min(data?.numTrain ?? left, left);
  return Math.ceil(images / batchSize) * numEpochs;
}
