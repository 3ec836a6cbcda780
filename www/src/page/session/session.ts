/**
 * Between the playground and the store: carries out what the user asks, and turns every answer and every failure into an
 * event. Owns no state and no words; each failure is handled once, here.
 */
import type { Benchmark } from '../../benchmark/benchmark.js';
import type { Length } from '../../benchmark/plan.js';
import type { createPlayground } from '../../client/playground.js';
import type { Playground, PlaygroundEvent } from '../../client/types.js';
import { KilnError } from '../../kiln-error.js';
import type { RunConfig } from '../../protocol.js';
import { isActive } from '../../state/run/run.js';
import { isSettled } from '../../state/slices/data.js';
import { configOf, type DataChoice } from '../../state/state.js';
import type { DrawDetail } from '../../widgets/draw-pad/draw-pad.js';
import { cancellations, failureOf } from '../failure.js';
import { RestoredRun, type Return } from '../runs/restored-run.js';
import type { Store } from '../store.js';
import { Classifier } from './classifier.js';
import { Collector } from './collector.js';
import { Loader } from './loader.js';
import { Preview } from './preview.js';
import { Samples } from './samples.js';
import { Setup } from './setup.js';

export interface SessionParts {
  create: typeof createPlayground;
  /** Whether MNIST can be had without the network. */
  isMnistAtHand: () => Promise<boolean>;
}

export class Session {
  readonly setup: Setup;
  readonly collector: Collector;
  readonly #store: Store;
  readonly #loader: Loader;
  readonly #classifier: Classifier;
  readonly #samples: Samples;
  readonly #preview: Preview;
  readonly #parts: SessionParts;
  #playground: Playground | null = null;
  readonly #opened: Promise<Playground>;
  #settleOpening: { open: (playground: Playground) => void; fail: (thrown: unknown) => void } | null = null;
  #benchmark: Benchmark | null = null;
  readonly #listeners = new Set<(event: PlaygroundEvent) => void>();
  #restored: RestoredRun | null = null;
  #keep: (() => Promise<void>) | null = null;
  #recover: (() => Promise<number | null>) | null = null;

