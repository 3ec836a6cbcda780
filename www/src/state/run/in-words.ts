/** What a run is at, and what its data set is called, everywhere it is shown. */
import type { Words } from '../../locale/words.js';
import type { AddedDrawing, DataChoice } from '../slices/data.js';
import type { RunState } from './run.js';

export function statusOf(run: RunState, words: Words): string {
  // A test that is held up with its run says nothing of itself.
  if (run.testing && run.status !== 'paused') return words.t('progress.testing', run.testing);
  if (run.status === 'finished' && run.outcome) return words.t(`finished.${run.outcome.reason}`);
  return words.t(`status.${run.status}`);
}

export function dataName(
  { choice, drawings = [] }: { readonly choice: DataChoice; readonly drawings?: readonly AddedDrawing[] },
  words: Words,
): string {
  const name = words.t(`data.${choice}`);
  return drawings.length > 0 ? words.plural('data.withDrawings', drawings.length, 'count', { name }) : name;
}
