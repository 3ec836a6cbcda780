/** How fast runs went on this device, the newest last; from here a run's time is told before it begins. */
import type { DeviceReport } from '../../protocol.js';
import { deviceName, networkOf, type Speed } from '../run/forecast.js';
import type { RunState } from '../run/run.js';
import { imagesPerSecond } from '../run/throughput.js';

/** More than are ever looked through by a person. */
const MAX_SPEEDS = 40;

/** Of a run as it is now; null while too little is known. */
export function speedOf(run: RunState, device: DeviceReport | null): Speed | null {
  const { info, config, pace } = run;
  const trained = imagesPerSecond(pace);
  if (!info || !config || !device || trained === null || trained <= 0) return null;
  const numRead = info.numValidation || info.numTest;
  return {
    device: deviceName(device),
    multiplyAdds: info.summary.multiplyAdds,
    network: networkOf(config),
    batchSize: config.batchSize,
    trained,
    tested: pace.testSeconds ? numRead / pace.testSeconds : null,
  };
}

/** In the place of what was known of the same network in batches of the same size on the same device. */
export function withSpeed(speeds: readonly Speed[], speed: Speed): readonly Speed[] {
  const others = speeds.filter(
    ({ device, network, batchSize }) =>
      device !== speed.device || network !== speed.network || batchSize !== speed.batchSize,
  );
  return [...others, speed].slice(-MAX_SPEEDS);
}
