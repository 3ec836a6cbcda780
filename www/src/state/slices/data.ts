/** The images at hand, those on their way, and why none came. */
import type { DatasetInfo } from '../../protocol.js';
import type { Failure } from './failure.js';

/** Images in a row: `images` is `labels.length * height * width` bytes; without labels, one image and no caption. */
export interface StripImages {
  images: Uint8Array;
  labels: ArrayLike<number>;
}

/** Data on which presets and ideas were measured. */
export type MeasuredData = 'digits' | 'mnist';
export type DataChoice = 'synthetic' | 'mnist' | 'files';
/** Where the images came from, as it is told to the user. */
export type DataSource = 'synthetic' | 'own' | 'cache' | 'jsdelivr' | 'github' | 'file';

/** A drawing of one's own among the training images. */
export interface AddedDrawing {
  readonly label: number;
  /** How often it is there. */
  readonly repeats: number;
  /** Grayscale, row-major, of the size of the other images, in base64. */
  readonly pixels: string;
}

export interface DataState {
  /** What is shown as chosen: it may still be loading, or have failed. */
  readonly choice: DataChoice;
  readonly loaded: {
    readonly choice: DataChoice;
    readonly source: DataSource;
    readonly info: DatasetInfo;
    readonly samples: StripImages | null;
    /** Added to what was chosen, in this order. */
    readonly drawings: readonly AddedDrawing[];
  } | null;
  /** Bytes are null while none are counted. */
  readonly loading: { readonly choice: DataChoice; readonly bytes: { done: number; total: number } | null } | null;
  readonly failure: (Failure & { readonly choice: DataChoice }) | null;
}

export type DataEvent =
  | { type: 'dataChosen'; choice: DataChoice }
  | { type: 'dataLoading'; choice: DataChoice; bytes: { done: number; total: number } | null }
  | {
      type: 'dataLoaded';
      choice: DataChoice;
      source: DataSource;
      info: DatasetInfo;
      drawings?: readonly AddedDrawing[];
    }
  /** What is at hand stays, whatever was chosen or failed meanwhile. */
  | { type: 'dataKept' }
  | { type: 'dataFailed'; choice: DataChoice; failure: Failure }
  | { type: 'dataCancelled' }
  | { type: 'samplesArrived'; samples: StripImages };

export const noData: DataState = { choice: 'synthetic', loaded: null, loading: null, failure: null };

export function reduceData(data: DataState, event: DataEvent): DataState {
  switch (event.type) {
    case 'dataChosen':
      return { ...data, choice: event.choice, failure: null };
    case 'dataLoading':
      return {
        ...data,
        choice: event.choice,
        loading: { choice: event.choice, bytes: event.bytes },
        failure: null,
      };
    case 'dataLoaded': {
      const { choice, source, info, drawings = [] } = event;
      return { choice, loaded: { choice, source, info, samples: null, drawings }, loading: null, failure: null };
    }
    case 'dataFailed':
      return { ...data, loading: null, failure: { ...event.failure, choice: event.choice } };
    case 'dataKept':
      return isSettled(data) ? data : { ...data, choice: data.loaded?.choice ?? data.choice, failure: null };
    case 'dataCancelled':
      return { ...data, loading: null, choice: data.loaded?.choice ?? data.choice };
    case 'samplesArrived':
      return data.loaded ? { ...data, loaded: { ...data.loaded, samples: event.samples } } : data;
    default:
      return event satisfies never;
  }
}

/** Whether what is chosen is what is at hand: otherwise a run would learn from other images than it seems to. */
export function isSettled({ choice, loaded, loading, failure }: DataState): boolean {
  return loaded !== null && loaded.choice === choice && loading === null && failure === null;
}

/**
 * Which of the measured data are at hand, or on their way while none are; null for others: with drawings added they are not
 * the same.
 */
export function measuredDataOf({ loaded, loading }: Pick<DataState, 'loaded' | 'loading'>): MeasuredData | null {
  if (loaded && (loaded.drawings.length > 0 || loaded.source === 'own')) return null;
  const choice = loaded?.choice ?? loading?.choice;
  return choice === 'synthetic' ? 'digits' : choice === 'mnist' ? 'mnist' : null;
}
