/**
 * What keys do: the same as the buttons, for whoever has a hand on the keyboard. Leaves alone what is typed into a field,
 * keys held with others, and Space on a control that answers to it; keys of what a lesson does not show do nothing.
 */
import type { PlainKey } from '../../locale/words.js';
import { isShown, isViewShown, type LessonState, noLesson, type PartName } from '../../state/slices/lesson.js';
import { type State, views } from '../../state/state.js';
import type { Context } from '../context.js';
import { type CommandName, commands } from '../panels/command.js';

export interface Shortcut {
  /** As `KeyboardEvent.key` in lower case, behind `ctrl+` or `ctrl+shift+` where it is held with them; Cmd is Ctrl. */
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

/** Only where one sees what it does. */
function takeBack({ state, dispatch }: Context, type: 'undone' | 'redone'): void {
  if (state.view === 'train') dispatch({ type });
}

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
    keys: ['ctrl+z'],
    label: 'setup.undo',
    isThere: anyOf('data', 'network', 'training'),
    act: (context) => takeBack(context, 'undone'),
  },
  {
    keys: ['ctrl+shift+z', 'ctrl+y'],
    label: 'setup.redo',
    isThere: anyOf('data', 'network', 'training'),
    act: (context) => takeBack(context, 'redone'),
  },
  {
    keys: ['?'],
    label: 'keys.help',
    isThere: () => true,
    act: ({ dispatch }) => dispatch({ type: 'keysListed', isOpen: true }),
  },
];

/** What of an event matters here. */
export type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat' | 'defaultPrevented'
>;

/**
 * Where the focus is: nowhere that matters, on what Space presses, where letters choose, or where text is typed, which has
 * an undo of its own.
 */
export type Focus = 'page' | 'control' | 'choice' | 'text';

export function shortcutFor(event: Key, focus: Focus, lesson: LessonState = noLesson): Shortcut | null {
  if (event.defaultPrevented || event.altKey || focus === 'text') return null;
  const isHeld = event.ctrlKey || event.metaKey;
  // A key that is kept down takes back one step after the other.
  if (event.repeat && !isHeld) return null;
  if (!isHeld && (focus === 'choice' || (focus === 'control' && event.key === ' '))) return null;
  const key = `${isHeld ? 'ctrl+' : ''}${isHeld && event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`;
  return shortcuts.find(({ keys, isThere }) => keys.includes(key) && isThere(lesson)) ?? null;
}

/** Carries out what a key asks for. */
export function pressed(event: KeyboardEvent, context: Context): void {
  // A dialog over the page has its own keys.
  if (document.querySelector('dialog[open]')) return;
  const shortcut = shortcutFor(event, focusOf(event.composedPath()[0], context.state), context.state.lesson);
  if (!shortcut) return;
  // Space would scroll.
  event.preventDefault();
  shortcut.act(context, event.key.toLowerCase());
}

const buttonTypes: ReadonlySet<string> = new Set(['button', 'checkbox', 'radio', 'file', 'submit', 'reset']);

function focusOf(target: EventTarget | undefined, { setup }: State): Focus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target instanceof HTMLInputElement) {
    if (buttonTypes.has(target.type)) return 'control';
    // A slider takes arrows only.
    if (target.type === 'range') return 'page';
    // What was entered is an edit of the settings; until then the browser takes back what is typed.
    return target.closest('#setup') && setup.history.typing === null ? 'choice' : 'text';
  }
  if (target.isContentEditable || target.matches('textarea')) return 'text';
  if (target.matches('select')) return 'choice';
  return target.matches('button, summary, a[href], [role=button], [role=slider], [tabindex="0"]') ? 'control' : 'page';
}
