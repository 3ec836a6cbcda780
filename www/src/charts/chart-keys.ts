/** What keys do to a chart: move its crosshair, and show less or more of the run. Arithmetic only. */
import type { StepRange } from '../state/curves/scale.js';

export type ChartAction = { type: 'point'; step: number } | { type: 'zoom'; range: StepRange | null };

export interface ChartView {
  /** Under the crosshair; null where there is none. */
  readonly cursor: number | null;
  /** What is shown now. */
  readonly shown: StepRange;
  /** All that can be shown. */
  readonly whole: StepRange;
  readonly canZoom: boolean;
  /** The smallest distance that the crosshair moves by. */
  readonly resolution: number;
}

/** Less than this, in smallest distances, is not worth a chart. */
const MIN_SPAN = 4;

/** How far keys move the crosshair, as shares of what is shown. */
const moves: Readonly<Record<string, number>> = { ArrowLeft: -0.01, ArrowRight: 0.01, PageDown: -0.1, PageUp: 0.1 };

/** Null for keys that mean nothing here. */
export function chartAction(key: string, { cursor, shown, whole, canZoom, resolution }: ChartView): ChartAction | null {
  const span = shown.to - shown.from;
  const snap = (round: (value: number) => number, step: number) => rounded(step, resolution, round);
  const clamp = (step: number) => snap(Math.round, Math.min(Math.max(step, shown.from), shown.to));
  const move = moves[key];
  if (move !== undefined) {
    const distance = Math.sign(move) * Math.max(resolution, snap(Math.round, Math.abs(move) * span));
    return { type: 'point', step: clamp((cursor ?? shown.to) + distance) };
  }
  if (key === 'Home') return { type: 'point', step: snap(Math.ceil, shown.from) };
  if (key === 'End') return { type: 'point', step: snap(Math.floor, shown.to) };
  if (!canZoom) return null;
  const centre = cursor ?? (shown.from + shown.to) / 2;
  if (key === '+' || key === '=')
    return { type: 'zoom', range: around(centre, Math.max(MIN_SPAN * resolution, span / 2), whole) };
  if (key === '-') return { type: 'zoom', range: around(centre, span * 2, whole) };
  if (key === '0' || key === 'Escape') return { type: 'zoom', range: null };
  return null;
}

/** A multiple of `resolution`, written with no more digits than that has. */
export function rounded(value: number, resolution: number, round = Math.round): number {
  return Number((round(value / resolution) * resolution).toFixed(6));
}

/** Everything where that is no more than asked for. */
function around(centre: number, span: number, whole: StepRange): StepRange | null {
  if (span >= whole.to - whole.from) return null;
  const from = Math.min(Math.max(whole.from, centre - span / 2), whole.to - span);
  return { from, to: from + span };
}