  constructor(store: Store, parts: SessionParts) {
    this.#store = store;
    this.#parts = parts;
    const asking = {
      store,
      playground: () => this.#require(),
      attempt: (task: () => Promise<void>) => this.#attempt(task),
    };
    this.setup = new Setup(asking);
    this.#classifier = new Classifier(asking);
    this.#loader = new Loader({
      ...asking,
      setup: this.setup,
      keep: () => this.#keep?.(),
      onLoaded: () => this.#classifier.dataLoaded(),
    });
    const load: Loader['loadWithDrawings'] = (...joined) => this.#loader.loadWithDrawings(...joined);
    this.collector = new Collector(store, () => this.#playground, load);
    this.#opened = new Promise((open, fail) => {
      this.#settleOpening = { open, fail };
    });
    // Who waits for it hears of it; nobody waiting is no reason for an unhandled rejection.
    this.#opened.catch(() => undefined);
    this.#samples = new Samples(asking);
    this.#preview = new Preview(asking);
  }

  /** Null until a device is open. */
  get playground(): Playground | null {
    return this.#playground;
  }

  /** Waits until a device is open; rejects where none can be. */
  opened(): Promise<Playground> {
    return this.#opened;
  }

  /** Hears what the playground tells, at once and after the store, also while the page is hidden and nothing is drawn. */
  listen(listener: (event: PlaygroundEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** `keep` is waited for before the network at hand is replaced. */
  keepBefore(keep: () => Promise<void>): void {
    this.#keep = keep;
  }

  /** After a crash, `recover` brings the run back and resolves with its step; null where there is none to bring back. */
  recoverBy(recover: () => Promise<number | null>): void {
    this.#recover = recover;
  }

  /**
   * Opens a device, then what can be shown without being asked: presets and images, those that are wanted or the best at
   * hand.
   */
  async start(wanted: Promise<DataChoice | null> = Promise.resolve(null)): Promise<void> {
    const { preferences } = this.#store.state;
    try {
      const atHand = this.#parts.isMnistAtHand().catch(() => false);
      this.#playground = await this.#parts.create({ device: preferences.device });
      this.#settleOpening?.open(this.#playground);
      this.#playground.on((event) => this.#hear(event));
      this.setup.watch();
      this.#samples.watch();
      this.#preview.watch();
      const presets = await this.#playground.presets();
      const best = (await atHand) ? 'mnist' : 'synthetic';
      const asked = await wanted;
      const choice = asked === null || asked === 'files' ? best : asked;
      // At once, so that there is no moment between them at which the page seems to be ready.
      this.#store.dispatch({ type: 'deviceReady', report: this.#playground.device });
      this.#store.dispatch({ type: 'presetsArrived', presets });
      await this.loadData(choice);
    } catch (thrown) {
      this.#settleOpening?.fail(thrown);
      this.#store.dispatch({ type: 'deviceFailed', failure: failureOf(thrown) });
    }
  }

  loadData(choice: Exclude<DataChoice, 'files'>): Promise<void> {
    return this.#loader.load(choice);
  }

  loadFiles(files: readonly File[]): Promise<void> {
    return this.#loader.loadFiles(files);
  }

  cancelLoading(): void {
    this.#loader.cancel();
  }

  choosePreset(id: string): void {
    this.#store.dispatch({ type: 'presetChosen', id });
    void this.setup.summarize();
  }

  chooseConfig(config: RunConfig): void {
    this.#store.dispatch({ type: 'configChosen', config });
    void this.setup.summarize();
  }

  async train(): Promise<void> {
    await this.#begin((config) => this.#require().train(config));
  }

  /** This configuration, whatever the settings are. Resolves with whether it began; why not was told. */
  trainAs(config: RunConfig): Promise<boolean> {
    return this.#beginWith(config, () => this.#require().train(config));
  }

  async step(): Promise<void> {
    await this.#begin((config) => this.#require().step(config));
  }

  async pause(): Promise<void> {
    await this.#attempt(() => this.#require().pause());
  }

  async resume(): Promise<void> {
    await this.#attempt(() => this.#require().resume());
  }

  async stop(): Promise<void> {
    await this.#attempt(() => this.#require().stop());
  }

  /** Ends the run that is shown and clears it away; what is drawn is read by an untrained network again. */
  async reset(): Promise<void> {
    await this.#attempt(async () => {
      const { run, setup } = this.#store.state;
      if (isActive(run.status)) await this.#require().stop();
      await this.#keep?.();
      this.#store.dispatch({ type: 'runCleared' });
      const config = configOf(setup) ?? run.config;
      if (!config) return;
      await this.#require().prepare(config);
      this.#classifier.prepared();
    });
  }

  /** Brings back a run: paused at the step of its checkpoint, or as it had ended. Rejects where that cannot be. */
  async restore(checkpoint: Uint8Array, back: Return): Promise<void> {
    await this.#keep?.();
    const playground = this.#require();
    const restored = new RestoredRun(back);
    this.#restored = restored;
    try {
      await playground.restore(checkpoint, back.seconds);
      // So that nothing but its end is left to it.
      if (back.status !== 'paused') await playground.stop();
      await restored.settled;
    } finally {
      this.#restored = null;
    }
  }

  /** Clears the way for what is known of a run without weights; an untrained network reads drawings. */
  async showWithout(config: RunConfig, show: () => void): Promise<void> {
    await this.#keep?.();
    await this.#require().prepare(config);
    show();
    this.#classifier.prepared();
  }

  /** Shows the benchmark, whose code is loaded for whoever looks at it. */
  async openBenchmark(): Promise<void> {
    this.#store.dispatch({ type: 'benchmarkToggled', isOpen: true });
    await this.#attempt(async () => {
      await import('../../widgets/benchmark.js');
    });
  }

  closeBenchmark(): void {
    this.cancelBenchmark();
    this.#store.dispatch({ type: 'benchmarkToggled', isOpen: false });
  }

  async benchmark(length: Length): Promise<void> {
    await this.#attempt(async () => {
      const { Benchmark } = await import('../../benchmark/benchmark.js');
      this.#benchmark ??= new Benchmark({
        create: this.#parts.create,
        onChange: (state) => this.#store.dispatch({ type: 'benchmarkChanged', state }),
        date: Date.now,
      });
      await this.#benchmark.start(length);
    });
  }

  cancelBenchmark(): void {
    this.#benchmark?.cancel();
  }

  draw(drawing: DrawDetail): void {
    this.#classifier.draw(drawing);
  }

  async #begin(command: (config: Parameters<Playground['train']>[0]) => Promise<unknown>): Promise<void> {
    const config = configOf(this.#store.state.setup);
    if (config) await this.#beginWith(config, command);
  }

  async #beginWith(config: RunConfig, command: (config: RunConfig) => Promise<unknown>): Promise<boolean> {
    this.#store.dispatch({ type: 'starting' });
    try {
      if (!isSettled(this.#store.state.data)) {
        throw new KilnError('dataPending', 'expected the images that are chosen to be at hand, found others');
      }
      await this.#keep?.();
      await command(config);
      this.#store.dispatch({ type: 'started' });
      return true;
    } catch (thrown) {
      this.#store.dispatch({ type: 'startFailed', failure: failureOf(thrown) });
      return false;
    }
  }

  #hear(event: PlaygroundEvent): void {
    switch (event.type) {
      case 'restarted': {
        const { device: report, dataset, reason: detail } = event;
        this.#store.dispatch({ type: 'deviceRestarted', report, dataset });
        this.#tellOfRestart(detail);
        break;
      }
      case 'lost':
        this.#store.dispatch({ type: 'deviceFailed', failure: { code: event.code, message: event.message } });
        break;
      default:
        this.#classifier.hear(event);
        for (const told of this.#restored?.hear(event) ?? [{ type: 'run', action: event } as const]) {
          this.#store.dispatch(told);
        }
    }
    for (const listener of this.#listeners) listener(event);
  }

  #tellOfRestart(detail: string): void {
    const tell = (step: number | null) =>
      this.#store.dispatch({ type: 'noticed', notice: { kind: 'restarted', detail, step } });
    if (this.#recover) void this.#recover().then(tell);
    else tell(null);
  }

  async #attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!cancellations.has(failure.code)) this.#store.dispatch({ type: 'failed', failure });
    }
  }

  #require(): Playground {
    if (!this.#playground) throw new Error('the playground is asked for something before it is there');
    return this.#playground;
  }
}
