/** The drawing given its right class, and the collection that grows of it: shown, thinned out, added to the images. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { icon } from '../../widgets/icon.js';
import '../../widgets/image-strip.js';
import { isActive } from '../../state/run/run.js';
import { fitting, type KeptDrawing } from '../../state/slices/collection.js';
import type { Context } from '../context.js';
import { REPEATS } from '../session/collector.js';

/** Of the newest drawings; the count tells of the others. */
const MAX_SHOWN = 24;

export function ownDrawings(context: Context): TemplateResult {
  const { drawing, collection } = context.state;
  const canKeep = !drawing.isEmpty && drawing.prediction !== null;
  return html`${canKeep ? correction(context) : nothing}
    ${collection.drawings.length > 0 ? kept(context) : nothing}`;
}

function correction({ state, words, dispatch }: Context): TemplateResult {
  const { prediction } = state.drawing;
  const { drawings, current } = state.collection;
  const names = state.data.loaded?.info.classNames ?? [];
  const chosen = drawings.find((drawing) => drawing.id === current)?.label ?? null;
  const keep = (label: number) => {
    if (!prediction) return;
    const [height, width] = prediction.size;
    dispatch({ type: 'drawingKept', drawing: { label, pixels: prediction.seen, width, height } });
  };
  return html`<div class="correction">
    <p>
      ${words.t('mine.correct')}
      <span class="hint" role="status">
        ${chosen === null ? words.t('mine.correct.about') : words.t('mine.kept', { name: names[chosen] ?? String(chosen) })}
      </span>
    </p>
    <div class="classes" role="group" aria-label=${words.t('mine.correct')}>
      ${names.map(
        (name, label) => html`<button
          type="button"
          aria-pressed=${label === chosen}
          aria-label=${words.t('mine.class', { name })}
          @click=${() => keep(label)}
        >
          ${name}
        </button>`,
      )}
    </div>
  </div>`;
}

function kept(context: Context): TemplateResult {
  const { state, words } = context;
  const { drawings } = state.collection;
  return html`<section class="mine" aria-labelledby="mine-title">
    <h3 id="mine-title">${words.t('mine.title')}</h3>
    <p class="hint">${words.t(state.runs.storageStatus === 'kept' ? 'mine.count' : 'mine.count.held', { count: drawings.length })}</p>
    <ul role="list">
      ${drawings
        .slice(-MAX_SHOWN)
        .reverse()
        .map((drawing) => html`<li>${one(context, drawing)}</li>`)}
    </ul>
    ${joining(context)}
  </section>`;
}

function one({ state, words, dispatch }: Context, drawing: KeptDrawing): TemplateResult {
  const name = state.data.loaded?.info.classNames[drawing.label] ?? String(drawing.label);
  const remove = words.t('mine.remove', { name });
  return html`<button
    type="button"
    class="quiet"
    aria-label=${remove}
    title=${remove}
    @click=${() => dispatch({ type: 'drawingRemoved', id: drawing.id })}
  >
    <kiln-image-strip
      aria-hidden="true"
      .strip=${guard([drawing.pixels], () => ({ images: drawing.pixels, labels: [drawing.label] }))}
      .imageWidth=${drawing.width}
      .imageHeight=${drawing.height}
    ></kiln-image-strip>
    <span>${name}${icon('close')}</span>
  </button>`;
}

function joining({ state, words, collector }: Context): TemplateResult {
  const { collection, data, run } = state;
  const info = data.loaded?.info;
  const fit = info ? fitting(collection, info) : [];
  if (fit.length === 0) return html`<p class="hint">${words.t('mine.otherSize')}</p>`;
  if (fit.every((drawing) => drawing.isUsed)) return html`<p class="hint">${words.t('mine.joined')}</p>`;
  const isLocked = isActive(run.status) || state.isStarting;
  const isDisabled = isLocked || collection.isJoining || data.loading !== null;
  return html`<button type="button" aria-disabled=${isDisabled} @click=${() => !isDisabled && void collector.join()}>
      ${words.t(collection.isJoining ? 'mine.joining' : 'mine.join')}
    </button>
    <p class="hint">${isLocked ? words.t('mine.locked') : words.t('mine.join.about', { repeats: REPEATS })}</p>`;
}
