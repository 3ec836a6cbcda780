/** How runs are looked at beside each other: in which order, over what, which are chosen, and what is being asked. */
import type { SortName } from '../comparing/listed-run.js';
import { isSameRange, type StepRange } from '../curves/scale.js';
import type { XAxisName } from '../curves/x-axis.js';

/** What is done only once it was said again, and where that is asked. */
export interface Question {
  readonly what: 'remove' | 'weights';
  readonly ids: readonly string[];
  readonly place: 'row' | 'selection' | 'room';
}

export interface ComparisonState {
  readonly sort: SortName;
  readonly isReversed: boolean;
  /** Words that the runs listed have, all of them, in name, note, tags or data. */
  readonly filter: string;
  /** Whose readings the rings on the charts are. */
  readonly rings: 'tests' | 'validations';
  /** The run whose note and tags are being edited. */
  readonly remarking: string | null;
  readonly axis: XAxisName;
  /** In the unit of the axis; null for everything. */
  readonly zoom: StepRange | null;
  /** The run whose curves are pointed out. */
  readonly pointedOut: string | null;
  readonly renaming: string | null;
  readonly question: Question | null;
  /** Chosen to do something with; null while nothing is being chosen. */
  readonly selected: readonly string[] | null;
  /** Whether a visitor has chosen what the charts show. */
  readonly isChosen: boolean;
  /** Runs up to this number have been there when the view was opened. */
  readonly seen: number;
  /** Whether the settings that are the same are shown, too. */
  readonly isEverySettingShown: boolean;
}

export type ComparisonEvent =
  | { type: 'runsSorted'; by: SortName }
  | { type: 'runsReversed' }
  | { type: 'runsFiltered'; filter: string }
  | { type: 'ringsChosen'; rings: ComparisonState['rings'] }
  | { type: 'runRemarking'; id: string | null }
  | { type: 'axisChosen'; axis: XAxisName }
  | { type: 'comparisonZoomed'; range: StepRange | null }
  | { type: 'runPointedOut'; id: string | null }
  | { type: 'runRenaming'; id: string | null }
  | { type: 'runsAsked'; question: Question | null }
  | { type: 'selecting'; isOn: boolean }
  | { type: 'runSelected'; id: string; isSelected: boolean }
  | { type: 'shownChosen' }
  | { type: 'runsSeen'; upTo: number }
  | { type: 'everySettingToggled'; isShown: boolean };

export const noComparison: ComparisonState = {
  sort: 'newest',
  isReversed: false,
  filter: '',
  rings: 'tests',
  remarking: null,
  axis: 'steps',
  zoom: null,
  pointedOut: null,
  renaming: null,
  question: null,
  selected: null,
  isChosen: false,
  seen: 0,
  isEverySettingShown: false,
};

export function reduceComparison(comparison: ComparisonState, event: ComparisonEvent): ComparisonState {
  switch (event.type) {
    case 'runsSorted':
      return { ...comparison, sort: event.by, isReversed: false };
    case 'runsReversed':
      return { ...comparison, isReversed: !comparison.isReversed };
    case 'runsFiltered':
      return { ...comparison, filter: event.filter };
    case 'ringsChosen':
      return { ...comparison, rings: event.rings };
    case 'runRemarking':
      return { ...comparison, remarking: event.id };
    case 'axisChosen':
      return { ...comparison, axis: event.axis, zoom: null };
    case 'comparisonZoomed':
      return isSameRange(comparison.zoom, event.range) ? comparison : { ...comparison, zoom: event.range };
    case 'runPointedOut':
      return comparison.pointedOut === event.id ? comparison : { ...comparison, pointedOut: event.id };
    case 'runRenaming':
      return { ...comparison, renaming: event.id };
    case 'runsAsked':
      return { ...comparison, question: event.question };
    case 'selecting':
      return { ...comparison, selected: event.isOn ? [] : null, question: null };
    case 'runSelected': {
      const others = (comparison.selected ?? []).filter((id) => id !== event.id);
      // What was asked was asked of others.
      return { ...comparison, selected: event.isSelected ? [...others, event.id] : others, question: null };
    }
    case 'shownChosen':
      return comparison.isChosen ? comparison : { ...comparison, isChosen: true };
    case 'runsSeen':
      return comparison.seen === event.upTo ? comparison : { ...comparison, seen: event.upTo };
    case 'everySettingToggled':
      return comparison.isEverySettingShown === event.isShown
        ? comparison
        : { ...comparison, isEverySettingShown: event.isShown };
    default:
      return event satisfies never;
  }
}

/** What is said of runs that are gone, is said of none. */
export function withoutRuns(comparison: ComparisonState, ids: readonly string[]): ComparisonState {
  const isLeft = (id: string | null) => id === null || !ids.includes(id);
  const { selected, question, renaming, remarking, pointedOut } = comparison;
  return {
    ...comparison,
    selected: selected?.filter(isLeft) ?? null,
    question: question?.ids.every(isLeft) ? question : null,
    renaming: isLeft(renaming) ? renaming : null,
    remarking: isLeft(remarking) ? remarking : null,
    pointedOut: isLeft(pointedOut) ? pointedOut : null,
  };
}
