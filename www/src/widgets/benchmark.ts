/**
 * <kiln-benchmark>: has this machine measured, and shows what came of it. Plain properties in; `kiln-benchmark-start`
 * with the length, `kiln-benchmark-cancel` and `kiln-benchmark-pause` out. It measures nothing itself.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Length, secondsInAll } from '../benchmark/plan.js';
import { type BackendResult, type BenchmarkState, noBenchmark } from '../benchmark/state.js';
import { workloadNames } from '../benchmark/workloads.js';
import { Words } from '../locale/words.js';
import { benchmarkStyles } from './benchmark-styles.js';
import { ceilingText, cellsOf, nameOf, reasonOf, textOf } from './benchmark-text.js';
import { icon } from './icon.js';
import { define } from './look.js';

/** Why it should not be measured now. */
export type Hindrance = 'training' | 'loading';

const lengthNames: readonly Length[] = ['quick', 'thorough'];
const columns = ['images', 'step', 'gflops', 'share'] as const;

export class KilnBenchmark extends LitElement {
  static override properties = {
    state: { attribute: false },
    hindrance: { attribute: false },
    words: { attribute: false },
    length: { state: true },
    copying: { state: true },
  };

  declare state: BenchmarkState;
  declare hindrance: Hindrance | null;
  declare words: Words;
  declare private length: Length;
  /** What became of the last attempt to copy. */
  declare private copying: 'copied' | 'refused' | null;

  static override styles = benchmarkStyles;

  constructor() {
    super();
    this.state = noBenchmark;
    this.hindrance = null;
    this.words = new Words('en');
    this.length = 'quick';
    this.copying = null;
  }

  protected override render(): TemplateResult {
    const { state, words } = this;
    return html`<div lang=${words.language}>
      <p class="hint">${words.t('benchmark.about')}</p>
      ${state.phase === 'running' ? this.#course() : this.#controls()}
      ${state.results.map((result) => this.#result(result))}
      ${state.results.length > 0 && state.phase !== 'running' ? this.#copy() : nothing}
    </div>`;
  }

  #controls(): TemplateResult {
    const { words, hindrance, state } = this;
    return html`<div class="controls">
        <button type="button" class="primary" ?disabled=${hindrance !== null} @click=${this.#start}>
          ${icon('speed')}${words.t(state.phase === 'idle' ? 'benchmark.start' : 'benchmark.again')}
        </button>
        <label class="length">
          <span class="visually-hidden">${words.t('benchmark.length')}</span>
          <select @change=${this.#chooseLength}>
            ${lengthNames.map(
              (length) => html`<option value=${length} ?selected=${length === this.length}>
                ${words.t(`benchmark.length.${length}`, { seconds: Math.round(secondsInAll(length)) })}
              </option>`,
            )}
          </select>
        </label>
      </div>
      <p class="status" role="status">
        ${hindrance ? words.t(`benchmark.hindrance.${hindrance}`) : nothing}
        ${!hindrance && state.phase === 'cancelled' ? words.t('benchmark.cancelled') : nothing}
        ${!hindrance && state.phase === 'done' ? words.t('benchmark.done') : nothing}
        ${
          hindrance === 'training'
            ? html`<button type="button" @click=${() => this.#tell('kiln-benchmark-pause')}>
                ${icon('pause')}${words.t('benchmark.pause')}
              </button>`
            : nothing
        }
      </p>`;
  }

  #course(): TemplateResult {
    const { state, words } = this;
    const { now, secondsDone, secondsPlanned } = state;
    const seconds = Math.max(1, Math.ceil(secondsPlanned - secondsDone));
    const doing = now
      ? words.t('benchmark.doing', {
          device: words.t(`benchmark.backend.${now.backend}`),
          task: words.t(`benchmark.task.${now.task}`),
        })
      : '';
    return html`<div class="controls">
        <button type="button" @click=${() => this.#tell('kiln-benchmark-cancel')}>
          ${icon('stop')}${words.t('benchmark.cancel')}
        </button>
        <div class="course">
          <p>
            <span role="status">${doing}</span>
            <span class="left">${words.t('benchmark.remaining', { seconds })}</span>
          </p>
          <progress max=${secondsPlanned} .value=${secondsDone} aria-label=${words.t('benchmark.progress')}></progress>
        </div>
      </div>
      <p class="status">
        ${words.t(now?.backend === 'webgpu' ? 'benchmark.patience.webgpu' : 'benchmark.patience')}
      </p>`;
  }

  #result(result: BackendResult): TemplateResult {
    const { words } = this;
    const { ceiling, training, obstacle } = result;
    const rows = workloadNames.flatMap((name) => {
      const figures = training[name];
      return figures ? [{ name, cells: cellsOf(figures, ceiling, words) }] : [];
    });
    return html`<section class="result" data-backend=${result.backend}>
      <h3>${nameOf(result, words)}</h3>
      ${ceiling === null ? nothing : html`<p class="ceiling">${ceilingText(ceiling, words)}</p>`}
      ${
        rows.length === 0
          ? nothing
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${words.t('benchmark.network')}</th>
                  ${columns.map((column) => html`<th scope="col" class=${column === 'share' ? 'number' : 'number nowrap'}>${words.t(`benchmark.${column}`)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  ({ name, cells }) => html`<tr>
                    <th scope="row">${words.t(`benchmark.${name}`)}</th>
                    ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${obstacle ? this.#obstacle(obstacle) : nothing}
    </section>`;
  }

  #obstacle(obstacle: NonNullable<BackendResult['obstacle']>): TemplateResult {
    const { words } = this;
    const isFailure = obstacle.kind === 'failed';
    const reason = reasonOf(obstacle, words);
    return html`<p class=${isFailure ? 'failure' : 'absent'} role=${isFailure ? 'alert' : nothing}>${reason}</p>
      ${
        obstacle.message === '' || obstacle.message === reason
          ? nothing
          : html`<details><summary>${words.t('notice.details')}</summary><p lang="en">${obstacle.message}</p></details>`
      }`;
  }

  #copy(): TemplateResult {
    const { words, copying } = this;
    return html`<p class="note">${words.t('benchmark.note')}</p>
      <div class="controls">
        <button type="button" @click=${this.#copyText}>
          ${icon('copy')}${words.t(copying === 'copied' ? 'benchmark.copied' : 'benchmark.copy')}
        </button>
      </div>
      ${
        copying === 'refused'
          ? html`<p class="failure" role="alert">${words.t('benchmark.copyRefused')}</p>
              <pre tabindex="0">${this.#text()}</pre>`
          : nothing
      }`;
  }

  #text(): string {
    const { userAgent, hardwareConcurrency: cores } = navigator;
    return textOf(this.state, this.words, { userAgent, cores });
  }

  async #copyText(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#text());
      this.copying = 'copied';
    } catch {
      // No secure context, or no permission: the text is shown instead.
      this.copying = 'refused';
    }
  }

  #start(): void {
    this.copying = null;
    this.#tell('kiln-benchmark-start', this.length);
  }

  #chooseLength(event: Event): void {
    const { currentTarget: select } = event;
    if (!(select instanceof HTMLSelectElement)) return;
    this.length = lengthNames.find((length) => length === select.value) ?? this.length;
  }

  #tell(type: string, detail: Length | null = null): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

define('kiln-benchmark', KilnBenchmark);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-benchmark': KilnBenchmark;
  }
}
