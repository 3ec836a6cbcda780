/**
 * What the core says of a layer that cannot stand where it does, in the visitor's language: a row for each reason it
 * gives. A reason that is not among them is shown as it is, in English.
 */
import { html, type TemplateResult } from 'lit';
import type { Words } from '../../locale/words.js';
import type { Refusal } from '../../view/setup/refusal.js';
import { shapeText } from './shape.js';

type Groups = Readonly<Record<string, string>>;
type Row = readonly [reason: RegExp, say: (words: Words, found: Groups) => string];

const shapeOf = (text = ''): string => shapeText(text.split(',').map(Number));

const rows: readonly Row[] = [
  [/^it takes an image \[channels|^it takes an image `\[channels/, (words) => words.t('layers.bad.image')],
  [/^it takes features, not an image/, (words) => words.t('layers.bad.features')],
  [/^it takes a sequence \[positions/, (words) => words.t('layers.bad.sequence')],
  [/^it reads a sequence or an image row by row/, (words) => words.t('layers.bad.row')],
  [/^it takes an image or a sequence, not features/, (words) => words.t('layers.bad.pooled')],
  [/^it takes an image or features, not a sequence/, (words) => words.t('layers.bad.norm')],
  [/^its kernel of (?<kernel>\d+) is larger/, (words, { kernel = '' }) => words.t('layers.bad.kernel', { kernel })],
  [/takes an odd kernel.*Use (?<kernel>\d+)/, (words, { kernel = '' }) => words.t('layers.bad.even', { kernel })],
  [/^pooling by (?<size>\d+) leaves nothing/, (words, { size = '' }) => words.t('layers.bad.pool', { size })],
  [
    /^patches of (?<size>\d+) do not fill it.*divides (?<height>\d+) and (?<width>\d+)/,
    (words, { size = '', height = '', width = '' }) => words.t('layers.bad.patch', { size, height, width }),
  ],
  [
    /^(?<heads>\d+) heads cannot share (?<dim>\d+)/,
    (words, { heads = '', dim = '' }) => words.t('layers.bad.heads', { heads, dim }),
  ],
  [
    /^the network must end in a dense layer of (?<classes>\d+)/,
    (words, { classes = '' }) => words.t('layers.bad.end', { classes }),
  ],
  [
    /^the network would have more than (?<count>\d+)/,
    (words, { count = '' }) => words.t('layers.bad.large', { count: Number(count) }),
  ],
  [/^it would be larger than any memory/, (words) => words.t('layers.bad.memory')],
  [/^it has no layers within/, (words) => words.t('layers.bad.hollow')],
  [
    /^its layers turn \[(?<from>[\d, ]+)\] into \[(?<to>[\d, ]+)\]/,
    (words, { from, to }) => words.t('layers.bad.unfit', { from: shapeOf(from), to: shapeOf(to) }),
  ],
  [/^layers must be 1 to 200/, (words) => words.t('layers.refused.network')],
];

/** Null where it is not known in other words than the core's. */
export function translated(reason: string, words: Words): string | null {
  for (const [pattern, say] of rows) {
    const found = pattern.exec(reason);
    if (found) return say(words, found.groups ?? {});
  }
  return null;
}

export function layerProblem({ reason, input }: Refusal, words: Words): TemplateResult {
  const text = translated(reason, words);
  const arrives = input.length > 0 ? words.t('layers.bad.input', { shape: shapeText(input) }) : '';
  return html`${text ?? html`<span lang="en">${reason}</span>`} ${arrives}`;
}
