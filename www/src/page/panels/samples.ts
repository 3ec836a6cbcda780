/** The first training images of each class, a row a class, folded until somebody asks. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../widgets/icon.js';
import '../../widgets/image-strip.js';
import type { Context } from '../context.js';

export function samples({ state, words, dispatch }: Context): TemplateResult | typeof nothing {
  const info = state.data.loaded?.info;
  if (!info) return nothing;
  const { found } = state.samples;
  return html`<details
    class="group"
    id="samples"
    @toggle=${(event: Event) => {
      if (event.currentTarget instanceof HTMLDetailsElement) {
        dispatch({ type: 'samplesToggled', isOpen: event.currentTarget.open });
      }
    }}
  >
    <summary>${icon('open')}<span>${words.t('samples.title')}</span><span class="group-summary"></span></summary>
    ${
      found?.info === info
        ? html`<dl class="samples">
            ${found.classes.map((strip, label) => {
              const name = info.classNames[label] ?? String(label);
              return html`<div>
                <dt title=${name}>${name}</dt>
                <dd>
                  ${
                    strip.labels.length > 0
                      ? html`<kiln-image-strip
                          .strip=${strip}
                          .imageWidth=${info.width}
                          .imageHeight=${info.height}
                          .label=${words.t('samples.class', { name })}
                          .openable=${true}
                          @kiln-open=${({ detail: place }: HTMLElementEventMap['kiln-open']) =>
                            dispatch({ type: 'viewerOpened', split: 'train', indices: strip.indices, place })}
                        ></kiln-image-strip>`
                      : html`<span class="hint">${words.t('samples.none')}</span>`
                  }
                </dd>
              </div>`;
            })}
          </dl>`
        : html`<p class="hint" role="status">${words.t('samples.looking')}</p>`
    }
  </details>`;
}
