/** The number and the colour of a run that comes to the others: also to those that other tabs have kept meanwhile. */
import type { RunStorage } from '../../runs/run-storage.js';
import { type KeptRun, NUM_RUN_COLORS } from '../../state/run/kept-run.js';

export async function nextPlace(storage: RunStorage): Promise<Pick<KeptRun, 'number' | 'color'>> {
  const { runs } = await storage.runs();
  const uses = Array<number>(NUM_RUN_COLORS).fill(0);
  for (const { color } of runs) uses[color] = (uses[color] ?? 0) + 1;
  return {
    number: Math.max(0, ...runs.map(({ number }) => number)) + 1,
    color: uses.indexOf(Math.min(...uses)),
  };
}
