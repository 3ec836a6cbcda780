/**
 * Which parts of the page are shown: all of them, or those that a lesson is made of. The table of parts is here, and so is
 * the lesson that is being put together in the menu; how either is written in an address is page/lesson.ts's.
 */
import type { View } from '../state.js';

/** The view in which a part is seen; null: beside every view. */
interface Part {
  readonly view: View | null;
}

/** In the order in which they are offered. */
export const parts = {
  data: { view: 'train' },
  network: { view: 'train' },
  training: { view: 'train' },
  ideas: { view: 'train' },
  charts: { view: 'train' },
  images: { view: 'train' },
  results: { view: 'train' },
  draw: { view: 'train' },
  evaluate: { view: 'evaluate' },
  compare: { view: 'compare' },
  commands: { view: null },
  preferences: { view: null },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

export function isPartName(name: string): name is PartName {
  return Object.hasOwn(parts, name);
}

export const partNames: readonly PartName[] = Object.keys(parts).filter(isPartName);

/** Parts that are chosen with one click. Each has the controls without which what it shows would stay empty. */
export const presets = {
  watch: ['charts', 'images', 'results', 'commands'],
  draw: ['draw', 'commands'],
  settings: ['training', 'ideas', 'charts', 'commands'],
  network: ['network', 'charts', 'commands'],
  mistakes: ['evaluate', 'commands'],
} as const satisfies Readonly<Record<string, readonly PartName[]>>;

export type LessonPreset = keyof typeof presets;
export const lessonPresets: readonly LessonPreset[] = ['watch', 'draw', 'settings', 'network', 'mistakes'];

/** What is copied: an address, or HTML for another page. */
export type LinkForm = 'link' | 'frame';
export const linkForms: readonly LinkForm[] = ['link', 'frame'];

export interface LessonState {
  /** What this page shows; null: everything, because it is no lesson. Nothing changes it while the page is open. */
  readonly shown: readonly PartName[] | null;
  /** What the lesson that is being made will show; null: no lesson is, the link opens the whole page. */
  readonly chosen: readonly PartName[] | null;
  readonly form: LinkForm;
}

export type LessonEvent =
  | { type: 'partsChosen'; names: readonly PartName[] | null }
  | { type: 'partToggled'; name: PartName }
  | { type: 'linkFormChosen'; form: LinkForm };

export const noLesson: LessonState = { shown: null, chosen: null, form: 'link' };

export function reduceLesson(lesson: LessonState, event: LessonEvent): LessonState {
  switch (event.type) {
    case 'partsChosen':
      return { ...lesson, chosen: event.names };
    case 'partToggled': {
      const before = lesson.chosen ?? partNames;
      const isChosen = before.includes(event.name);
      return {
        ...lesson,
        chosen: partNames.filter((name) => (name === event.name ? !isChosen : before.includes(name))),
      };
    }
    case 'linkFormChosen':
      return { ...lesson, form: event.form };
    default:
      return event satisfies never;
  }
}

/** Whether a part is on the page. */
export function isShown({ shown }: LessonState, name: PartName): boolean {
  return shown === null || shown.includes(name);
}

/** The views that have something to show, in the order of `views`. */
export function viewsWith(names: readonly PartName[]): readonly View[] {
  return [...new Set(partNames.filter((name) => names.includes(name)).flatMap((name) => parts[name].view ?? []))];
}

export function isViewShown({ shown }: LessonState, view: View): boolean {
  return shown === null || viewsWith(shown).includes(view);
}

/** The view itself, or the first that there is in its place. */
export function viewWithin(lesson: LessonState, view: View): View {
  return isViewShown(lesson, view) ? view : (viewsWith(lesson.shown ?? partNames)[0] ?? view);
}

/** The preset that these parts are; null where they are of one's own choice. */
export function presetOf(names: readonly PartName[]): LessonPreset | null {
  const isAlike = (other: readonly PartName[]) =>
    other.length === names.length && other.every((name) => names.includes(name));
  return lessonPresets.find((preset) => isAlike(presets[preset])) ?? null;
}
