/** What the last idea took the place of, for whoever wants that back. Which idea is in force, the settings say. */
import type { RunConfig } from '../../protocol.js';
import type { MeasureName } from '../curves/curves.js';
import type { SuggestionName } from '../ideas/ideas.js';
import type { ChartName } from './charts.js';

export interface Experiment {
  readonly name: SuggestionName;
  /** The settings from before the first idea; another one chosen meanwhile changes nothing about them. */
  readonly before: RunConfig;
  /** The chart that the idea switched on; null where it was on, or a hand has touched it since. */
  readonly chart: MeasureName | null;
}

export interface ExperimentsState {
  /** Null when there is none, or other settings were chosen altogether. */
  readonly current: Experiment | null;
}

/** Comes after the settings were chosen, which ends the idea before it. */
export type ExperimentsEvent = { type: 'experimentChosen'; experiment: Experiment };

export const noExperiments: ExperimentsState = { current: null };

export function reduceExperiments(_: ExperimentsState, { experiment }: ExperimentsEvent): ExperimentsState {
  return { current: experiment };
}

/** A chart that a hand switches is no longer the idea's. */
export function withoutChart(experiments: ExperimentsState, name: ChartName): ExperimentsState {
  const { current } = experiments;
  return current?.chart === name ? { current: { ...current, chart: null } } : experiments;
}
