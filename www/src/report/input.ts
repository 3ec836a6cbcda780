/** What a report is made of: gathered by the page, and nothing but data. */
import type { DatasetInfo, Report } from '../protocol.js';
import type { RunState } from '../state/run/run.js';
import type { AddedDrawing, DataChoice } from '../state/slices/data.js';

export interface ReportInput {
  /** Of the preset that the settings began as, in the language of the report. */
  readonly network: string;
  readonly madeAt: Date;
  /** In words. */
  readonly device: string;
  /** Opens the same run; null where there is no such link. */
  readonly link: string | null;
  readonly run: RunState;
  readonly data: {
    readonly choice: DataChoice;
    readonly drawings: readonly AddedDrawing[];
    readonly source: string;
    readonly info: DatasetInfo;
  };
  /** The test set in detail, read after `step` updates. */
  readonly report: Report;
  readonly step: number;
  readonly layers: readonly LayerRow[];
  /** The most confident ones, most confident first. */
  readonly mistakes: readonly MistakePicture[];
  /** The first training images of each class, in the order of the classes. */
  readonly samples: readonly SamplePicture[];
}

export interface LayerRow {
  readonly name: string;
  /** Blocks that it lies within. */
  readonly depth: number;
  /** As it is shown: 26 × 26 × 32. */
  readonly output: string;
  readonly numParams: number;
}

export interface MistakePicture
  extends Pick<Report['mistakes'][number], 'index' | 'label' | 'predicted' | 'confidence'> {
  /** A PNG as a data URL: ink on a transparent ground. */
  readonly url: string;
}

/** Images side by side. */
export interface SamplePicture {
  readonly url: string;
  readonly count: number;
}

export function className({ data }: Pick<ReportInput, 'data'>, label: number): string {
  return data.info.classNames[label] ?? String(label);
}
