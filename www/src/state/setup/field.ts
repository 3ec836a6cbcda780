/**
 * A field: one thing of a configuration that a person can edit, as text in and text out. Rows of tables are made here;
 * form, checks and the comparison with a preset know nothing else of what they edit.
 */
import { parse, type Range } from './number.js';

/** How a field is edited. An optional number may be left empty. */
export type Control =
  | { readonly kind: 'number'; readonly range: Range; readonly isOptional: boolean }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'switch' };

export interface Field<S> {
  readonly control: Control;
  /** As its control shows it; a switch is 'on' or 'off'. Null where the subject has no such thing. */
  readonly read: (subject: S) => string | null;
  /** The subject with what was typed; null where that is not allowed. */
  readonly write: (subject: S, text: string) => S | null;
}

export function number<S>(
  range: Range,
  get: (subject: S) => number | undefined,
  set: (subject: S, value: number) => S,
): Field<S> {
  return {
    control: { kind: 'number', range, isOptional: false },
    read: (subject) => textOf(get(subject)),
    write: (subject, text) => {
      const value = parse(text, range);
      return value === null ? null : set(subject, value);
    },
  };
}

/** Empty is null: nothing of the kind is set. */
export function optional<S>(
  range: Range,
  get: (subject: S) => number | null | undefined,
  set: (subject: S, value: number | null) => S,
): Field<S> {
  return {
    control: { kind: 'number', range, isOptional: true },
    read: (subject) => textOf(get(subject) ?? null),
    write: (subject, text) => {
      if (text.trim() === '') return set(subject, null);
      const value = parse(text, range);
      return value === null ? null : set(subject, value);
    },
  };
}

/** The same where not every subject has it: undefined is none at all, and null one that is left open. */
export function leftOpen<S>(
  range: Range,
  get: (subject: S) => number | null | undefined,
  set: (subject: S, value: number | null) => S,
): Field<S> {
  return { ...optional(range, get, set), read: (subject) => textOf(get(subject)) };
}

/** One of a few words. */
export function choice<S, T extends string>(
  options: readonly T[],
  get: (subject: S) => string | undefined,
  set: (subject: S, value: T) => S,
): Field<S> {
  return {
    control: { kind: 'choice', options },
    read: (subject) => get(subject) ?? null,
    write: (subject, text) => {
      const chosen = options.find((option) => option === text);
      return chosen === undefined ? null : set(subject, chosen);
    },
  };
}

export function toggle<S>(get: (subject: S) => boolean | undefined, set: (subject: S, value: boolean) => S): Field<S> {
  return {
    control: { kind: 'switch' },
    read: (subject) => {
      const value = get(subject);
      return value === undefined ? null : value ? 'on' : 'off';
    },
    write: (subject, text) => (text === 'on' || text === 'off' ? set(subject, text === 'on') : null),
  };
}

function textOf(value: number | null | undefined): string | null {
  return value === undefined ? null : value === null ? '' : String(value);
}
