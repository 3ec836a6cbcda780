/** What a run is at, in a few words. */
import type { Words } from '../locale/words.js';
import type { RunState } from './run.js';

export function statusOf(run: RunState, words: Words): string {
  if (run.testing) return words.t('progress.testing', run.testing);
  if (run.status === 'finished' && run.outcome) return words.t(`finished.${run.outcome.reason}`);
  return words.t(`status.${run.status}`);
}
