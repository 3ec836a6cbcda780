/**
 * Whether something from outside, a database or a file, is what it is taken for. Guards are made of smaller guards; what
 * they let through can be used without looking again.
 */
export type Guard<T> = (value: unknown) => value is T;

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Also one that is not finite: a loss may be. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** A whole number from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function isSeconds(value: unknown): value is number {
  return isNumber(value) && Number.isFinite(value) && value >= 0;
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
    if (typeof value !== 'object' || value === null) return false;
    for (const name in parts) {
      const found: unknown = Reflect.get(value, name);
      if (!parts[name](found)) return false;
    }
    return true;
  };
}

/** Beyond its parts, how they go together. */
export function such<T>(guard: Guard<T>, fits: (value: T) => boolean): Guard<T> {
  return (value): value is T => guard(value) && fits(value);
}
