/** What a benchmark knows at any moment: plain data, for whoever shows it. */
import type { KilnCode } from '../kiln-error.js';
import type { DeviceReport } from '../protocol.js';
import type { TrainingFigures } from './figures.js';
import type { WorkloadName } from './workloads.js';

/** What may be there to compute with. */
export type BackendName = 'cpuSingle' | 'cpuThreads' | 'webgpu';

export type Task = 'open' | 'product' | WorkloadName;

/** Why a backend, or the rest of it, was not measured. */
export type Obstacle =
  /** `cause` as in a device's report; it is no error. */
  | { readonly kind: 'unavailable'; readonly cause: string; readonly message: string }
  | { readonly kind: 'failed'; readonly code: KilnCode; readonly message: string };

export interface BackendResult {
  readonly backend: BackendName;
  /** Null where it could not be opened. */
  readonly device: DeviceReport | null;
  /** GFLOP/s of a plain product of matrices. */
  readonly ceiling: number | null;
  readonly training: Readonly<Partial<Record<WorkloadName, TrainingFigures>>>;
  readonly obstacle: Obstacle | null;
}

export interface BenchmarkState {
  readonly phase: 'idle' | 'running' | 'done' | 'cancelled';
  /** What is being done. */
  readonly now: { readonly backend: BackendName; readonly task: Task } | null;
  /** Of the time that was planned. */
  readonly secondsDone: number;
  readonly secondsPlanned: number;
  /** In the order in which they are measured; the last may still grow. */
  readonly results: readonly BackendResult[];
  /** When it began, milliseconds since 1970; null before. */
  readonly date: number | null;
}

export const noBenchmark: BenchmarkState = {
  phase: 'idle',
  now: null,
  secondsDone: 0,
  secondsPlanned: 0,
  results: [],
  date: null,
};

/** Training's part of what a plain product reaches; above 1 where what is zero was skipped. Null where unknown. */
export function shareOf(ceiling: number | null, figures: TrainingFigures): number | null {
  return ceiling ? figures.gflops / ceiling : null;
}
