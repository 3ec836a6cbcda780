/** What the last idea took the place of, for whoever wants that back. Which idea is in force, the settings say. */
import type { RunConfig } from '../../protocol.js';
import type { MeasureName } from '../curves/curves.js';
import type { IdeaName } from '../ideas/ideas.js';
import type { ChartName } from './charts.js';

export interface IdeaInForce {
  readonly name: IdeaName;
  /** The settings from before the first idea; another one chosen meanwhile changes nothing about them. */
  readonly before: RunConfig;
  /** The chart that the idea switched on; null where it was on, or a hand has touched it since. */
  readonly chart: MeasureName | null;
}

export interface IdeasState {
  /** Null when there is none, or other settings were chosen altogether. */
  readonly current: IdeaInForce | null;
}

/** Comes after the settings were chosen, which ends the idea before it. */
export type IdeasEvent = { type: 'ideaChosen'; idea: IdeaInForce };

export const noIdeas: IdeasState = { current: null };

export function reduceIdeas(_: IdeasState, { idea }: IdeasEvent): IdeasState {
  return { current: idea };
}

/** A chart that a hand switches is no longer the idea's. */
export function withoutChart(ideas: IdeasState, name: ChartName): IdeasState {
  const { current } = ideas;
  return current?.chart === name ? { current: { ...current, chart: null } } : ideas;
}
