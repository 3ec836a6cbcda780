/** Has the core check a run from elsewhere, before it is kept or shown: what it cannot train, nobody can open. */
import type { Playground } from '../../client/types.js';
import { KilnError } from '../../kiln-error.js';
import type { RunConfig } from '../../protocol.js';
import type { KeptRun } from '../../state/run/kept-run.js';

type Checking = Pick<Playground, 'checkConfig' | 'checkCheckpoint'>;

/** Rejects with code 'config' or 'layer'. */
export function checkRun(playground: Checking, { config, data }: Pick<KeptRun, 'config' | 'data'>): Promise<RunConfig> {
  return playground.checkConfig(config, data.height, data.width, data.classNames.length);
}

/** The same, and its weights, which have to be this run's; rejects with one of the codes of checkpoints, too. */
export async function checkWeights(playground: Checking, run: KeptRun, checkpoint: Uint8Array): Promise<void> {
  const config = await checkRun(playground, run);
  const about = await playground.checkCheckpoint(checkpoint);
  // Of a run that failed there are weights of before, and more may have been changed since.
  const written = (one: RunConfig) => JSON.stringify({ ...one, changes: [] });
  if (written(config) !== written(about.config)) {
    throw new KilnError('runFileDamaged', 'expected the weights of this run, found those of another one');
  }
}
