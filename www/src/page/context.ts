/** What a panel is given: the state to show, words to show it in, and what it may ask for. */
import type { Words } from '../locale/words.js';
import type { PageEvent, State } from '../state/state.js';
import type { RunDownloads } from './browser/run-downloads.js';
import type { Runs } from './runs/runs.js';
import type { Collector } from './session/collector.js';
import type { Evaluator } from './session/evaluator.js';
import type { IdeaTrial } from './session/idea-trial.js';
import type { Session } from './session/session.js';

export interface Context {
  readonly state: State;
  readonly words: Words;
  readonly session: Session;
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly runs: Runs;
  /** Makes a report of the run at hand, and hands it to the browser. Failures are told by the store. */
  readonly report: () => Promise<void>;
  readonly ideaTrial: IdeaTrial;
  readonly downloads: RunDownloads;
  readonly dispatch: (event: PageEvent) => void;
}
