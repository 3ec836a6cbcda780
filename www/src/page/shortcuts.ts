/**
 * What keys do: the same as the buttons, for whoever has a hand on the keyboard. Leaves alone what is typed into a field,
 * keys held with others, and Space on a control that answers to it; keys of what a lesson does not show do nothing.
 */
import type { PlainKey } from '../locale/words.js';
import { isShown, isViewShown, type LessonState, noLesson, type PartName } from '../view/state/lesson.js';
import { views } from '../view/state.js';
import type { Context } from './context.js';
import { type CommandName, commands } from './panels/command.js';

export interface Shortcut {
  /** As `KeyboardEvent.key` in lower case. */
  readonly keys: readonly string[];
  readonly label: PlainKey;
  /** Whether there is anything on the page that it acts upon. */
  readonly isThere: (lesson: LessonState) => boolean;
  readonly act: (context: Context, key: string) => void;
}

const press = (name: CommandName) => (context: Context) => {
  const button = commands(context)[name];
  if (button.isEnabled) button.press();
};

const anyOf =
  (...names: readonly PartName[]) =>
  (lesson: LessonState) =>
    names.some((name) => isShown(lesson, name));

/** In the order in which they are listed. */
export const shortcuts: readonly Shortcut[] = [
  { keys: [' ', 'k'], label: 'keys.start', isThere: anyOf('commands'), act: press('main') },
  { keys: ['s'], label: 'keys.step', isThere: anyOf('commands'), act: press('step') },
  { keys: ['x'], label: 'keys.stop', isThere: anyOf('commands'), act: press('stop') },
  {
    keys: ['l'],
    label: 'keys.log',
    isThere: anyOf('charts', 'compare'),
    act: ({ dispatch }) => dispatch({ type: 'logarithmToggled' }),
  },
  {
    keys: ['0'],
    label: 'keys.whole',
    isThere: anyOf('charts', 'compare'),
    act: ({ state, dispatch }) =>
      dispatch({ type: state.view === 'compare' ? 'comparisonZoomed' : 'zoomed', range: null }),
  },
  {
    keys: views.map((_, index) => String(index + 1)),
    label: 'keys.view',
    isThere: (lesson) => views.filter((view) => isViewShown(lesson, view)).length > 1,
    act: ({ dispatch }, key) => {
      const view = views[Number(key) - 1];
      if (view) dispatch({ type: 'viewChosen', view });
    },
  },
  {
    keys: ['?'],
    label: 'keys.help',
    isThere: () => true,
    act: ({ dispatch }) => dispatch({ type: 'keysListed', isOpen: true }),
  },
];

/** What of an event matters here. */
export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'defaultPrevented'>;

/** Where the focus is: nowhere that matters, on what Space presses, or where keys are taken for themselves. */
export type Focus = 'page' | 'control' | 'field';

export function shortcutFor(event: Key, focus: Focus, lesson: LessonState = noLesson): Shortcut | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  if (focus === 'field' || (focus === 'control' && event.key === ' ')) return null;
  const key = event.key.toLowerCase();
  return shortcuts.find(({ keys, isThere }) => keys.includes(key) && isThere(lesson)) ?? null;
}

/** Carries out what a key asks for. */
export function pressed(event: KeyboardEvent, context: Context): void {
  // A dialog over the page has its own keys.
  if (document.querySelector('dialog[open]')) return;
  const shortcut = shortcutFor(event, focusOf(event.composedPath()[0]), context.state.lesson);
  if (!shortcut) return;
  // Space would scroll.
  event.preventDefault();
  shortcut.act(context, event.key.toLowerCase());
}

const buttonTypes: ReadonlySet<string> = new Set(['button', 'checkbox', 'radio', 'file', 'submit', 'reset']);

function focusOf(target: EventTarget | undefined): Focus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target instanceof HTMLInputElement) {
    if (buttonTypes.has(target.type)) return 'control';
    // A slider takes arrows only.
    return target.type === 'range' ? 'page' : 'field';
  }
  if (target.isContentEditable || target.matches('textarea, select')) return 'field';
  return target.matches('button, summary, a[href], [role=button], [role=slider], [tabindex="0"]') ? 'control' : 'page';
}
