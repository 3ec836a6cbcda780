/** Which network learns: the presets, and the chosen one's layers, shapes and sizes. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { isActive } from '../../state/run/run.js';
import { isSame } from '../../state/setup/difference.js';
import { inForce } from '../../state/setup/live.js';
import { differencesOf, type State } from '../../state/state.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { layers } from './layers.js';
import { presetName } from './names.js';
import { section } from './section.js';
import { typicalAccuracy } from './typical-accuracy.js';

export function network(context: Context): TemplateResult {
  const { state, words, session } = context;
  const { presets, preset, summary, refusal } = state.setup;
  const numChanged = differencesOf(state.setup).length;
  const name = preset ? presetName(preset, words) : '';
  const title = preset && summary ? words.plural('network.summary', summary.numParams, 'params', { name }) : name;
  const typical = typicalAccuracy(state, words);
  const about = preset ? (words.find(`network.preset.${preset.id}.about`) ?? preset.description) : undefined;
  const body = html`<select
      id="preset"
      aria-label=${words.t('network.choice')}
      ?disabled=${presets.length === 0}
      @change=${(event: Event) => {
        if (event.currentTarget instanceof HTMLSelectElement) session.choosePreset(event.currentTarget.value);
      }}
    >
      ${presets.length === 0 ? html`<option>${words.t(state.device.phase === 'failed' ? 'status.deviceFailed' : 'status.noDevice')}</option>` : nothing}
      ${presets.map(
        (one) => html`<option value=${one.id} .selected=${one === preset}>${presetName(one, words)}</option>`,
      )}
    </select>
    ${about ? html`<p class="hint">${about}</p>` : nothing}
    ${numChanged > 0 ? changed(context, numChanged) : nothing}
    ${isWaiting(state) ? html`<p class="hint">${words.t('network.applies')}</p>` : nothing}
    <dl class=${refusal ? 'totals stale' : 'totals'}>
      <div title=${words.t('network.params.about')}>
        <dt>${words.t('network.params')}</dt>
        <dd>${summary && !refusal ? words.number(summary.numParams) : '–'}</dd>
      </div>
      <div title=${words.t('network.multiplyAdds.about')}>
        <dt>${words.t('network.multiplyAdds')}</dt>
        <dd>${summary && !refusal ? words.number(summary.multiplyAdds) : '–'}</dd>
      </div>
      ${
        typical
          ? html`<div class="whole" title=${words.t('network.typical.about')}>
              <dt>${typical.label}</dt>
              <dd>${typical.value}</dd>
            </div>`
          : nothing
      }
    </dl>
    ${guard([state.setup, state.data.loaded, words], () => layers(context))}`;
  return section(state.lesson, 'network', words.t('network.title'), title, body);
}

/** Whether the run under way has other layers than the next one will have. */
function isWaiting({ run, setup }: State): boolean {
  if (!isActive(run.status) || !run.config || !setup.draft) return false;
  return !isSame(setup.draft.config.layers, inForce(run.config, run.step).layers);
}

function changed({ words, dispatch }: Context, count: number): TemplateResult {
  return html`<p class="differs">
    <span class="changed"></span><span>${words.plural('setup.changed', count)}</span>
    <button type="button" class="quiet" @click=${() => dispatch({ type: 'fieldsReset' })}>
      ${icon('undo')}${words.t('setup.reset')}
    </button>
  </p>`;
}
