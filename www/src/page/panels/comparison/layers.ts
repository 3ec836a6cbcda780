/** Layers of a run as they differ from those of the first one: what stayed in few words, what is otherwise line by line. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../../locale/words.js';
import type { LayerConfig } from '../../../protocol.js';
import { flat, type LayerChange, layerDiff } from '../../../state/setup/layer-diff.js';
import { type LayerField, layerKinds } from '../../../state/setup/layer-kinds.js';
import { valueText } from '../field.js';
import { layerName } from '../layer-name.js';

const marks = { added: '+', removed: '−', changed: '±' } as const;

/** Fields that a layer's name does not tell, and values of them that go without saying. */
const untold: ReadonlySet<string> = new Set(['channels', 'padding', 'dim', 'returnSequences', 'dropout']);
const usual: ReadonlySet<string> = new Set(['off', '0', 'valid']);

/** All of them, one a line. */
export function allLayers(layers: readonly LayerConfig[], words: Words): TemplateResult {
  return html`<ol class="layer-lines">
    ${flat(layers).map(({ layer, depth }) => line('', depth, layerText(layer, words)))}
  </ol>`;
}

/** Against those of the run called `name`. */
export function layersBeside(
  before: readonly LayerConfig[],
  after: readonly LayerConfig[],
  name: string,
  words: Words,
): TemplateResult {
  const changes = layerDiff(before, after);
  const same = changes.filter(({ kind }) => kind === 'same').length;
  if (same === changes.length) return html`${words.t('differs.layers.asFirst', { name })}`;
  // Of a network that is another one, what went and what came tells nothing.
  if (same * 2 < flat(after).length) return allLayers(after, words);
  return html`<ol class="layer-lines">
    ${runsOf(changes).map((part) =>
      part.kind === 'same'
        ? html`<li class="layer-same">${words.plural('differs.layers.same', part.count)}</li>`
        : line(part.kind, part.depth, changeText(part, words), words.t(`differs.layers.${part.kind}`)),
    )}
  </ol>`;
}

type Part = { readonly kind: 'same'; readonly count: number } | Exclude<LayerChange, { kind: 'same' }>;

/** Those that stayed, counted where they follow one another. */
function runsOf(changes: readonly LayerChange[]): readonly Part[] {
  const parts: Part[] = [];
  for (const change of changes) {
    const last = parts.at(-1);
    if (change.kind !== 'same') parts.push(change);
    else if (last?.kind === 'same') parts.splice(-1, 1, { kind: 'same', count: last.count + 1 });
    else parts.push({ kind: 'same', count: 1 });
  }
  return parts;
}

function line(kind: keyof typeof marks | '', depth: number, text: string, told = ''): TemplateResult {
  return html`<li class=${kind === '' ? nothing : `layer-${kind}`} style="--depth:${depth}">
    ${
      kind === ''
        ? nothing
        : html`<span class="layer-mark" aria-hidden="true">${marks[kind]}</span><span class="visually-hidden">${told}</span>`
    }
    <span>${text}</span>
  </li>`;
}

function layerText(layer: LayerConfig, words: Words): string {
  const details = layerKinds[layer.type].fields.flatMap((field) => {
    const value = field.read(layer);
    if (!untold.has(field.name) || value === null || usual.has(value)) return [];
    return words.t('differs.layers.detail', { name: fieldName(field, words), value: valueIn(field, value, words) });
  });
  const name = layerName(layer, words);
  return details.length === 0 ? name : words.t('differs.layers.value', { layer: name, details: details.join(' · ') });
}

function changeText(change: Exclude<LayerChange, { kind: 'same' }>, words: Words): string {
  const { layer } = change;
  if (change.kind !== 'changed') return layerText(layer, words);
  const details = layerKinds[layer.type].fields.flatMap((field) => {
    const [before, value] = [field.read(change.before), field.read(layer)];
    if (before === null || value === null || before === value) return [];
    return words.t('differs.layers.turned', {
      name: fieldName(field, words),
      before: valueIn(field, before, words),
      value: valueIn(field, value, words),
    });
  });
  return words.t('differs.layers.value', { layer: words.t(`kind.${layer.type}`), details: details.join(' · ') });
}

function fieldName({ name }: LayerField, words: Words): string {
  return words.t(`layer.${name}`);
}

function valueIn(field: LayerField, value: string, words: Words): string {
  return valueText({ key: `layer.${field.name}`, control: field.control }, value, words);
}
