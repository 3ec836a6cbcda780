/**
 * What the setup asks the core: what the layers come to, how the learning rate goes over the run, and, of a run under
 * way, to take over a value at once. Owns no state; only the newest question's answer counts, which is the reducer's to
 * tell.
 */
import type { Playground } from '../../client/types.js';
import type { DatasetInfo, LayerConfig, RunConfig } from '../../protocol.js';
import { isActive } from '../../state/run/run.js';
import { type RunFieldId, runFields } from '../../state/setup/run-fields.js';
import { stepsOf } from '../../state/setup/steps.js';
import { checkedSetup } from '../../state/state.js';
import { failureOf } from '../failure.js';
import type { Store } from '../store.js';

export interface SetupParts {
  readonly store: Store;
  readonly playground: () => Playground;
  /** Tells of a failure that nobody asked for. */
  readonly attempt: (task: () => Promise<void>) => Promise<void>;
}

/** After the last key: as one types on, the answer to half a number is of no use. */
const PAUSE_MS = 150;
/** Above this a curve would take longer to make than anyone waits for it. */
const MAX_STEPS = 200_000;
/** As many as can be told apart in the column. */
const NUM_POINTS = 240;

export class Setup {
  readonly #parts: SetupParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #summarized: { layers: readonly LayerConfig[]; info: DatasetInfo } | null = null;
  #rated: { config: RunConfig; info: DatasetInfo } | null = null;

  constructor(parts: SetupParts) {
    this.#parts = parts;
  }

  /** Asks again whenever something has changed, whoever changed it. */
  watch(): void {
    this.#parts.store.subscribe(() => {
      if (!this.#isBehind()) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#follow(), PAUSE_MS);
    });
  }

  async summarize(): Promise<void> {
    const { store, playground, attempt } = this.#parts;
    const { setup, data } = store.state;
    if (!setup.draft || !data.loaded) return;
    const { layers } = setup.draft.config;
    const { info } = data.loaded;
    this.#summarized = { layers, info };
    await attempt(async () => {
      try {
        const summary = await playground().summarize(layers, info.height, info.width, info.numClasses);
        store.dispatch({ type: 'summarized', layers, summary });
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.code !== 'layer' && failure.code !== 'config') throw thrown;
        store.dispatch({ type: 'layersRefused', layers, failure });
      }
    });
  }

  /** Has the run under way take over a field's value from its next step on. */
  async apply(id: RunFieldId): Promise<void> {
    const { store, playground, attempt } = this.#parts;
    const { setup, run } = store.state;
    const change = setup.draft && runFields[id].change?.(setup.draft.config);
    if (!change || !isActive(run.status) || checkedSetup(setup)?.problems[id]) return;
    await attempt(async () => {
      await playground().change(change);
      const { status, step, seconds } = store.state.run;
      if (status !== 'paused') return;
      // The run will tell of it with its next step, which is still to come: until then it is known here that it was accepted.
      const changed = { type: 'changed', change: { ...change, step } } as const;
      store.dispatch({ type: 'run', action: { type: 'progress', events: [changed], seconds } });
    });
  }

  #isBehind(): boolean {
    const { setup, data } = this.#parts.store.state;
    if (!setup.draft || !data.loaded) return false;
    const { config } = setup.draft;
    const { info } = data.loaded;
    const isSummarized = this.#summarized?.layers === config.layers && this.#summarized.info === info;
    return !isSummarized || this.#rated?.config !== config || this.#rated.info !== info;
  }

  async #follow(): Promise<void> {
    const { setup, data } = this.#parts.store.state;
    const isSummarized =
      this.#summarized?.layers === setup.draft?.config.layers && this.#summarized?.info === data.loaded?.info;
    await Promise.all([isSummarized ? null : this.summarize(), this.#rate()]);
  }

  async #rate(): Promise<void> {
    const { store, playground, attempt } = this.#parts;
    const { setup, data } = store.state;
    if (!setup.draft || !data.loaded) return;
    const { config } = setup.draft;
    this.#rated = { config, info: data.loaded.info };
    const numSteps = stepsOf(config, data.loaded.info);
    await attempt(async () => {
      const core = playground();
      const [all, schedule] = await Promise.all([
        numSteps > MAX_STEPS ? new Float64Array() : core.learningRates(config, numSteps),
        core.fittedSchedule(config.schedule ?? { type: 'constant' }, numSteps),
      ]);
      const peak = all.reduce((highest, rate) => Math.max(highest, rate), 0);
      store.dispatch({ type: 'rated', config, curve: { rates: thinned(all), peak, numSteps, schedule } });
    });
  }
}

function thinned(rates: Float64Array): readonly number[] {
  if (rates.length <= NUM_POINTS) return [...rates];
  const step = (rates.length - 1) / (NUM_POINTS - 1);
  return Array.from({ length: NUM_POINTS }, (_, point) => rates[Math.round(point * step)] ?? 0);
}
