/** Training images as a run will see them, for whoever looks at the settings that decide it. */
import type { DatasetInfo, RunConfig } from '../../protocol.js';
import type { StripImages } from './data.js';
import type { Failure } from './failure.js';

/** Images shown, a row each. */
export const NUM_IMAGES = 4;
/** What is shown of each beside the image itself. */
export const NUM_EPOCHS = 5;

export interface PreviewState {
  readonly isOpen: boolean;
  /** Position of the first image among those learnt from; past the last one it goes round. */
  readonly start: number;
  /** The first one shown, from 1. */
  readonly epoch: number;
  /** What was found last; `info` is of the data set that it is from. */
  readonly found: Preview | null;
  /** Why the settings give nothing to be looked at. */
  readonly failure: Failure | null;
}

export interface Preview {
  readonly info: DatasetInfo;
  /** The first one in it, from 1. */
  readonly epoch: number;
  readonly rows: readonly PreviewRow[];
}

/** An image, and what each epoch makes of it. */
export interface PreviewRow {
  readonly original: Uint8Array;
  readonly epochs: StripImages;
}

export type PreviewEvent =
  | { type: 'previewToggled'; isOpen: boolean }
  /** On to other images, or to other epochs of these. */
  | { type: 'previewTurned'; to: 'images' | 'epochs' }
  | { type: 'previewFound'; preview: Preview }
  | { type: 'previewFailed'; failure: Failure };

export const noPreview: PreviewState = { isOpen: false, start: 0, epoch: 1, found: null, failure: null };

export function reducePreview(preview: PreviewState, event: PreviewEvent): PreviewState {
  switch (event.type) {
    case 'previewToggled':
      return { ...preview, isOpen: event.isOpen };
    case 'previewTurned':
      return event.to === 'images'
        ? { ...preview, start: preview.start + NUM_IMAGES }
        : { ...preview, epoch: preview.epoch + NUM_EPOCHS };
    case 'previewFound':
      return { ...preview, found: event.preview, failure: null };
    case 'previewFailed':
      return { ...preview, failure: event.failure };
    default:
      return event satisfies never;
  }
}

/** Whether training images are varied at all; as the core decides it. */
export function isVaried({ data }: RunConfig): boolean {
  const { strength = 1, ...changes } = data?.augmentation ?? {};
  return strength > 0 && Object.values(changes).some((value) => value > 0);
}
