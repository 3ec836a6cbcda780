/**
 * What goes on beside a run, also while nobody looks: the tab's title, the screen that stays on, predictions of test images
 * as it learns, the choice of charts that is kept. Listens to the session rather than to frames, so that it goes on in a
 * hidden tab; owns no state.
 */
import type { Words } from '../../locale/words.js';
import type { State } from '../../state/state.js';
import { keepChartChoices } from '../browser/chart-choices.js';
import { titleOf } from '../browser/title.js';
import { browserWakeLock } from '../browser/wake-lock.js';
import type { Store } from '../store.js';
import { LivePredictions } from './live-predictions.js';
import type { Session } from './session.js';

/** For as long as the page lives. */
export function startBackground(store: Store, session: Session, words: () => Words): void {
  const lock = browserWakeLock();
  const livePredictions = new LivePredictions({
    store,
    playground: () => session.playground,
    isVisible: () => document.visibilityState === 'visible',
    now: () => performance.now(),
    after: (milliseconds, task) => setTimeout(task, milliseconds),
  });
  let { charts } = store.state;
  const changed = (state: State) => {
    const title = titleOf(state, words());
    if (document.title !== title) document.title = title;
    lock.want(state.run.status === 'running');
    void livePredictions.dataChanged();
    if (state.charts !== charts) keepChartChoices(ownChoices(state));
    charts = state.charts;
  };
  store.subscribe(changed);
  session.listen((event) => {
    changed(store.state);
    if (event.type === 'began' || event.type === 'status' || event.type === 'progress')
      livePredictions.networkChanged();
  });
  document.addEventListener('visibilitychange', () => {
    lock.visibilityChanged();
    livePredictions.look();
  });
  changed(store.state);
}

/** Without the chart that an idea has switched on, which goes with it. */
function ownChoices({ charts, ideas }: State): State['charts'] {
  return { ...charts, shown: charts.shown.filter((name) => name !== ideas.current?.chart) };
}
