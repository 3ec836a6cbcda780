/** An image of the data, large: which one it is, its class, and what the network makes of it now. In a dialog. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../widgets/image-strip.js';
import '../../widgets/probabilities.js';
import '../../styles/viewer.css';
import { type ViewerState, viewedIndex } from '../../state/slices/viewer.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { dialogHead } from './dialog-head.js';

export function viewer(context: Context): TemplateResult | typeof nothing {
  const { state, words, dispatch } = context;
  const { viewer: opened } = state;
  const info = state.data.loaded?.info;
  if (!opened || !info) return nothing;
  const { split, image } = opened;
  const total = split === 'test' ? info.numTest : info.numTrain;
  const title = words.t(`viewer.${split}`, { number: viewedIndex(opened) + 1, total });
  return html`${dialogHead(title, words.t('keys.close'), () => dispatch({ type: 'viewerClosed' }))}
    <div class="viewer">
      <div class="viewer-image">
        ${
          image
            ? html`<kiln-image-strip
                .strip=${guard([image, words], () => ({ images: image.pixels, labels: [nameOf(context, image.label)] }))}
                .imageWidth=${info.width}
                .imageHeight=${info.height}
                .label=${title}
              ></kiln-image-strip>`
            : nothing
        }
      </div>
      <div class="viewer-told">
        <p role="status">${told(context, opened)}</p>
        ${note(context, opened)}
        <kiln-probabilities
          .probabilities=${opened.prediction?.probabilities ?? null}
          .numClasses=${info.numClasses}
          .tentative=${state.run.step === 0}
          .words=${words}
        ></kiln-probabilities>
      </div>
    </div>
    ${opened.indices.length > 1 ? turning(context, opened) : nothing}`;
}

/** The class that it has, and the one that it is taken for. */
function told(context: Context, { image, prediction }: ViewerState): string {
  const { words } = context;
  if (!image) return words.t('viewer.coming');
  const truth = nameOf(context, image.label);
  if (!prediction || context.state.run.step === 0) return words.t('viewer.class', { truth });
  const confidence = Math.max(...prediction.probabilities);
  const predicted = prediction.probabilities.indexOf(confidence);
  const values = { truth, predicted: nameOf(context, predicted), confidence: words.percent(confidence, 1) };
  return predicted === image.label ? words.t('card.right', values) : words.t('card.wrong', values);
}

function note({ state, words }: Context, { split }: ViewerState): TemplateResult | typeof nothing {
  if (state.run.step === 0) return html`<p class="hint">${words.t('viewer.untrained')}</p>`;
  return split === 'train' ? html`<p class="hint">${words.t('viewer.learnt')}</p>` : nothing;
}

function turning({ words, dispatch }: Context, { indices, place }: ViewerState): TemplateResult {
  const turn = (by: -1 | 1) => {
    const label = words.t(by < 0 ? 'viewer.before' : 'viewer.after');
    const isPossible = indices[place + by] !== undefined;
    return html`<button
      type="button"
      class="icon-only ${by < 0 ? 'before' : ''}"
      aria-label=${label}
      title=${label}
      aria-disabled=${!isPossible}
      @click=${() => dispatch({ type: 'viewerTurned', by })}
    >
      ${icon('open')}
    </button>`;
  };
  return html`<div class="pages viewer-pages">
    ${turn(-1)}
    <span>${words.t('viewer.place', { place: place + 1, count: indices.length })}</span>
    ${turn(1)}
  </div>`;
}

function nameOf({ state }: Context, label: number): string {
  return state.data.loaded?.info.classNames[label] ?? String(label);
}
