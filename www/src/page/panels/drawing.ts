/** Try it: a pad to draw on, what the network sees of it, and what it makes of that. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../widgets/draw-pad/draw-pad.js';
import '../../widgets/image-strip.js';
import '../../widgets/probabilities.js';
import type { State } from '../../state/state.js';
import type { Context } from '../context.js';
import { explain } from '../explain.js';
import { ownDrawings } from './own-drawings.js';

export function drawing(context: Context): TemplateResult {
  const { state, words, session } = context;
  const { prediction, isEmpty } = state.drawing;
  const isUntrained = prediction !== null && state.drawing.step === 0;
  return html`<h2 class="visually-hidden-if">${words.t('draw.title')}</h2>
    <kiln-draw-pad
      pastes-anywhere
      .words=${words}
      @kiln-draw=${(event: HTMLElementEventMap['kiln-draw']) => session.draw(event.detail)}
    ></kiln-draw-pad>
    <div class="reading">
      <figure class="seen">
        ${
          prediction
            ? html`<kiln-image-strip
                .strip=${guard([prediction, words], () => ({ images: prediction.seen, labels: [words.t('draw.seen')] }))}
                .imageWidth=${prediction.size[1]}
                .imageHeight=${prediction.size[0]}
                .label=${words.t('draw.seen')}
              ></kiln-image-strip>`
            : html`<div class="seen-space"></div>`
        }
      </figure>
      <div class="verdict">
        <p class="hint">${words.t('draw.seen')}</p>
        <div role="status">${verdict(state, words)}</div>
      </div>
    </div>
    <div class="doubt" role="status">${doubt(state, words, isUntrained)}</div>
    <kiln-probabilities
      .probabilities=${isEmpty ? null : (prediction?.probabilities ?? null)}
      .tentative=${isUntrained}
      .numClasses=${state.data.loaded?.info.numClasses ?? 10}
      .words=${words}
    ></kiln-probabilities>
    ${ownDrawings(context)}`;
}

function verdict(state: State, words: Context['words']): TemplateResult {
  const { prediction, failure, isEmpty } = state.drawing;
  if (isEmpty) return html`<p class="hint">${words.t('draw.seen.empty')}</p>`;
  if (failure) {
    return html`<p class="hint">${explain(failure, words).text}</p>`;
  }
  if (!prediction) return html``;
  const probability = Math.max(...prediction.probabilities);
  const digit = prediction.probabilities.indexOf(probability);
  return html`<p class="visually-hidden">${words.t('draw.best', { digit, probability: words.percent(probability) })}</p>
    <p class="display" aria-hidden="true">
      ${digit}<span class="share">${words.percent(probability)}</span>
    </p>`;
}

/** What is to be thought of it: nothing of an untrained network's, little where nothing like it was among the images. */
function doubt(state: State, words: Context['words'], isUntrained: boolean): TemplateResult | typeof nothing {
  const { prediction, failure, isEmpty } = state.drawing;
  if (isEmpty || failure || !prediction) return nothing;
  if (isUntrained) return html`<p class="hint">${words.t('draw.untrained')}</p>`;
  const { novelty, probabilities } = prediction;
  if (novelty && novelty.distance > novelty.limit) {
    const [distance, limit] = [novelty.distance, novelty.limit].map((value) => words.number(value, 2));
    return html`<details class="novel">
      <summary>${words.t('draw.novel', { classes: probabilities.length })}</summary>
      <p class="hint">${words.t('draw.novel.about', { distance: distance ?? '', limit: limit ?? '' })}</p>
    </details>`;
  }
  return state.run.status === 'running'
    ? html`<p class="hint" aria-hidden="true">${words.t('draw.live')}</p>`
    : nothing;
}
