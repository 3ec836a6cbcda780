/**
 * What an embedded trainer does, without its looks: opens a playground, loads the data, trains one preset, reads
 * drawings. Owns the playground from start to end; tells its host that something changed and leaves drawing to it.
 */
import { Predictor } from '../client/predictor.js';
import type { LoadedDataset, Playground, PlaygroundEvent, PlaygroundOptions } from '../client/types.js';
import { builtInDigits } from '../dataset/built-in-digits.js';
import type { Progress } from '../dataset/types.js';
import { KilnError, toKilnError } from '../kiln-error.js';
import type { DatasetInfo, DeviceChoice, DeviceReport, Prediction, RunConfig } from '../protocol.js';
import { isActive, noRun, type RunState, reduceRun } from '../state/run/run.js';

export type DatasetChoice = 'synthetic' | 'mnist';

export interface TrainerOptions {
  device: DeviceChoice;
  dataset: DatasetChoice;
}

export interface TrainerState {
  device: DeviceReport | null;
  dataset: DatasetInfo | null;
  download: Progress | null;
  run: RunState;
  prediction: Prediction | null;
  failure: KilnError | null;
}

export interface TrainerParts {
  create: (options: PlaygroundOptions) => Promise<Playground>;
  onChange: (state: TrainerState) => void;
  onEvent: (event: PlaygroundEvent) => void;
}

const nothing: TrainerState = {
  device: null,
  dataset: null,
  download: null,
  run: noRun,
  prediction: null,
  failure: null,
};

export class Trainer {
  readonly #parts: TrainerParts;
  readonly #abort = new AbortController();
  readonly #predictor: Predictor;
  #playground: Playground | null = null;
  #state = nothing;

  constructor(parts: TrainerParts) {
    this.#parts = parts;
    this.#predictor = new Predictor({
      predict: async (...drawing) => this.#opened().predict(...drawing),
      onPrediction: (prediction) => this.#set({ prediction }),
      // There is no network yet, or the next one is being built: the pad waits for it.
      onFailure: () => this.#set({ prediction: null }),
    });
  }

  get state(): TrainerState {
    return this.#state;
  }

  /** Opens the device and loads the data; failures are part of the state. */
  async start({ device, dataset }: TrainerOptions): Promise<void> {
    try {
      const playground = await this.#parts.create({ device });
      if (this.#abort.signal.aborted) {
        playground.dispose();
        return;
      }
      this.#playground = playground;
      playground.on((event) => this.#hear(event));
      this.#set({ device: playground.device });
      const { info } = await this.#load(playground, dataset);
      this.#set({ dataset: info, download: null });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Train, pause or resume, whichever comes next. Null epochs: those of the preset. */
  async toggle(preset: string | null, epochs: number | null): Promise<void> {
    await this.#attempt(async (playground) => {
      const { status } = this.#state.run;
      if (status === 'running') await playground.pause();
      else if (status === 'paused') await playground.resume();
      else await playground.train(await this.#config(playground, preset, epochs));
    });
  }

  async stop(): Promise<void> {
    await this.#attempt((playground) => playground.stop());
  }

  draw(drawing: Parameters<Predictor['draw']>[0]): void {
    if (!drawing.pixels) this.#set({ prediction: null });
    this.#predictor.draw(drawing);
  }

  /** Ends the worker; nothing is heard afterwards. */
  end(): void {
    this.#abort.abort();
    this.#playground?.dispose();
  }

  #load(playground: Playground, dataset: DatasetChoice): Promise<LoadedDataset> {
    const { numTrain, numTest, seed } = builtInDigits;
    if (dataset === 'synthetic') return playground.loadSynthetic(numTrain, numTest, seed);
    return playground.loadMnist({
      signal: this.#abort.signal,
      onProgress: (download) => this.#set({ download }),
    });
  }

  async #config(playground: Playground, preset: string | null, epochs: number | null): Promise<RunConfig> {
    const presets = await playground.presets();
    const found = preset === null ? presets[0] : presets.find(({ id }) => id === preset);
    if (!found) {
      const known = presets.map(({ id }) => id).join(', ');
      throw new KilnError(
        'unknownPreset',
        `expected a preset out of ${known}, found "${preset}"; change the attribute`,
      );
    }
    return epochs === null ? found.config : { ...found.config, numEpochs: epochs };
  }

  #hear(event: PlaygroundEvent): void {
    switch (event.type) {
      case 'restarted':
        this.#set({ device: event.device, dataset: event.dataset });
        break;
      case 'lost':
        this.#fail(new KilnError(event.code, event.message));
        break;
      default:
        this.#set({ run: reduceRun(this.#state.run, event), ...(event.type === 'began' ? { failure: null } : {}) });
        if (event.type === 'failed') this.#fail(new KilnError(event.code, event.message));
        if (event.type === 'began' || event.type === 'progress') this.#predictor.networkChanged();
    }
    this.#parts.onEvent(event);
  }

  async #attempt(task: (playground: Playground) => Promise<void>): Promise<void> {
    try {
      await task(this.#opened());
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #opened(): Playground {
    if (!this.#playground) throw new KilnError('notOpen', 'expected an open device, found none yet: wait for it');
    return this.#playground;
  }

  #fail(thrown: unknown): void {
    this.#set({ failure: toKilnError(thrown), download: null });
  }

  #set(change: Partial<TrainerState>): void {
    if (this.#abort.signal.aborted) return;
    this.#state = { ...this.#state, ...change };
    this.#parts.onChange(this.#state);
  }
}

/** Whether there is something to stop. */
export function canStop({ run }: TrainerState): boolean {
  return isActive(run.status);
}
