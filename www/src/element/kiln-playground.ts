/**
 * <kiln-playground>: a small trainer for other people's pages. A facade: attributes in, `kiln-event` out, widgets of the
 * view between; the trainer does the work, and is ended with the element.
 *
 * Attributes: `preset` (default: the first), `dataset` (`synthetic` or `mnist`), `device` (`auto`, `webgpu` or `cpu`),
 * `epochs` (default: the preset's), `lang` (`en` or `zh`).
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { createPlayground } from '../client/playground.js';
import { hasWords, isLanguage, loadWords, Words } from '../locale/words.js';
import type { DeviceChoice } from '../protocol.js';
import { statusOf } from '../state/run/in-words.js';
import { define } from '../widgets/look.js';
import { styles } from './styles.js';
import { canStop, type DatasetChoice, Trainer } from './trainer.js';
import {
  axisEnd,
  type DrawDetail,
  levelLines,
  lines,
  type MeasureName,
  measures,
  summarize,
  verdictOf,
} from './view.js';

const curves = ['loss', 'accuracy'] as const satisfies readonly MeasureName[];

/** A small trainer with its own worker: `<kiln-playground preset="mlp" lang="zh"></kiln-playground>`. */
export class KilnPlayground extends LitElement {
  /** The attributes, as Lit wants them. */
  static override properties = {
    preset: { type: String },
    datasetName: { type: String, attribute: 'dataset' },
    device: { type: String },
    epochs: { type: Number },
    lang: { type: String, reflect: true },
    words: { state: true },
  };

  /** The network, by the id of a preset; null for the first one. */
  declare preset: string | null;
  /** The attribute `dataset`; elements have another property of that name. */
  declare datasetName: string | null;
  /** `auto`, `webgpu` or `cpu`; anything else is `auto`. */
  declare device: string | null;
  /** Passes over the training images; null for as many as the preset has. */
  declare epochs: number | null;
  declare private words: Words;
  #trainer: Trainer | null = null;

  /** What it looks like. */
  static override styles = styles;

  constructor() {
    super();
    this.preset = null;
    this.datasetName = null;
    this.device = null;
    this.epochs = null;
    this.words = new Words('en');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#trainer?.end();
    this.#trainer = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang')) this.#speak();
    const isOther = changed.has('datasetName') || changed.has('device');
    if (isOther && this.hasUpdated && this.isConnected) this.#restart();
  }

  /** In English until the words of another language are there, and where they cannot be had. */
  #speak(): void {
    const language = languageOf(this);
    this.words = new Words(language);
    if (hasWords(language)) return;
    loadWords(language)
      .then(() => {
        if (languageOf(this) === language) this.words = new Words(language);
      })
      .catch(() => undefined);
  }

  /** Another device or another data set is another trainer. */
  #restart(): void {
    this.#speak();
    this.#trainer?.end();
    const trainer = new Trainer({
      create: createPlayground,
      onChange: () => this.requestUpdate(),
      onEvent: (detail) => this.dispatchEvent(new CustomEvent('kiln-event', { detail })),
    });
    this.#trainer = trainer;
    void trainer.start({ device: deviceOf(this.device), dataset: datasetOf(this.datasetName) });
  }

  protected override render(): TemplateResult | typeof nothing {
    const trainer = this.#trainer;
    if (!trainer) return nothing;
    const { words } = this;
    const { device, run, prediction, failure } = trainer.state;
    return html`<div class="playground" lang=${words.language}>
      <kiln-device-badge
        .state=${device ? 'ready' : failure ? 'failed' : 'starting'}
        .device=${device}
        .words=${words}
      ></kiln-device-badge>
      <div class="curves">${curves.map((name) => this.#curve(name))}</div>
      <div class="drawing">
        <kiln-draw-pad .words=${words} @kiln-draw=${this.#drew}></kiln-draw-pad>
        <kiln-probabilities
          .probabilities=${prediction?.probabilities ?? null}
          .numClasses=${trainer.state.dataset?.numClasses ?? 10}
          .tentative=${run.step === 0}
          .words=${words}
        ></kiln-probabilities>
      </div>
      ${failure ? html`<p class="failure" role="alert">${words.find(`error.${failure.code}`) ?? failure.message}</p>` : nothing}
      <div class="command">
        <button type="button" class="primary" ?disabled=${!trainer.state.dataset} @click=${this.#toggle}>
          ${this.#action()}
        </button>
        <button type="button" ?disabled=${!canStop(trainer.state)} @click=${this.#stop}>
          ${words.t('command.stop')}
        </button>
        <kiln-progress .run=${run} .note=${this.#note()} .words=${words}></kiln-progress>
      </div>
    </div>`;
  }

  #curve(name: (typeof curves)[number]): TemplateResult {
    const { words } = this;
    const run = this.#trainer?.state.run;
    if (!run) return html``;
    const { format, tick, top, idleTop, isNoisy } = measures[name];
    const xEnd = axisEnd(run.step, run.info?.numSteps ?? null);
    const { notes, marks } = verdictOf(run, words);
    return html`<kiln-chart
      .heading=${words.t(`chart.${name}`)}
      .empty=${words.t(`chart.empty.${name}`)}
      .summary=${summarize(run, name, words)}
      .xEnd=${xEnd}
      .robust=${isNoisy}
      .marks=${marks}
      .notes=${name === 'loss' ? notes : []}
      .yTop=${top}
      .idleTop=${idleTop}
      .group=${'kiln-playground'}
      .lines=${[...levelLines(run, name, xEnd, words), ...lines(run, name, words)]}
      .format=${format}
      .tick=${tick}
      .words=${words}
    ></kiln-chart>`;
  }

  /** What the first button does. */
  #action(): string {
    const status = this.#trainer?.state.run.status;
    if (status === 'running') return this.words.t('command.pause');
    if (status === 'paused') return this.words.t('command.resume');
    return this.words.t(status === undefined || status === 'idle' ? 'command.train' : 'command.trainAgain');
  }

  /** What is going on. */
  #note(): string {
    const { words } = this;
    const state = this.#trainer?.state;
    if (!state?.device) return words.t(state?.failure ? 'device.failed' : 'device.starting');
    const { download, run } = state;
    if (download) {
      const [done, total] = [download.received, download.total].map((bytes) => words.megabytes(bytes));
      return words.t('data.downloading', { done: done ?? '', total: total ?? '' });
    }
    if (!state.dataset) return state.failure ? words.t('status.noData') : words.t('data.making');
    return statusOf(run, words);
  }

  #drew(event: CustomEvent<DrawDetail>): void {
    this.#trainer?.draw(event.detail);
  }

  #toggle(): void {
    void this.#trainer?.toggle(this.preset, this.epochs);
  }

  #stop(): void {
    void this.#trainer?.stop();
  }
}

function deviceOf(attribute: string | null): DeviceChoice {
  return attribute === 'cpu' || attribute === 'webgpu' ? attribute : 'auto';
}

function datasetOf(attribute: string | null): DatasetChoice {
  return attribute === 'mnist' ? 'mnist' : 'synthetic';
}

/** The element's own language, else that of what surrounds it. */
function languageOf(element: HTMLElement): 'en' | 'zh' {
  const language = (element.closest('[lang]')?.getAttribute('lang') ?? 'en').slice(0, 2).toLowerCase();
  return isLanguage(language) ? language : 'en';
}

define('kiln-playground', KilnPlayground);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-playground': KilnPlayground;
  }
}
