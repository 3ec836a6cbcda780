/** The layers of the network to come: a list to add to, take from, put in order and edit, with what each comes to. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type Draft, layerFieldId, type Problems } from '../../state/setup/draft.js';
import { layerKinds } from '../../state/setup/layer-kinds.js';
import { kept, type LayerNode, type Nodes, nextPlace, nodeAt } from '../../state/setup/layer-nodes.js';
import { keysBefore, type LayerSize, sizesOf } from '../../state/setup/layer-sizes.js';
import { checkedSetup, differencesOf } from '../../state/state.js';
import { icon } from '../../widgets/icon.js';
import { keyName } from '../../widgets/key-name.js';
import { makeSortable } from '../browser/sortable.js';
import type { Context } from '../context.js';
import { addLayer } from './add-layer.js';
import { focusLayer } from './focus.js';
import { layerFields } from './layer-fields.js';
import { layerName } from './layer-name.js';
import { layerProblem } from './layer-problem.js';
import { shapeText } from './names.js';

/** What the rows have in common. */
interface Sheet {
  readonly context: Context;
  readonly draft: Draft;
  readonly problems: Problems;
  /** By key, as far as they are known: behind a layer that cannot be built nothing is. */
  readonly sizes: ReadonlyMap<number, LayerSize>;
  /** As the preset has them. */
  readonly kept: ReadonlySet<number>;
  readonly refused: LayerNode | null;
}

export function layers(context: Context): TemplateResult | typeof nothing {
  const { state, words, dispatch } = context;
  const { draft, preset, refusal, announcement, summary, summarized } = state.setup;
  if (!draft) return nothing;
  const info = state.data.loaded?.info;
  const sizes = sizesOf(summarized, summary?.layers ?? []);
  const refused = refusal && nodeAt(draft.nodes, refusal.path);
  const known = refusal && keysBefore(draft.nodes, refused, summarized);
  const sheet: Sheet = {
    context,
    draft,
    problems: checkedSetup(state.setup)?.problems ?? {},
    sizes: known ? new Map([...sizes].filter(([key]) => known.has(key))) : sizes,
    kept: preset ? kept(draft.nodes, preset.config.layers) : new Set(),
    refused,
  };
  const place = refusal?.path[0];
  const told =
    place === undefined ? words.t('layers.refused.network') : words.t('layers.refused', { position: place + 1 });
  const isChanged = differencesOf(state.setup).includes('layers');
  const arrange = (list: HTMLElement) =>
    void makeSortable(list, ({ key, block, index }) => dispatch({ type: 'layerMoved', key, place: { block, index } }));
  return html`<details
      class="group layers"
      @toggle=${(event: Event) => {
        // Before the first touch: a finger that comes down on a layer is already dragging it.
        const details = event.currentTarget;
        if (details instanceof HTMLDetailsElement && details.open) details.querySelectorAll('ol').forEach(arrange);
      }}
    >
      <summary class=${refusal ? 'bad' : ''}>
        ${icon(refusal ? 'warning' : 'open')}
        <span>${words.plural('network.layers', draft.nodes.length)}</span>
        <span class="group-summary">${isChanged ? html`<span class="changed"></span>` : nothing}</span>
      </summary>
      <div class="layer-head" aria-hidden="true">
        <span>${words.t('network.input')} ${info ? shapeText([1, info.height, info.width]) : ''}</span>
        <span class="number">${words.t('network.output')}</span>
        <span class="number">${words.t('network.params')}</span>
      </div>
      ${list(sheet, draft.nodes, null)}
      ${draft.nodes.length === 0 ? html`<p class="hint">${words.t('layers.empty')}</p>` : nothing}
      ${addLayer(context, draft)}
      <p class="hint">${words.t('layers.keys', { key: keyName('alt') })}</p>
    </details>
    ${refusal ? html`<p class="field-problem layers-problem">${told}</p>` : nothing}
    <p class="visually-hidden" role="status">
      ${
        announcement
          ? words.t(`layers.${announcement.kind}`, {
              layer: layerName(announcement.layer, words),
              position: announcement.position,
              count: announcement.count,
            })
          : nothing
      }
    </p>`;

  function list(sheet: Sheet, nodes: Nodes, block: number | null): TemplateResult {
    return html`<ol
      aria-label=${words.t(block === null ? 'layers.list' : 'layers.within')}
      data-block=${block ?? ''}
      @pointerenter=${(event: Event) => {
        if (event.currentTarget instanceof HTMLElement) arrange(event.currentTarget);
      }}
    >
      ${repeat(
        nodes,
        ({ key }) => key,
        (node) => row(sheet, node, list),
      )}
    </ol>`;
  }
}

function row(
  sheet: Sheet,
  node: LayerNode,
  list: (sheet: Sheet, nodes: Nodes, block: number | null) => TemplateResult,
): TemplateResult {
  const { context, draft, problems, sizes, refused } = sheet;
  const { state, words, dispatch } = context;
  const { key, layer, within } = node;
  const { refusal, openLayer, preset } = state.setup;
  const isOpen = openLayer === key;
  const isRefused = refused?.key === key;
  const hasProblem = layerKinds[layer.type].fields.some(({ name }) => problems[layerFieldId(key, name)]);
  const size = sizes.get(key);
  const isOuter = draft.nodes.includes(node);
  const isChanged = preset !== null && isOuter && !sheet.kept.has(key);
  return html`<li class=${isRefused || hasProblem ? 'bad' : ''} data-key=${key}>
    <div class="layer-row">
      <span class="grip" title=${words.t('layers.drag')} aria-hidden="true">${icon('grip')}</span>
      <button
        type="button"
        class="layer-name"
        id="layer-${key}"
        aria-expanded=${isOpen}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        aria-describedby=${isRefused ? 'layer-problem' : nothing}
        @click=${() => dispatch({ type: 'layerOpened', key: isOpen ? null : key })}
        @keydown=${(event: KeyboardEvent) => {
          if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
          event.preventDefault();
          moveLayer(context, draft, key, event.key === 'ArrowUp' ? 'up' : 'down');
        }}
      >
        ${layerName(layer, words)}
        ${
          isChanged
            ? html`<span class="changed" title=${words.t('layers.changed')}
                ><span class="visually-hidden">${words.t('layers.changed')}</span></span
              >`
            : nothing
        }
      </button>
      <span class="number">${size ? shapeText(size.output).replaceAll(' ', '') : '–'}</span>
      <span class="number">${size && size.numParams > 0 ? words.number(size.numParams) : ''}</span>
    </div>
    ${
      isRefused && refusal
        ? html`<p class="field-problem" id="layer-problem">${layerProblem(refusal, words)}</p>`
        : nothing
    }
    ${isOpen ? layerFields(context, draft, node, problems, size ?? null) : nothing}
    ${within ? list(sheet, within, key) : nothing}
  </li>`;
}

function moveLayer({ dispatch }: Context, draft: Draft, key: number, direction: 'up' | 'down'): void {
  const place = nextPlace(draft.nodes, key, direction);
  if (place) dispatch({ type: 'layerMoved', key, place });
  focusLayer(key);
}
