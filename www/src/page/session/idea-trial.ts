/** Changes of the settings that are made for the visitor: an idea that is tried and taken back, gradients that are measured. */
import { type Idea, type IdeaName, ideas, withIdea } from '../../state/ideas/ideas.js';
import { configOf } from '../../state/state.js';
import type { Store } from '../store.js';
import type { Session } from './session.js';

export class IdeaTrial {
  readonly #store: Store;
  readonly #session: Session;

  constructor(store: Store, session: Session) {
    this.#store = store;
    this.#session = session;
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
}
