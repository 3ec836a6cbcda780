/** Runs that are kept and cannot be read: what is known of them, and what can still be done: exported, or deleted. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SetAside } from '../../../state/slices/runs.js';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';
import { ask, question } from './question.js';

export function setAside(context: Context): TemplateResult | typeof nothing {
  const { state, words } = context;
  const runs = state.runs.setAside;
  if (runs.length === 0) return nothing;
  return html`<section class="panel set-aside" aria-labelledby="aside-title">
    <h3 id="aside-title">${words.t('aside.title')}</h3>
    <p class="hint">${words.t('aside.about')}</p>
    <ul role="list">
      ${runs.map((run) => html`<li data-run=${run.id}>${row(context, run)}</li>`)}
    </ul>
  </section>`;
}

function row(context: Context, { id, name, reason }: SetAside): TemplateResult {
  const { state, words, runs } = context;
  const asked = state.comparison.question;
  const isBusy = state.runs.busy !== null;
  return html`<p class="set-aside-name">${name ?? id}</p>
    <p class="detail" lang=${reason === null ? nothing : 'en'}>${reason ?? words.t('aside.unreadable')}</p>
    ${
      asked?.place === 'row' && asked.ids.includes(id)
        ? question(context, [])
        : html`<div class="actions">
            <button
              type="button"
              class="small"
              title=${words.t('runs.export.about')}
              aria-disabled=${isBusy}
              @click=${() => !isBusy && void runs.exportRun(id)}
            >
              ${icon('save')}${words.t('runs.export')}
            </button>
            <button
              type="button"
              class="small"
              data-ask="remove"
              aria-disabled=${isBusy}
              @click=${() => !isBusy && ask(context, { what: 'remove', ids: [id], place: 'row' })}
            >
              ${icon('clear')}${words.t('runs.remove')}
            </button>
          </div>`
    }`;
}
