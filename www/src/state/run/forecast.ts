/**
 * How long a run will take, before it begins: from how fast runs went on this device. Pure; keeps nothing, reads no clock.
 */
import type { DatasetInfo, DeviceReport, RunConfig, Summary } from '../../protocol.js';
import { stepsOf, stepsOfEpochs } from '../setup/steps.js';
import { FORWARD_SPEEDUP } from './throughput.js';

/** How fast a run went, once it had ended or was left. */
export interface Speed {
  /** What computed: runs on other devices say nothing. */
  readonly device: string;
  /** Of the network, for one image, forward. */
  readonly multiplyAdds: number;
  /** Told apart from others of the same size by its layers. */
  readonly network: number;
  readonly batchSize: number;
  /** Learnt from, a second. */
  readonly trained: number;
  /** Read of the test or validation images, a second; null where that was not timed. */
  readonly tested: number | null;
}

/** A network of at most so many times the work, or so many times less, goes about as fast for its size. */
const ALIKE = 2;

export interface Wanted {
  readonly config: RunConfig;
  readonly summary: Pick<Summary, 'multiplyAdds'>;
  readonly device: DeviceReport;
  readonly data: Pick<DatasetInfo, 'numTrain' | 'numTest'>;
}

/** In seconds; null where no run like it was timed on this device. */
export function forecast(speeds: readonly Speed[], { config, summary, device, data }: Wanted): number | null {
  const { batchSize, numEpochs } = config;
  const found = nearest(
    speeds.filter((speed) => speed.device === deviceName(device)),
    { multiplyAdds: summary.multiplyAdds, network: networkOf(config), batchSize },
  );
  if (!found) return null;
  const [all, numSteps] = [stepsOfEpochs(config, data), stepsOf(config, data)];
  // One that is cut short reads the test set the less often.
  const numEvaluations = Math.ceil((numEpochs * numSteps) / all);
  const numValidation = Math.round((config.data?.validation ?? 0) * data.numTrain);
  const scale = summary.multiplyAdds > 0 ? found.multiplyAdds / summary.multiplyAdds : 1;
  const trained = found.trained * scale;
  const tested = (found.tested ?? found.trained * FORWARD_SPEEDUP) * scale;
  return (numSteps * batchSize) / trained + (numEvaluations * (numValidation || data.numTest)) / tested;
}

/** The same network in batches of the same size, else the one that is most alike; the newest of several. */
function nearest(
  speeds: readonly Speed[],
  wanted: Pick<Speed, 'multiplyAdds' | 'network' | 'batchSize'>,
): Speed | null {
  const farness = ({ multiplyAdds, network, batchSize }: Speed): number => {
    const work = Math.abs(Math.log(multiplyAdds / wanted.multiplyAdds));
    const batch = Math.abs(Math.log(batchSize / wanted.batchSize));
    return (network === wanted.network ? 0 : 1 + work) + batch / 10;
  };
  const alike = speeds.filter(
    ({ network, multiplyAdds, batchSize }) =>
      (network === wanted.network || isAlike(multiplyAdds, wanted.multiplyAdds)) &&
      isAlike(batchSize, wanted.batchSize, 2 * ALIKE),
  );
  return alike.reduce<Speed | null>((best, one) => (best && farness(best) < farness(one) ? best : one), null);
}

function isAlike(one: number, other: number, times = ALIKE): boolean {
  return Math.max(one, other) <= times * Math.min(one, other);
}

export function deviceName({ backend, adapter, threads }: DeviceReport): string {
  return `${backend} ${adapter ?? ''} ${threads}`;
}

/** FNV-1a of the layers as JSON: enough to know a network again. */
export function networkOf({ layers }: Pick<RunConfig, 'layers'>): number {
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(layers)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
