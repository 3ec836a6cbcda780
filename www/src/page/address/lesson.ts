/**
 * A lesson in an address: `show=charts.commands`, the parts of the page that are shown, beside the run that they are about.
 * Reads whatever it is given and says what is wrong with it; also writes the HTML that puts a lesson into another page.
 *
 * No lesson starts training by itself: a page, of which another one may hold several, takes all of a processor only when
 * somebody asks for it, and the button is one click away.
 */
import { markup } from '../../markup.js';
import { isPartName, type PartName, partNames, viewsWith } from '../../state/slices/lesson.js';

export const lessonParameter = 'show';

export interface ReadLesson {
  /** Null: everything, as no lesson is asked for, or none that could be shown. */
  readonly shown: readonly PartName[] | null;
  /** What is wrong with the address; null where nothing is. */
  readonly problem: { readonly code: 'lessonBad' | 'lessonUnknown'; readonly message: string } | null;
}

/** A name that is not known may be that of a later Kiln's: what is known is shown all the same. */
export function readLesson(search: string): ReadLesson {
  const text = new URLSearchParams(search).get(lessonParameter);
  if (text === null) return { shown: null, problem: null };
  // Commas are what a hand would write.
  const names = text.split(/[.,\s]+/).filter((name) => name !== '');
  const shown = partNames.filter((name) => names.includes(name));
  const found = `the address has ${lessonParameter}=${text.slice(0, 80)}`;
  const expected = `expected some of ${partNames.join(', ')}`;
  if (viewsWith(shown).length === 0) {
    return { shown: null, problem: { code: 'lessonBad', message: `${expected}, found nothing to look at: ${found}` } };
  }
  const unknown = names.filter((name) => !isPartName(name));
  const message = `${expected}, found "${unknown.join('", "').slice(0, 80)}": ${found}`;
  return { shown, problem: unknown.length > 0 ? { code: 'lessonUnknown', message } : null };
}

/** The address with these parts; null takes them out of it. */
export function withLesson(address: string, shown: readonly PartName[] | null): string {
  const url = new URL(address);
  if (shown === null) url.searchParams.delete(lessonParameter);
  else url.searchParams.set(lessonParameter, partNames.filter((name) => shown.includes(name)).join('.'));
  return url.href;
}

/** Pixels: most lessons then show all of themselves on a wide page, and scroll on a narrow one. */
const FRAME_HEIGHT = 640;

/**
 * HTML that shows a lesson within another page. `allow` lets it train with all cores where that page is cross-origin
 * isolated, and keep the screen on meanwhile; nothing is loaded before it is scrolled to.
 */
export function frameOf(address: string, title: string): string {
  return markup`<iframe src="${address}" title="${title}" width="100%" height="${FRAME_HEIGHT}" loading="lazy" allow="cross-origin-isolated; screen-wake-lock" style="border: 0"></iframe>`
    .html;
}
