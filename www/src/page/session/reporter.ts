/**
 * Makes a report of the run at hand: has the test set read where it was not yet, collects what is to be seen in it, and
 * hands the file to the browser. How a report looks is view/report's, which is loaded for whoever wants one. Owns no state;
 * every failure is told by the store.
 */
import type { Playground } from '../../client/types.js';
import { KilnError } from '../../kiln-error.js';
import type { Words } from '../../locale/words.js';
import type { LayerConfig, Preset, RunConfig, Summary } from '../../protocol.js';
import type { LayerRow, MistakePicture, ReportInput, SamplePicture } from '../../report/input.js';
import { batchLength, pixelsOf } from '../../state/evaluation/image-cache.js';
import { isSame } from '../../state/setup/difference.js';
import { canReport, type Found, isStale } from '../../state/slices/evaluation.js';
import type { DataState, State } from '../../state/state.js';
import { deviceName } from '../../widgets/device-badge.js';
import { linkToRun } from '../address/sharing.js';
import { failureOf } from '../failure.js';
import { layerName } from '../panels/layer-name.js';
import { presetName, shapeText, sourceText } from '../panels/names.js';
import type { Store } from '../store.js';
import { type Evaluator, NUM_MISTAKES } from './evaluator.js';
import { firstOfEach } from './samples.js';

export interface ReporterParts {
  readonly store: Store;
  readonly playground: () => Playground | null;
  readonly evaluator: Pick<Evaluator, 'read'>;
  readonly words: () => Words;
  /** A PNG as a data URL, of pixels as they are in a data set. */
  readonly picture: (pixels: Uint8Array, width: number) => string;
  readonly save: (content: Blob, name: string) => void;
  readonly now: () => Date;
  readonly address: () => string;
}

export class Reporter {
  readonly #parts: ReporterParts;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  async save(): Promise<void> {
    const { store, words, save, now } = this.#parts;
    const { run, reporting } = store.state;
    if (!canReport(run) || reporting.stage !== null) return;
    store.dispatch({ type: 'reportStage', stage: 'reading' });
    try {
      const found = await this.#read();
      if (!found) return;
      // As it is now: a run that goes on has learnt more by the time that everything is here.
      const { state } = store;
      store.dispatch({ type: 'reportStage', stage: 'collecting' });
      const input = await this.#collect(state, found);
      store.dispatch({ type: 'reportStage', stage: 'writing' });
      const { reportHtml } = await import('../../report/report.js');
      const name = fileName(presetOf(state, input.run.config)?.id ?? 'run', now());
      save(new Blob([reportHtml(input, words())], { type: 'text/html' }), name);
    } catch (thrown) {
      store.dispatch({ type: 'failed', failure: failureOf(thrown) });
    } finally {
      store.dispatch({ type: 'reportStage', stage: null });
    }
  }

  /** The test set read with the weights of now; null where something newer took its place. */
  async #read(): Promise<Found | null> {
    const { store, evaluator } = this.#parts;
    const { evaluation, run } = store.state;
    if (evaluation.found && !isStale(evaluation.found, run)) return evaluation.found;
    if (!evaluation.isEvaluating) void evaluator.read();
    await until(store, (state) => !state.evaluation.isEvaluating);
    const { found, failure } = store.state.evaluation;
    if (failure) throw new KilnError(failure.code, failure.message);
    return found && !found.isOfEarlierRun ? found : null;
  }

  async #collect(state: State, { report, step }: Found): Promise<ReportInput> {
    const { words: wordsNow, now, address, picture } = this.#parts;
    const words = wordsNow();
    const { run, data, device } = state;
    const playground = this.#parts.playground();
    const { config, info } = run;
    if (!playground || !data.loaded || !config || !info) throw new KilnError('noRun', 'there is no run to report of');
    const preset = presetOf(state, config);
    const mistakes: MistakePicture[] = [];
    for (const mistake of report.mistakes.slice(0, NUM_MISTAKES)) {
      const pixels = await testImage(state, playground, mistake.index);
      mistakes.push({ ...mistake, url: picture(pixels, data.loaded.info.width) });
    }
    return {
      network: preset ? presetName(preset, words) : words.t('network.title'),
      madeAt: now(),
      device: device.report ? deviceName(device.report, words) : words.t('device.failed'),
      link: preset && linkToRun({ preset, config, data: data.loaded.choice }, address()),
      run,
      data: {
        choice: data.loaded.choice,
        drawings: data.loaded.drawings,
        source: sourceText(data.loaded.source, words),
        info: data.loaded.info,
      },
      report,
      step,
      layers: rowsOf(config.layers, info.summary.layers, words),
      mistakes,
      samples: await this.#samples(state, data.loaded, playground),
    };
  }

  async #samples(
    { samples }: State,
    { info }: NonNullable<DataState['loaded']>,
    playground: Playground,
  ): Promise<SamplePicture[]> {
    const { picture } = this.#parts;
    const classes = samples.found?.info === info ? samples.found.classes : await firstOfEach(info, playground);
    return classes.map(({ images, labels }) => ({
      url: labels.length > 0 ? picture(sideBySide(images, info.width, info.height), info.width * labels.length) : '',
      count: labels.length,
    }));
  }
}

/** kiln-report-mlp-2026-11-25.html, by the clock of the user. */
export function fileName(preset: string, date: Date): string {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `kiln-report-${preset}-${day.join('-')}.html`;
}

/** What the run's settings began as, as far as that can be told: the preset with its layers, or the one that is chosen. */
function presetOf({ setup }: State, config: RunConfig | null): Preset | null {
  const same = setup.presets.filter((preset) => isSame(preset.config.layers, config?.layers));
  return same.find((preset) => preset.id === setup.preset?.id) ?? same[0] ?? setup.preset;
}

function rowsOf(layers: readonly LayerConfig[], sizes: Summary['layers'], words: Words, depth = 0): LayerRow[] {
  return layers.flatMap((layer, index) => {
    const size = sizes[index];
    const within = layer.type === 'residual' ? rowsOf(layer.layers, size?.layers ?? [], words, depth + 1) : [];
    const output = size ? shapeText(size.output) : '';
    return [{ name: layerName(layer, words), depth, output, numParams: size?.numParams ?? 0 }, ...within];
  });
}

async function testImage({ evaluation }: State, playground: Playground, index: number): Promise<Uint8Array> {
  const { cache } = evaluation;
  const known = batchLength(cache) > 0 ? pixelsOf(cache, index) : null;
  return known ?? (await playground.images('test', index, 1)).images;
}

/** Images that lie one after the other, as one image. */
export function sideBySide(images: Uint8Array, width: number, height: number): Uint8Array {
  const count = images.length / (width * height);
  const joined = new Uint8Array(images.length);
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < height; row++) {
      const start = (image * height + row) * width;
      joined.set(images.subarray(start, start + width), (row * count + image) * width);
    }
  }
  return joined;
}

/** Resolves once the state is such; it is looked at whenever the store tells of a change. */
function until(store: Store, isSo: (state: State) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (state: State) => {
      if (!isSo(state)) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    if (isSo(store.state)) look(store.state);
  });
}
