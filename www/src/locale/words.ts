/**
 * Turns keys into words of one language: interpolation, plurals, numbers, bytes, durations. Widgets are handed a `Words`
 * and never look for a language themselves; which language to use is the page's decision.
 */
import { en } from './en/index.js';

export type MessageKey = keyof typeof en;
export type Dictionary = Readonly<Record<MessageKey, string>>;
export type Language = 'en' | 'zh';

export const languages: readonly Language[] = ['en', 'zh'];

/** English is always there; another language is downloaded by who wants it. */
const dictionaries = new Map<Language, Dictionary>([['en', en]]);
const elsewhere: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Dictionary>>> = {
  zh: async () => (await import('./zh/index.js')).zh,
};

export const hasWords = (language: Language): boolean => dictionaries.has(language);

/** Rejects where they cannot be downloaded; another call tries again. */
export async function loadWords(language: Language): Promise<void> {
  if (language !== 'en' && !hasWords(language)) addWords(language, await elsewhere[language]());
}

export function addWords(language: Language, dictionary: Dictionary): void {
  dictionaries.set(language, dictionary);
}

/** What goes between the braces of a message, as a type: forgetting one does not compile. */
export type Blanks<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never;
type Filling<K extends MessageKey> = [Blanks<(typeof en)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Blanks<(typeof en)[K]>, string | number>>];
/** Keys of messages without blanks. */
export type PlainKey = { [K in MessageKey]: [Blanks<(typeof en)[K]>] extends [never] ? K : never }[MessageKey];
/** Keys that come in two forms, `.one` and `.other`. */
type PluralKey = MessageKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

export class Words {
  readonly language: Language;
  readonly #dictionary: Dictionary;
  readonly #plurals: Intl.PluralRules;
  readonly #formats = new Map<string, Intl.NumberFormat>();
  /** Made when they are first wanted: that takes longer than all that they do. */
  #dates: Intl.DateTimeFormat | undefined;
  #times: Intl.RelativeTimeFormat | undefined;
  #lists: Intl.ListFormat | undefined;

  /** English while those of `language` are not there. */
  constructor(language: Language) {
    const dictionary = dictionaries.get(language);
    this.language = dictionary ? language : 'en';
    this.#dictionary = dictionary ?? en;
    this.#plurals = new Intl.PluralRules(this.language);
  }

  t<K extends MessageKey>(key: K, ...[values]: Filling<K>): string {
    return this.#fill(this.#dictionary[key], values);
  }

  /** `name` is the blank that stands for the number; `others` fill what else is blank. */
  plural<K extends PluralKey>(
    key: K,
    count: number,
    name = 'count',
    others: Readonly<Record<string, string | number>> = {},
  ): string {
    const form = this.#plurals.select(count) === 'one' ? 'one' : 'other';
    return this.#fill(this.#dictionary[`${key}.${form}`], { ...others, [name]: count });
  }

  /** The message of a key that is only known at run time, such as an error code; undefined where there is none. */
  find(key: string): string | undefined {
    return isKey(key) ? this.#dictionary[key] : undefined;
  }

  /** The same, filled in; undefined also where a blank would be left. */
  fill(key: string, values: Readonly<Record<string, string | number>>): string | undefined {
    const message = this.find(key);
    const blanks = message?.matchAll(/\{(\w+)\}/g) ?? [];
    return message && [...blanks].every(([, name = '']) => name in values) ? this.#fill(message, values) : undefined;
  }

  number(value: number, maximumFractionDigits = 0): string {
    return this.#format({ maximumFractionDigits }).format(value);
  }

  /** With as many digits as tell something: 0.0312, 1.24, 312. */
  significant(value: number, digits = 3): string {
    return this.#format({ maximumSignificantDigits: digits, minimumSignificantDigits: digits }).format(value);
  }

  /** A whole number whose last digits do not flicker: 9,843 becomes 9,840. */
  steady(value: number): string {
    return this.#format({ maximumSignificantDigits: 3, maximumFractionDigits: 0 }).format(value);
  }

  percent(share: number, digits = 0): string {
    return this.#format({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      share,
    );
  }

  /** Decimal megabytes, as downloads are counted: 11.6 MB. */
  megabytes(bytes: number): string {
    return `${this.#format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / 1e6)} MB`;
  }

  /** Of what is kept: megabytes, or gigabytes where there are many. */
  size(bytes: number): string {
    return bytes < 1e9 ? this.megabytes(bytes) : `${this.number(bytes / 1e9, 1)} GB`;
  }

  /** A day and a time, in full: `time` in milliseconds since 1970. */
  date(time: number): string {
    this.#dates ??= new Intl.DateTimeFormat(this.language, { dateStyle: 'long', timeStyle: 'short' });
    return this.#dates.format(time);
  }

  /** How long ago, in the largest unit that is full: 5 minutes ago, yesterday. */
  ago(milliseconds: number): string {
    this.#times ??= new Intl.RelativeTimeFormat(this.language, { numeric: 'auto' });
    const format = this.#times;
    const unit = units.find(({ length }) => milliseconds >= length);
    return unit ? format.format(-Math.floor(milliseconds / unit.length), unit.name) : format.format(0, 'second');
  }

  /** Short for large numbers: 4.2 M, 420 万. */
  compact(value: number): string {
    return this.#format({ notation: 'compact', maximumSignificantDigits: 3 }).format(value);
  }

  list(items: readonly string[]): string {
    this.#lists ??= new Intl.ListFormat(this.language, { type: 'conjunction' });
    return this.#lists.format(items);
  }

  #fill(message: string, values: Readonly<Record<string, string | number>> = {}): string {
    return message.replaceAll(/\{(\w+)\}/g, (blank, name: string) => {
      const value = values[name];
      if (value === undefined) return blank;
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  #format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const key = JSON.stringify(options);
    const known = this.#formats.get(key);
    if (known) return known;
    const format = new Intl.NumberFormat(this.language, options);
    this.#formats.set(key, format);
    return format;
  }
}

/** Longest first; of less than a minute nobody counts the seconds. */
const units = [
  { name: 'year', length: 365 * 86_400_000 },
  { name: 'month', length: 30 * 86_400_000 },
  { name: 'day', length: 86_400_000 },
  { name: 'hour', length: 3_600_000 },
  { name: 'minute', length: 60_000 },
] as const;

/** Minutes and seconds, 0:41 or 1:02:05: the same in every language, and as wide while it counts. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
