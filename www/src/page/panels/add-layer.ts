/** A choice of layers to add, and where the chosen one goes. */
import { html, type TemplateResult } from 'lit';
import type { Draft } from '../../state/setup/draft.js';
import { isKind, kindGroups } from '../../state/setup/layer-kinds.js';
import { find, type Place, placeOf } from '../../state/setup/layer-nodes.js';
import type { Context } from '../context.js';
import { focusLayer } from './focus.js';
import { layerName } from './layer-name.js';

/** After the layer that is open; else before the last one, which gives the answer and should stay the last. */
export function addLayer(context: Context, draft: Draft): TemplateResult {
  const { state, words } = context;
  const { openLayer } = state.setup;
  const open = openLayer === null ? null : find(draft.nodes, openLayer);
  const place = open && placeOf(draft.nodes, open.key);
  if (open && place) {
    const label = words.t('layers.add.after', { layer: layerName(open.layer, words) });
    return choice(context, draft, label, { ...place, index: place.index + 1 });
  }
  const last = draft.nodes.length - 1;
  const label = words.t(last > 0 ? 'layers.add.before' : 'layers.add.end');
  return choice(context, draft, label, { block: null, index: last > 0 ? last : draft.nodes.length });
}

export function addWithin(context: Context, draft: Draft, block: number): TemplateResult {
  const index = find(draft.nodes, block)?.within?.length ?? 0;
  return choice(context, draft, context.words.t('layers.add.within'), { block, index });
}

function choice({ words, dispatch }: Context, draft: Draft, label: string, place: Place): TemplateResult {
  return html`<select
    class="add-layer"
    aria-label=${label}
    @change=${(event: Event) => {
      const select = event.currentTarget;
      if (!(select instanceof HTMLSelectElement) || !isKind(select.value)) return;
      dispatch({ type: 'layerAdded', kind: select.value, place });
      select.value = '';
      focusLayer(draft.nextKey);
    }}
  >
    <option value="">${label}…</option>
    ${kindOptions(words, '')}
  </select>`;
}

/** All kinds, what belongs together in a group. */
export function kindOptions(words: Context['words'], chosen: string): TemplateResult {
  return html`${Object.entries(kindGroups).map(
    ([name, kinds]) => html`<optgroup label=${words.find(`layers.group.${name}`) ?? name}>
      ${kinds.map(
        (kind) => html`<option value=${kind} .selected=${kind === chosen}>${words.t(`kind.${kind}`)}</option>`,
      )}
    </optgroup>`,
  )}`;
}
