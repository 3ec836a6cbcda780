/** What all charts share: which of them are shown, how smooth, on which scale, which part, and how to keep them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { KilnChart } from '../../charts/chart.js';
import { smoothings } from '../../state/curves/smooth.js';
import type { ChartName } from '../../state/slices/charts.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { closeOnEscape, closeOnLeave } from './focus.js';

/** What the tools of one group of charts have of their own. */
export interface ToolsOptions {
  /** The landmark that the charts are in. */
  readonly root: string;
  /** What may be shown. */
  readonly names: readonly ChartName[];
  readonly isZoomed: boolean;
  readonly showWhole: () => void;
  readonly canSave: boolean;
  /** Null where there is no table of what is shown. */
  readonly saveTable: (() => void) | null;
  /** Before the others. */
  readonly extra?: TemplateResult;
}

export function chartTools(context: Context, options: ToolsOptions): TemplateResult {
  const { state, words, dispatch } = context;
  const { shown, isLogarithmic } = state.charts;
  return html`<div class="chart-tools" role="group" aria-label=${words.t('charts.label')}>
    <div class="which" role="group" aria-label=${words.t('charts.which')}>
      ${options.names.map(
        (name) => html`<button
          type="button"
          class="chip"
          aria-pressed=${shown.includes(name)}
          @click=${() => dispatch({ type: 'chartToggled', name })}
        >
          ${words.t(`chart.${name}`)}
        </button>`,
      )}
    </div>
    <div class="how">
    ${options.extra ?? nothing} ${smoothing(context)}
    <button
      type="button"
      class="chip"
      aria-pressed=${isLogarithmic}
      title=${words.t('charts.log.about')}
      @click=${() => dispatch({ type: 'logarithmToggled' })}
    >
      ${words.t('charts.log')}
    </button>
    <button
      type="button"
      class="chip whole"
      title=${words.t('charts.whole.about')}
      aria-disabled=${!options.isZoomed}
      @click=${options.showWhole}
    >
      ${icon('whole')}<span class="visually-hidden-if">${words.t('charts.whole')}</span>
    </button>
    ${save(context, options)}
    </div>
  </div>`;
}

function smoothing({ state, words, dispatch }: Context): TemplateResult {
  const { smoothing: steps } = state.charts;
  const told = steps > 1 ? words.t('charts.smoothing.steps', { count: steps }) : words.t('charts.smoothing.off');
  return html`<label class="smoothing" title=${words.t('charts.smoothing.about')}>
    <span class="visually-hidden-if">${words.t('charts.smoothing')}</span>
    <input
      type="range"
      min="0"
      max=${smoothings.length - 1}
      step="1"
      .value=${String(smoothings.indexOf(steps))}
      aria-valuetext=${told}
      @input=${(event: Event) => {
        const input = event.currentTarget;
        const chosen = input instanceof HTMLInputElement ? smoothings[Number(input.value)] : undefined;
        if (chosen !== undefined) dispatch({ type: 'smoothingChosen', steps: chosen });
      }}
    />
    <span class="smoothing-value" aria-hidden="true">${told}</span>
  </label>`;
}

function save({ state, words, downloads }: Context, options: ToolsOptions): TemplateResult {
  const { root, names, canSave, saveTable } = options;
  const { shown, saveFailed } = state.charts;
  const picture = (name: ChartName, form: 'png' | 'svg') => html`<button
    type="button"
    class="quiet"
    @click=${(event: Event) => {
      const chart = findChart(event, root, name);
      if (chart) void downloads.savePicture(chart, fileNames[name], form);
    }}
  >
    ${words.t(`charts.save.${form}`, { name: words.t(`chart.${name}`) })}
  </button>`;
  return html`<details class="menu save-menu" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
    <summary>${icon('save')}${words.t('charts.save')}</summary>
    <div class="menu-body">
      ${
        canSave
          ? html`${names.filter((name) => shown.includes(name)).map((name) => [picture(name, 'png'), picture(name, 'svg')])}
              ${
                saveTable
                  ? html`<button type="button" class="quiet" @click=${saveTable}>${words.t('charts.save.csv')}</button>
                      <button type="button" class="quiet" @click=${() => void downloads.saveJson()}>
                        ${words.t('charts.save.json')}
                      </button>`
                  : nothing
              }`
          : html`<p class="hint">${words.t('charts.save.none')}</p>`
      }
      ${saveFailed ? html`<p class="field-problem" role="alert">${words.t('charts.save.failed')}</p>` : nothing}
    </div>
  </details>`;
}

const fileNames: Readonly<Record<ChartName, string>> = {
  loss: 'loss',
  accuracy: 'accuracy',
  learningRate: 'learning-rate',
  gradientNorm: 'gradient-norm',
  speed: 'throughput',
  layerGradients: 'layer-gradient-norms',
  layerUpdates: 'layer-update-ratios',
  layerDead: 'layer-dead-units',
};

function findChart({ currentTarget }: Event, root: string, name: ChartName): KilnChart | null {
  const landmark = currentTarget instanceof Element ? currentTarget.closest(`#${root}`) : null;
  return landmark?.querySelector<KilnChart>(`kiln-chart[data-name=${name}]`) ?? null;
}
