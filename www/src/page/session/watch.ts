/**
 * What goes on around a run while it is watched: the tab's title, the screen that stays on, test images read as it learns,
 * charts that are kept and saved, ideas that are tried. Listens to the session rather than to frames, so that it
 * goes on in a hidden tab; owns no state.
 */

import type { KilnChart } from '../../charts/chart.js';
import type { Words } from '../../locale/words.js';
import { type Idea, type IdeaName, ideas } from '../../state/ideas/ideas.js';
import { withIdea } from '../../state/ideas/offered-ideas.js';
import { configOf, type State } from '../../state/state.js';
import { keepChartChoices } from '../browser/chart-choices.js';
import { saveFile } from '../browser/save-file.js';
import { titleOf } from '../browser/title.js';
import { browserWakeLock } from '../browser/wake-lock.js';
import type { Store } from '../store.js';
import { LivePredictions } from './live-predictions.js';
import type { Session } from './session.js';

export class Watch {
  readonly #store: Store;
  readonly #session: Session;
  readonly #words: () => Words;

  constructor(store: Store, session: Session, words: () => Words) {
    this.#store = store;
    this.#session = session;
    this.#words = words;
  }

  /** For as long as the page lives. */
  start(): void {
    const store = this.#store;
    const session = this.#session;
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
      this.#entitle(state);
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

  /** Changes the preset as an idea says, and brings the chart that shows what comes of it. */
  tryOut(name: IdeaName): void {
    const { setup, ideas: inForce } = this.#store.state;
    if (!setup.preset || !setup.draft) return;
    // What a former idea took the place of is what undoing leads back to.
    const before = inForce.current?.before ?? setup.draft.config;
    this.#session.chooseConfig(withIdea(setup.preset, name, setup.draft.config));
    const { chart }: Idea = ideas[name];
    const isNew = chart !== undefined && !this.#store.state.charts.shown.includes(chart);
    const idea = { name, before, chart: isNew ? chart : null };
    this.#store.dispatch({ type: 'ideaChosen', idea });
    if (isNew) this.#store.dispatch({ type: 'chartShown', name: chart });
  }

  /** Back to the settings from before; to the preset as it comes where an idea came with a link. */
  undoIdea(): void {
    const { ideas, setup } = this.#store.state;
    const config = ideas.current?.before ?? setup.preset?.config;
    if (config) this.#session.chooseConfig(config);
  }

  /** Has the next run measure its gradients. */
  measureGradients(every: number): void {
    const config = configOf(this.#store.state.setup);
    if (config) this.#session.chooseConfig({ ...config, diagnoseEvery: every });
  }

  /** Few save pictures: their code comes when one is wanted. */
  async savePicture(chart: KilnChart, name: string, form: 'png' | 'svg'): Promise<void> {
    try {
      const parts = chart.parts();
      const blob =
        form === 'png'
          ? await (await import('../../charts/chart-picture.js')).picture(parts)
          : (await import('../../charts/chart-svg.js')).svgPicture(parts);
      saveFile(blob, `kiln-${name}.${form}`);
      this.#store.dispatch({ type: 'chartSaved', isDone: true });
    } catch {
      this.#store.dispatch({ type: 'chartSaved', isDone: false });
    }
  }

  /** Whoever saves tables is few: their code comes when it is wanted. */
  async saveTable(): Promise<void> {
    const { runTable } = await import('../../state/run/run-table.js');
    saveFile(new Blob([runTable(this.#store.state.run)], { type: 'text/csv' }), 'kiln-run.csv');
  }

  /** The same as a run's file has it, which reads back exactly. */
  async saveJson(): Promise<void> {
    const [{ recordOf }, { curvesToJson }, { curvesOf }] = await Promise.all([
      import('../../runs/curves-record.js'),
      import('../../runs/curves-json.js'),
      import('../../state/run/kept-run.js'),
    ]);
    const { run } = this.#store.state;
    const text = curvesToJson(recordOf(curvesOf(run), Number.POSITIVE_INFINITY));
    saveFile(new Blob([text], { type: 'application/json' }), 'kiln-run.json');
  }

  #entitle(state: State): void {
    const title = titleOf(state, this.#words());
    if (document.title !== title) document.title = title;
  }
}

/** Without the chart that an idea has switched on, which goes with it. */
function ownChoices({ charts, ideas }: State): State['charts'] {
  return { ...charts, shown: charts.shown.filter((name) => name !== ideas.current?.chart) };
}
