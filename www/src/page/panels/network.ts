/** Which network learns: the presets, and the chosen one's layers, shapes and sizes. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../locale/words.js';
import type { LayerConfig, Preset, Summary } from '../../protocol.js';
import { isActive } from '../../view/run.js';
import type { Context } from '../context.js';
import { layerName } from './layer-name.js';
import { section } from './section.js';
import { typicalAccuracy } from './typical-accuracy.js';

export function network(context: Context): TemplateResult {
  const { state, words, session } = context;
  const { presets, preset, summary } = state.setup;
  const name = preset ? presetName(preset, words) : '';
  const title =
    preset && summary ? words.t('network.summary', { name, params: words.number(summary.numParams) }) : name;
  const typical = typicalAccuracy(state.setup, words);
  const about = preset ? (words.find(`network.preset.${preset.id}.about`) ?? preset.description) : undefined;
  const body = html`<select
      aria-label=${words.t('network.choice')}
      ?disabled=${presets.length === 0}
      @change=${(event: Event) => {
        if (event.currentTarget instanceof HTMLSelectElement) session.choosePreset(event.currentTarget.value);
      }}
    >
      ${presets.map(
        (one) => html`<option value=${one.id} ?selected=${one.id === preset?.id}>${presetName(one, words)}</option>`,
      )}
    </select>
    ${about ? html`<p class="hint">${about}</p>` : nothing}
    ${isActive(state.run.status) && preset && !isSame(preset.config.layers, state.run.config?.layers) ? html`<p class="hint">${words.t('network.applies')}</p>` : nothing}
    <dl class="totals">
      <div title=${words.t('network.params.about')}>
        <dt>${words.t('network.params')}</dt>
        <dd>${summary ? words.number(summary.numParams) : '–'}</dd>
      </div>
      <div title=${words.t('network.multiplyAdds.about')}>
        <dt>${words.t('network.multiplyAdds')}</dt>
        <dd>${summary ? words.number(summary.multiplyAdds) : '–'}</dd>
      </div>
      ${
        typical
          ? html`<div class="whole" title=${words.t('network.typical.about')}>
              <dt>${words.t('network.typical')}</dt>
              <dd>${typical}</dd>
            </div>`
          : nothing
      }
    </dl>
    ${preset && summary ? layers(context, preset, summary) : nothing}`;
  return section('network', words.t('network.title'), title, body);
}

function layers({ state, words }: Context, preset: Preset, summary: Summary): TemplateResult {
  const { config } = preset;
  const info = state.data.loaded?.info;
  return html`<details class="layers">
    <summary>${words.plural('network.layers', config.layers.length)}</summary>
    <table>
      <caption class="unseen">
        ${words.t('network.table')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.t('network.layer')}</th>
          <th scope="col" class="number">${words.t('network.output')}</th>
          <th scope="col" class="number">${words.t('network.params')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${words.t('network.input')}</th>
          <td class="number">${info ? shape([1, info.height, info.width]) : ''}</td>
          <td class="number"></td>
        </tr>
        ${config.layers.map((layer, i) => {
          const row = summary.layers[i];
          return html`<tr>
            <th scope="row">${layerName(layer, words)}${within(layer, words)}</th>
            <td class="number">${row ? shape(row.output) : ''}</td>
            <td class="number">${row && row.numParams > 0 ? words.number(row.numParams) : ''}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}

/** What a block is made of; its row counts for all of it. */
function within(layer: LayerConfig, words: Words): TemplateResult | typeof nothing {
  if (layer.type !== 'residual') return nothing;
  return html`<ol>
    ${layer.layers.map((inner) => html`<li>${layerName(inner, words)}${within(inner, words)}</li>`)}
  </ol>`;
}

/** By value: the run's configuration is a copy that came back from the worker. */
function isSame(layers: readonly LayerConfig[], others: readonly LayerConfig[] | undefined): boolean {
  return JSON.stringify(layers) === JSON.stringify(others);
}

function presetName(preset: Preset, words: Words): string {
  return words.find(`network.preset.${preset.id}`) ?? preset.id;
}

/** [32, 26, 26] as 26 × 26 × 32, the way it is drawn; positions × features of a sequence as they are. */
function shape(output: readonly number[]): string {
  const [channels, ...sides] = output;
  return (sides.length === 2 ? [...sides, channels] : output).join(' × ');
}
