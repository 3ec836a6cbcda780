/** What the browser's tab says: how far a run is while it goes on, and otherwise what the page is. */
import type { Words } from '../../locale/words.js';
import { isActive } from '../../state/run/run.js';
import type { State } from '../../state/state.js';

/** For a tab among others, of which only the beginning is seen. */
export function titleOf({ run }: State, words: Words): string {
  const { status, info, step } = run;
  if (!isActive(status) || !info) return words.t('page.title');
  const read = run.tests.at(-1) ?? run.validations.at(-1);
  return [
    ...(status === 'paused' ? [words.t('title.paused')] : []),
    words.percent(Math.floor((step / info.numSteps) * 100) / 100),
    ...(read ? [words.percent(read.accuracy, 1)] : []),
    'Kiln',
  ].join(' · ');
}
