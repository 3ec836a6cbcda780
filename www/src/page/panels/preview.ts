/** A few training images as they are and as epochs of the run will see them, beside the settings that decide it. */
import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { icon } from '../../widgets/icon.js';
import '../../widgets/image-strip.js';
import { isVaried, NUM_EPOCHS, type Preview } from '../../state/slices/preview.js';
import type { Context } from '../context.js';
import { detailOf, explain } from '../explain.js';

export function preview(context: Context): TemplateResult {
  const { state, words } = context;
  const config = state.setup.draft?.config;
  if (!config || !isVaried(config)) return html`<p class="hint">${words.t('preview.off')}</p>`;
  const { found, failure } = state.preview;
  if (failure) {
    const explanation = explain(failure, words);
    return html`<p class="field-problem" role="alert">${explanation.text}</p>
      ${detailOf(explanation, words)}`;
  }
  return found && found.info === state.data.loaded?.info
    ? rows(context, found)
    : html`<p class="hint" role="status">${words.t('preview.looking')}</p>`;
}

function rows({ words, dispatch }: Context, { info, epoch, rows }: Preview): TemplateResult {
  const epochs = { from: epoch, to: epoch + NUM_EPOCHS - 1 };
  const turn = (to: 'images' | 'epochs') => html`<button
    type="button"
    @click=${() => dispatch({ type: 'previewTurned', to })}
  >
    ${icon(to === 'images' ? 'reset' : 'step')}${words.t(`preview.${to}`)}
  </button>`;
  return html`<div class="preview" role="group" aria-label=${words.t('preview.title')}>
    <div class="preview-head" aria-hidden="true">
      <span>${words.t('preview.original')}</span><span>${words.t('preview.seen', epochs)}</span>
    </div>
    ${rows.map(({ original, epochs }, index) => {
      const position = index + 1;
      const strip = guard([original, words], () => ({ images: original, labels: [words.t('preview.original')] }));
      const seen = guard([epochs, words], () => ({
        images: epochs.images,
        labels: Array.from(epochs.labels, (number) => words.t('preview.epoch', { epoch: number })),
      }));
      return html`<div class="preview-row">
        <kiln-image-strip
          .strip=${strip}
          .imageWidth=${info.width}
          .imageHeight=${info.height}
          .label=${words.t('preview.row.original', { position })}
        ></kiln-image-strip>
        <kiln-image-strip
          .strip=${seen}
          .imageWidth=${info.width}
          .imageHeight=${info.height}
          .label=${words.t('preview.row.seen', { position })}
        ></kiln-image-strip>
      </div>`;
    })}
    <div class="preview-actions">${turn('images')}${turn('epochs')}</div>
  </div>`;
}
