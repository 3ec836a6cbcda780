/** The first images of each class, for whoever looks at them. */
import type { DatasetInfo } from '../../protocol.js';
import type { StripImages } from './data.js';

/** Images with their places among the training images. */
export interface SampleStrip extends StripImages {
  readonly indices: readonly number[];
}

export interface SamplesState {
  readonly isOpen: boolean;
  /** Null until they were found; `info` is of the data set that they are from. */
  readonly found: { readonly info: DatasetInfo; readonly classes: readonly SampleStrip[] } | null;
}

export type SamplesEvent =
  | { type: 'samplesToggled'; isOpen: boolean }
  | { type: 'samplesFound'; info: DatasetInfo; classes: readonly SampleStrip[] };

export const noSamples: SamplesState = { isOpen: false, found: null };

export function reduceSamples(samples: SamplesState, event: SamplesEvent): SamplesState {
  switch (event.type) {
    case 'samplesToggled':
      return { ...samples, isOpen: event.isOpen };
    case 'samplesFound':
      return { ...samples, found: { info: event.info, classes: event.classes } };
    default:
      return event satisfies never;
  }
}
