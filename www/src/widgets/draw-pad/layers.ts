/** What was put on the pad, one after the other: strokes, and pictures that cover all that was there before. */
import type { Stroke } from './ink.js';
import type { Picture } from './picture.js';

export type Layer = Stroke | Picture;

export interface Visible {
  readonly picture: Picture | null;
  /** Upon it. */
  readonly strokes: readonly Stroke[];
}

export function visible(layers: readonly Layer[]): Visible {
  const at = layers.findLastIndex(isPicture);
  const last = layers[at];
  return { picture: last && isPicture(last) ? last : null, strokes: strokesOf(layers.slice(at + 1)) };
}

export function strokesOf(layers: readonly Layer[]): readonly Stroke[] {
  return layers.filter((layer): layer is Stroke => !isPicture(layer));
}

function isPicture(layer: Layer): layer is Picture {
  return 'ground' in layer;
}
