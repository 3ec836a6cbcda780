/** What floats beside the image that is looked at: the image larger, what was read of it, and every class's probability. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../../widgets/image-strip.js';
import '../../../widgets/probabilities.js';
import { pixelsOf } from '../../../state/evaluation/image-cache.js';
import { type Found, isStale, type Looked } from '../../../state/slices/evaluation.js';
import type { Context } from '../../context.js';
import { nameOf } from './names.js';

/** In pixels, with a margin to the edges of the window. */
const WIDTH = 264;
const MARGIN = 12;

export function card(context: Context, found: Found): TemplateResult | typeof nothing {
  const { state, words } = context;
  const { looked, cache, labels } = state.evaluation;
  const info = state.data.loaded?.info;
  if (!looked || !info) return nothing;
  const { index, prediction } = looked;
  const predicted = found.report.predictions[index] ?? 0;
  const label = labels?.[index] ?? found.report.mistakes.find((mistake) => mistake.index === index)?.label ?? predicted;
  const values = {
    truth: nameOf(context, label),
    predicted: nameOf(context, predicted),
    confidence: words.percent(found.report.confidences[index] ?? 0, 1),
  };
  const text = label === predicted ? words.t('card.right', values) : words.t('card.wrong', values);
  const pixels = pixelsOf(cache, index);
  return html`<div class="image-card" style=${place(looked.box, info.numClasses)}>
    <div class="image-card-head">
      ${
        pixels
          ? html`<kiln-image-strip
              .strip=${guard([pixels, text], () => ({ images: pixels, labels: [text] }))}
              .imageWidth=${info.width}
              .imageHeight=${info.height}
              .label=${words.t('card.number', { number: index + 1 })}
            ></kiln-image-strip>`
          : nothing
      }
      <div>
        <p role="status">${text}</p>
        <p class="hint">${words.t('card.number', { number: index + 1 })}</p>
      </div>
    </div>
    <kiln-probabilities
      .probabilities=${prediction?.probabilities ?? null}
      .numClasses=${info.numClasses}
      .words=${words}
    ></kiln-probabilities>
    ${isStale(found, state.run) ? html`<p class="hint">${words.t('card.now')}</p>` : nothing}
  </div>`;
}

/** Beside the image, on the side where there is room, and within the window; below it on a phone, see the styles. */
function place({ left, right, top }: Looked['box'], numClasses: number): string {
  const isRight = right + MARGIN + WIDTH < innerWidth;
  const x = isRight ? right + MARGIN : Math.max(MARGIN, left - MARGIN - WIDTH);
  const height = Math.min(150 + numClasses * 22, innerHeight - 2 * MARGIN);
  const y = Math.max(MARGIN, Math.min(top - 40, innerHeight - height - MARGIN));
  return `--left:${Math.round(x)}px;--top:${Math.round(y)}px;--width:${WIDTH}px`;
}
