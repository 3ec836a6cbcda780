/** The suggested experiment that was taken up last, and what it replaced. */
import type { RunConfig } from '../../protocol.js';
import type { SuggestionName } from '../suggestions.js';

export interface Experiment {
  readonly name: SuggestionName;
  readonly before: RunConfig;
  readonly after: RunConfig;
}

export interface ExperimentsState {
  /** Null when none was, or the list is wanted again. */
  readonly current: Experiment | null;
}

export type ExperimentsEvent = { type: 'experimentChosen'; experiment: Experiment } | { type: 'experimentDismissed' };

export const noExperiments: ExperimentsState = { current: null };

export function reduceExperiments(_: ExperimentsState, event: ExperimentsEvent): ExperimentsState {
  switch (event.type) {
    case 'experimentChosen':
      return { current: event.experiment };
    case 'experimentDismissed':
      return noExperiments;
    default:
      return event satisfies never;
  }
}

/** The experiment that the settings still are; null once they were changed. */
export function currentExperiment({ current }: ExperimentsState, config: RunConfig | null): Experiment | null {
  return current && JSON.stringify(current.after) === JSON.stringify(config) ? current : null;
}
