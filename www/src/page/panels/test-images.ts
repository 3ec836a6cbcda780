/** A few test images that stay the same, with what the network reads in them as it learns. */
import { html, type TemplateResult } from 'lit';
import '../../widgets/predictions.js';
import type { Context } from '../context.js';

export function testImages({ state, words, dispatch }: Context): TemplateResult {
  const { strip, indices, predictions } = state.testImages;
  const info = state.data.loaded?.info;
  const count = strip?.labels.length ?? 10;
  return html`<div class="test-images-head">
      <h2>${words.plural('testImages.title', count)}</h2>
      <p class="hint">${note()}</p>
    </div>
    <kiln-predictions
      .strip=${strip}
      .predictions=${predictions?.all ?? null}
      .imageWidth=${info?.width ?? 28}
      .imageHeight=${info?.height ?? 28}
      .classNames=${info?.classNames ?? []}
      .words=${words}
      @kiln-open=${({ detail: place }: HTMLElementEventMap['kiln-open']) =>
        dispatch({ type: 'viewerOpened', split: 'test', indices, place })}
    ></kiln-predictions>`;

  function note(): TemplateResult {
    if (!strip) return html`${words.t('testImages.none')}`;
    if (!predictions) return html`${words.t('testImages.idle')}`;
    const right = predictions.all.filter(({ read }, index) => read === strip.labels[index]).length;
    return html`<span>${words.t('testImages.right', { right, all: predictions.all.length })}</span>
      <span>${words.t('testImages.step', { step: predictions.step })}</span>`;
  }
}
