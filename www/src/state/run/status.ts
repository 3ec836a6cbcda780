/** What a run is at, in a few words. */
import type { Words } from '../../locale/words.js';
import type { RunState } from './run.js';

export function statusOf(run: RunState, words: Words): string {
  // A test that is held up with its run says nothing of itself.
  if (run.testing && run.status !== 'paused') return words.t('progress.testing', run.testing);
  if (run.status === 'finished' && run.outcome) return words.t(`finished.${run.outcome.reason}`);
  return words.t(`status.${run.status}`);
}
