/** A report that is being made: reading the test set first, where that is needed, then collecting and writing. */
export type ReportStage = 'reading' | 'collecting' | 'writing';

export interface ReportingState {
  /** Null: none is. */
  readonly stage: ReportStage | null;
}

export type ReportingEvent = { type: 'reportStage'; stage: ReportStage | null };

export const noReporting: ReportingState = { stage: null };

export function reduceReporting(reporting: ReportingState, event: ReportingEvent): ReportingState {
  return reporting.stage === event.stage ? reporting : { stage: event.stage };
}
