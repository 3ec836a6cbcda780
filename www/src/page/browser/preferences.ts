/**
 * Language, theme and device: read from the address, then from what was kept of an earlier visit, then from the browser;
 * written back to both. Owns their spelling in the URL, `?device=&lang=&theme=`.
 */
import { isLanguage, type Language } from '../../locale/words.js';
import type { DeviceChoice } from '../../protocol.js';
import type { Preferences, Theme } from '../../state/state.js';
import { attempt, keepNote } from './browser-storage.js';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];
export const deviceChoices: readonly DeviceChoice[] = ['auto', 'webgpu', 'cpu'];

/** The theme's is also read by the few lines in index.html that run before the first paint. */
const storageKeys = { language: 'kiln.lang', theme: 'kiln.theme' } as const;

export interface Surroundings {
  /** The query of the address. */
  search: string;
  /** Null where the browser keeps nothing. */
  kept: (key: string) => string | null;
  /** The user's languages, best first. */
  languages: readonly string[];
}

export function readPreferences({ search, kept, languages }: Surroundings): Preferences {
  const query = new URLSearchParams(search);
  const first = <T extends string>(options: readonly T[], ...found: (string | null)[]): T | undefined =>
    found.flatMap((value) => options.filter((option) => option === value))[0];
  return {
    language: [query.get('lang'), kept(storageKeys.language)].find(isLanguage) ?? ofBrowser(languages),
    theme: first(themes, query.get('theme'), kept(storageKeys.theme)) ?? 'system',
    device: first(deviceChoices, query.get('device')) ?? 'auto',
  };
}

/** The query with the preferences in it; parameters that are not ours stay. */
export function writeQuery(search: string, { language, theme, device }: Preferences): string {
  const query = new URLSearchParams(search);
  query.set('lang', language);
  if (theme === 'system') query.delete('theme');
  else query.set('theme', theme);
  if (device === 'auto') query.delete('device');
  else query.set('device', device);
  return `?${query}`;
}

export function browserSurroundings(): Surroundings {
  return {
    search: location.search,
    kept: (key) => attempt(() => localStorage.getItem(key)) ?? null,
    languages: navigator.languages,
  };
}

/** For the next visit. */
export function keepPreferences({ language, theme }: Preferences): void {
  keepNote(storageKeys.language, language);
  keepNote(storageKeys.theme, theme);
}

function ofBrowser(languages: readonly string[]): Language {
  const known = languages.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage);
  return known ?? 'en';
}
