/** A layer that is open: its kind, its numbers, what it costs, and what can be done with it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlainKey } from '../../locale/words.js';
import { type Draft, layerFieldId, type Problems } from '../../state/setup/draft.js';
import { isKind, layerKinds } from '../../state/setup/layer-kinds.js';
import { type LayerNode, listOf, nextPlace, placeOf } from '../../state/setup/layer-nodes.js';
import type { LayerSize } from '../../state/setup/layer-sizes.js';
import { type IconName, icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { addWithin, kindOptions } from './add-layer.js';
import { fieldView } from './field.js';
import { focusLayer } from './focus.js';

export function layerFields(
  context: Context,
  draft: Draft,
  node: LayerNode,
  problems: Problems,
  size: LayerSize | null,
): TemplateResult {
  const { words, dispatch } = context;
  const { key, layer } = node;
  return html`<div class="layer-open">
    <p class="hint">${words.t(`kind.${layer.type}.about`)}</p>
    <div class="fields">
      <div class="field">
        <div class="field-label"><label for="field-layer-${key}-kind">${words.t('layers.kind')}</label></div>
        <select
          id="field-layer-${key}-kind"
          @change=${(event: Event) => {
            if (!(event.currentTarget instanceof HTMLSelectElement) || !isKind(event.currentTarget.value)) return;
            dispatch({ type: 'layerTurned', key, kind: event.currentTarget.value });
          }}
        >
          ${kindOptions(words, layer.type)}
        </select>
      </div>
      ${layerKinds[layer.type].fields.map((field) => {
        const id = layerFieldId(key, field.name);
        return fieldView(context, {
          id,
          key: `layer.${field.name}`,
          control: field.control,
          text: draft.texts[id] ?? field.read(layer) ?? '',
          problem: problems[id],
          original: null,
          edit: (text) => dispatch({ type: 'layerEdited', key, name: field.name, text }),
          commit: () => dispatch({ type: 'fieldLeft' }),
        });
      })}
    </div>
    ${node.within ? addWithin(context, draft, key) : nothing}
    <div class="layer-end">
      <span class="hint">
        ${size ? words.plural('layers.cost', size.numParams, 'params', { work: size.multiplyAdds }) : ''}
      </span>
      <span class="layer-actions">${actions(context, draft, key)}</span>
    </div>
  </div>`;
}

function actions(context: Context, draft: Draft, key: number): TemplateResult[] {
  const { words, dispatch } = context;
  const act = (label: PlainKey, name: IconName, isEnabled: boolean, press: () => void) => html`<button
    type="button"
    class="quiet icon-only"
    aria-label=${words.t(label)}
    title=${words.t(label)}
    aria-disabled=${!isEnabled}
    @click=${() => isEnabled && press()}
  >
    ${icon(name)}
  </button>`;
  const move = (direction: 'up' | 'down') => {
    const place = nextPlace(draft.nodes, key, direction);
    if (place) dispatch({ type: 'layerMoved', key, place });
  };
  return [
    act('layers.up', 'up', nextPlace(draft.nodes, key, 'up') !== null, () => move('up')),
    act('layers.down', 'down', nextPlace(draft.nodes, key, 'down') !== null, () => move('down')),
    act('layers.duplicate', 'duplicate', true, () => {
      dispatch({ type: 'layerDuplicated', key });
      focusLayer(draft.nextKey);
    }),
    act('layers.remove', 'clear', true, () => {
      const heir = neighbour(draft, key);
      dispatch({ type: 'layerRemoved', key });
      if (heir !== null) focusLayer(heir);
    }),
  ];
}

/** Who gets the focus of a layer that goes. */
function neighbour(draft: Draft, key: number): number | null {
  const place = placeOf(draft.nodes, key);
  if (!place) return null;
  const list = listOf(draft.nodes, place.block);
  return (list[place.index + 1] ?? list[place.index - 1])?.key ?? place.block;
}
