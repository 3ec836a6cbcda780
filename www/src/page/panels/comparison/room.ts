/** How much room runs take, what becomes of new ones where there is none left, and how to make some. */
import { html, nothing, type TemplateResult } from 'lit';
import { bytesOf, type ListedRun } from '../../../state/comparing/listed-run.js';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';
import { ask, focusSoon, question } from './question.js';

/** The newest ones are those that one goes on with. */
const NUM_KEPT = 3;

export function room(context: Context, listed: readonly ListedRun[]): TemplateResult {
  const { state, words, dispatch } = context;
  const { storage, storageStatus } = state.runs;
  const withWeights = listed.filter(({ checkpoint }) => checkpoint !== null);
  const older = listed.slice(NUM_KEPT).filter(({ checkpoint, isAtHand }) => checkpoint !== null && !isAtHand);
  const isAsked = state.comparison.question?.place === 'room';
  return html`<section class="panel room" aria-labelledby="room-title">
    <h3 id="room-title">${words.t('room.title')}</h3>
    ${
      storageStatus === 'kept'
        ? nothing
        : html`<p class="room-note" role="status">${icon('warning')}<span>${words.t(`room.${storageStatus}`)}</span></p>`
    }
    <p class="hint">
      ${
        storage
          ? words.t('room.used', { used: words.size(storage.usage), quota: words.size(storage.quota) })
          : words.t('room.unknown')
      }
      ${
        withWeights.length > 0
          ? words.plural('room.weights', withWeights.length, 'count', { size: words.size(bytesOf(withWeights)) })
          : nothing
      }
    </p>
    ${isAsked ? question(context, listed) : free()}
  </section>`;

  function free(): TemplateResult | typeof nothing {
    if (listed.length < 2) return nothing;
    return html`<details class="folded room-free" ?open=${storageStatus === 'full'}>
      <summary>${words.t('room.free')}</summary>
      <div class="actions">
        ${
          older.length > 0
            ? html`<button
                type="button"
                data-ask="weights"
                @click=${() => ask(context, { what: 'weights', ids: older.map(({ id }) => id), place: 'room' })}
              >
                ${words.plural('room.older', older.length)}
                <span class="hint">${words.t('room.frees', { size: words.size(bytesOf(older)) })}</span>
              </button>`
            : html`<p class="hint">${words.t('room.nothing')}</p>`
        }
        <button
          type="button"
          @click=${() => {
            dispatch({ type: 'selecting', isOn: true });
            focusSoon('.run-box input');
          }}
        >
          ${words.t('room.choose')}
        </button>
      </div>
    </details>`;
  }
}
