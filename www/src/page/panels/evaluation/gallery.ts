/** The test images themselves: filtered and paged, and those on which the network was wrong and sure of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { pixelsOf } from '../../../state/evaluation/image-cache.js';
import { everything, orders, outcomes } from '../../../state/evaluation/selection.js';
import { type Found, onPage, PAGE_LENGTH } from '../../../state/slices/evaluation.js';
import { icon } from '../../../widgets/icon.js';
import type { GridImage } from '../../../widgets/image-grid.js';
import type { Context } from '../../context.js';
import { NUM_MISTAKES } from '../../session/evaluator.js';
import { classNames, nameOf } from './names.js';

export function gallery(context: Context, found: Found): TemplateResult {
  const { state, words, dispatch } = context;
  const { evaluation } = state;
  const { filter, page, shown, labels, cache } = evaluation;
  const isFiltered = Object.entries(everything).some(([key, value]) =>
    Object.entries(filter).some(([k, v]) => k === key && v !== value),
  );
  return html`<section class="panel evaluate-gallery" id="gallery" tabindex="-1" aria-labelledby="gallery-title">
    <div class="panel-head">
      <h3 id="gallery-title">${words.t('gallery.title')}</h3>
      <button
        type="button"
        class="quiet"
        aria-disabled=${!isFiltered}
        @click=${() => isFiltered && dispatch({ type: 'filtered', filter: everything })}
      >
        ${words.t('gallery.reset')}
      </button>
    </div>
    <div class="filters">
      ${classChoice(context, 'truth')} ${classChoice(context, 'predicted')}
      ${choice(
        words.t('gallery.outcome'),
        'outcome',
        outcomes,
        filter.outcome,
        (one) => words.t(`gallery.outcome.${one}`),
        (outcome) => dispatch({ type: 'filtered', filter: { outcome } }),
      )}
      ${choice(
        words.t('gallery.order'),
        'order',
        orders,
        filter.order,
        (one) => words.t(`gallery.order.${one}`),
        (order) => dispatch({ type: 'filtered', filter: { order } }),
      )}
    </div>
    ${
      labels && shown.length === 0
        ? html`<p class="hint gallery-none" role="status">${words.t('gallery.none')}</p>`
        : html`<kiln-image-grid
            .images=${guard([found, shown, page, cache, words], () => onPage(evaluation).map((index) => image(context, found, index)))}
            .imageWidth=${state.data.loaded?.info.width ?? 28}
            .label=${words.t('gallery.title')}
            @kiln-look=${look(context)}
            @kiln-open=${open(context, shown)}
          ></kiln-image-grid>`
    }
    ${shown.length > 0 ? pages(context) : nothing}
  </section>`;
}

export function mistakes(context: Context, found: Found): TemplateResult {
  const { state, words } = context;
  const { cache } = state.evaluation;
  const { mistakes } = found.report;
  return html`<section class="panel evaluate-mistakes" aria-labelledby="mistakes-title">
    <h3 id="mistakes-title">${words.t('mistakes.title')}</h3>
    ${
      mistakes.length === 0
        ? html`<p class="hint">${words.t('mistakes.none')}</p>`
        : html`<p class="hint">${words.t('mistakes.about')}</p>
            <kiln-image-grid
              .images=${guard([found, cache, words, state.evaluation.labels], () =>
                mistakes.slice(0, NUM_MISTAKES).map(({ index }) => image(context, found, index)),
              )}
              .imageWidth=${state.data.loaded?.info.width ?? 28}
              .label=${words.t('mistakes.title')}
              @kiln-look=${look(context)}
              @kiln-open=${open(
                context,
                mistakes.slice(0, NUM_MISTAKES).map(({ index }) => index),
              )}
            ></kiln-image-grid>`
    }
  </section>`;
}

/** Where gallery and matrix stand one below the other, what was chosen there is brought into sight here. */
export function showGallery(): void {
  requestAnimationFrame(() => document.getElementById('gallery')?.scrollIntoView({ block: 'nearest' }));
}

function look({ evaluator }: Context): (event: HTMLElementEventMap['kiln-look']) => void {
  return (event) => evaluator.look(event.detail);
}

/** In the order in which they are shown, on all pages. */
function open({ dispatch }: Context, indices: readonly number[]): (event: HTMLElementEventMap['kiln-open']) => void {
  return ({ detail }) => dispatch({ type: 'viewerOpened', split: 'test', indices, place: indices.indexOf(detail) });
}

function image(context: Context, { report }: Found, index: number): GridImage {
  const { state, words } = context;
  const predicted = report.predictions[index] ?? 0;
  const label =
    state.evaluation.labels?.[index] ?? report.mistakes.find((mistake) => mistake.index === index)?.label ?? predicted;
  const isWrong = label !== predicted;
  const truth = nameOf(context, label);
  const confidence = words.percent(report.confidences[index] ?? 0);
  const values = { truth, predicted: nameOf(context, predicted), confidence };
  return {
    index,
    pixels: pixelsOf(state.evaluation.cache, index),
    caption: isWrong ? words.t('gallery.pair', values) : truth,
    note: confidence,
    label: isWrong ? words.t('gallery.wrong', values) : words.t('gallery.right', values),
    isWrong,
  };
}

function classChoice(context: Context, which: 'truth' | 'predicted'): TemplateResult {
  const { state, words, dispatch } = context;
  const chosen = state.evaluation.filter[which];
  const classes: readonly (number | null)[] = [null, ...classNames(context).keys()];
  return choice(
    words.t(`gallery.${which}`),
    which,
    classes,
    chosen,
    (one) => (one === null ? words.t('gallery.any') : nameOf(context, one)),
    (one) => dispatch({ type: 'filtered', filter: { [which]: one } }),
  );
}

function choice<T extends string | number | null>(
  label: string,
  id: string,
  options: readonly T[],
  chosen: T,
  name: (option: T) => string,
  choose: (option: T) => void,
): TemplateResult {
  const change = (event: Event) => {
    const select = event.currentTarget;
    const option = select instanceof HTMLSelectElement ? options[select.selectedIndex] : undefined;
    if (option !== undefined) choose(option);
  };
  return html`<label class="field">
    <span>${label}</span>
    <select id="gallery-${id}" @change=${change} .selectedIndex=${options.indexOf(chosen)}>
      ${options.map((option) => html`<option ?selected=${option === chosen}>${name(option)}</option>`)}
    </select>
  </label>`;
}

function pages({ state, words, dispatch }: Context): TemplateResult {
  const { page, shown } = state.evaluation;
  const last = Math.ceil(shown.length / PAGE_LENGTH) - 1;
  const range = {
    first: page * PAGE_LENGTH + 1,
    last: Math.min((page + 1) * PAGE_LENGTH, shown.length),
    count: shown.length,
  };
  const turn = (label: string, to: number, look: string) => html`<button
    type="button"
    class="icon-only ${look}"
    aria-label=${label}
    title=${label}
    aria-disabled=${to < 0 || to > last}
    @click=${() => to >= 0 && to <= last && dispatch({ type: 'pageTurned', page: to })}
  >
    ${icon('open')}
  </button>`;
  return html`<div class="pages">
    ${turn(words.t('gallery.before'), page - 1, 'before')}
    <span role="status">${words.t('gallery.range', range)}</span>
    ${turn(words.t('gallery.after'), page + 1, '')}
  </div>`;
}
