/** An image that was opened: one of several that one walks through, large, with what the network makes of it now. */
import type { Prediction, Split } from '../../protocol.js';

export interface ViewedImages {
  readonly split: Split;
  /** Places in the split, in the order in which they were shown. */
  readonly indices: readonly number[];
  /** Of the one that is opened, among these. */
  readonly place: number;
}

export interface ViewerState extends ViewedImages {
  /** Null while it is on its way. */
  readonly image: { readonly pixels: Uint8Array; readonly label: number } | null;
  /** Null while the network has not answered, or there is none. */
  readonly prediction: Prediction | null;
}

export type ViewerEvent =
  | ({ type: 'viewerOpened' } & ViewedImages)
  | { type: 'viewerTurned'; by: -1 | 1 }
  | { type: 'viewerClosed' }
  | { type: 'viewedArrived'; index: number; pixels: Uint8Array; label: number }
  | { type: 'viewedRead'; index: number; prediction: Prediction };

export const noViewer: ViewerState | null = null;

export function reduceViewer(viewer: ViewerState | null, event: ViewerEvent): ViewerState | null {
  switch (event.type) {
    case 'viewerOpened': {
      const { split, indices, place } = event;
      return indices[place] === undefined ? viewer : { split, indices, place, image: null, prediction: null };
    }
    case 'viewerTurned': {
      const place = (viewer?.place ?? 0) + event.by;
      if (!viewer || viewer.indices[place] === undefined) return viewer;
      return { ...viewer, place, image: null, prediction: null };
    }
    case 'viewerClosed':
      return null;
    case 'viewedArrived': {
      const { pixels, label } = event;
      return isOf(viewer, event.index) ? { ...viewer, image: { pixels, label } } : viewer;
    }
    case 'viewedRead':
      return isOf(viewer, event.index) ? { ...viewer, prediction: event.prediction } : viewer;
    default:
      return event satisfies never;
  }
}

/** Place in the split of the image that is opened. */
export function viewedIndex({ indices, place }: ViewedImages): number {
  return indices[place] ?? 0;
}

/** What comes late is of another image. */
function isOf(viewer: ViewerState | null, index: number): viewer is ViewerState {
  return viewer !== null && viewedIndex(viewer) === index;
}
