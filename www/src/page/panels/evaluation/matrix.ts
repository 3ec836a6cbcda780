/** The confusion matrix, and how its cells choose what the gallery shows. */
import { html, type TemplateResult } from 'lit';
import { type Found, matrixUnits } from '../../../state/slices/evaluation.js';
import type { Context } from '../../context.js';
import { showGallery } from './gallery.js';
import { classNames } from './names.js';

export function matrix(context: Context, { report }: Found): TemplateResult {
  const { state, words, dispatch } = context;
  const { unit, filter } = state.evaluation;
  return html`<section class="panel evaluate-matrix" aria-labelledby="matrix-title">
    <div class="panel-head">
      <h3 id="matrix-title">${words.t('matrix.title')}</h3>
      <div class="segments" role="group" aria-label=${words.t('matrix.unit')}>
        ${matrixUnits.map(
          (one) => html`<button
            type="button"
            title=${words.t(`matrix.unit.${one}.about`)}
            aria-pressed=${one === unit}
            @click=${() => dispatch({ type: 'matrixUnitChosen', unit: one })}
          >
            ${words.t(`matrix.unit.${one}`)}
          </button>`,
        )}
      </div>
    </div>
    <p class="hint">${words.t('matrix.about')}</p>
    <kiln-confusion-matrix
      .matrix=${report.confusion}
      .names=${classNames(context)}
      .unit=${unit}
      .truth=${filter.truth}
      .predicted=${filter.predicted}
      .words=${words}
      @kiln-cell=${({ detail }: HTMLElementEventMap['kiln-cell']) => {
        dispatch({ type: 'filtered', filter: { ...detail, outcome: 'all', order: 'sure' } });
        showGallery();
      }}
    ></kiln-confusion-matrix>
  </section>`;
}
