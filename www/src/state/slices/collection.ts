/** Drawings that were given their right class: a data set of one's own. */
import { toBase64 } from '../../base64.js';
import type { AddedDrawing } from './data.js';

export interface KeptDrawing {
  readonly id: number;
  readonly label: number;
  /** As the network sees it: grayscale, row-major, 0 = background. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** It is among the images at hand. */
  readonly isUsed: boolean;
}

export interface CollectionState {
  readonly drawings: readonly KeptDrawing[];
  /** The one that is on the pad; null while that is not kept. */
  readonly current: number | null;
  /** A data set with the drawings is being made. */
  readonly isJoining: boolean;
}

export type CollectionEvent =
  | { type: 'drawingKept'; drawing: Omit<KeptDrawing, 'id' | 'isUsed'> }
  | { type: 'drawingRemoved'; id: number }
  /** Those of earlier visits; some may have been made in this one already. */
  | { type: 'drawingsRead'; drawings: readonly Omit<KeptDrawing, 'isUsed'>[] }
  | { type: 'collectionJoining' }
  /** A data set with them is there, or could not be made. */
  | { type: 'collectionJoined' };

export const noCollection: CollectionState = { drawings: [], current: null, isJoining: false };

export function reduceCollection(collection: CollectionState, event: CollectionEvent): CollectionState {
  const { drawings, current } = collection;
  switch (event.type) {
    case 'drawingKept': {
      // Another class for the same drawing is a second thought, and no second drawing.
      const id = current ?? Math.max(0, ...drawings.map((drawing) => drawing.id)) + 1;
      const kept: KeptDrawing = { ...event.drawing, id, isUsed: false };
      return { ...collection, drawings: [...drawings.filter((drawing) => drawing.id !== id), kept], current: id };
    }
    case 'drawingRemoved':
      return {
        ...collection,
        drawings: drawings.filter((drawing) => drawing.id !== event.id),
        current: current === event.id ? null : current,
      };
    case 'drawingsRead': {
      const read = event.drawings.map((drawing) => ({ ...drawing, isUsed: false }));
      return { ...collection, drawings: [...read, ...drawings] };
    }
    case 'collectionJoining':
      return { ...collection, isJoining: true };
    case 'collectionJoined':
      return { ...collection, isJoining: false };
    default:
      return event satisfies never;
  }
}

/** There is another drawing on the pad. */
export function withNewDrawing(collection: CollectionState): CollectionState {
  return collection.current === null ? collection : { ...collection, current: null };
}

/** Other images are at hand, with `added` among them. */
export function withNewData(collection: CollectionState, added: readonly AddedDrawing[]): CollectionState {
  const isUsed = ({ label, pixels }: KeptDrawing) => {
    const text = toBase64(pixels);
    return added.some((drawing) => drawing.label === label && drawing.pixels === text);
  };
  return { ...collection, drawings: collection.drawings.map((drawing) => ({ ...drawing, isUsed: isUsed(drawing) })) };
}

/** The drawings that can be learnt from beside images of a size. */
export function fitting(
  { drawings }: CollectionState,
  size: { width: number; height: number },
): readonly KeptDrawing[] {
  return drawings.filter((drawing) => drawing.width === size.width && drawing.height === size.height);
}
