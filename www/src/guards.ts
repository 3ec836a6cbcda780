/**
 * Guards of data from elsewhere: whether what a database, a file, a link or the browser's storage gives is what it is taken
 * for. Guards are made of smaller guards; what they let through can be used without looking again.
 *
 * These few are our own, as the page needs them at every start: minified and compressed they are 0.3 kB, the same of
 * valibot 1.8 kB, which the limit of the first download has no room for.
 */
export type Guard<T> = (value: unknown) => value is T;

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Any number, also NaN and the infinities, which a loss or a norm of a run that diverges may be. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** A setting, or whatever else is computed with. */
export function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

/** Finite, from 0 on: a time, an amount. */
export function isAmount(value: unknown): value is number {
  return isFiniteNumber(value) && value >= 0;
}

/** A whole number from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && isAmount(value);
}

/** A list is none. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function oneOf<const T extends string>(...names: readonly T[]): Guard<T> {
  return (value): value is T => names.some((name) => name === value);
}

export function orNull<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value);
}

/** Of a part that is not there in what was written before it was thought of. */
export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || guard(value);
}

export function listOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((item) => guard(item));
}

/** With at least these parts. */
export function object<T extends object>(parts: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  return (value): value is T => {
    if (!isObject(value)) return false;
    for (const name in parts) {
      const found: unknown = Reflect.get(value, name);
      if (!parts[name](found)) return false;
    }
    return true;
  };
}

/** One of several kinds, which its `type` names: a layer, an optimizer, a schedule. */
export const isTyped: Guard<{ readonly type: string }> = object<{ readonly type: string }>({ type: isText });

/** Beyond its parts, how they go together. */
export function refine<T>(guard: Guard<T>, fits: (value: T) => boolean): Guard<T> {
  return (value): value is T => guard(value) && fits(value);
}

/** Undefined where it is not there, or nothing that has parts. */
export function partOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

/** What a text says in JSON; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
