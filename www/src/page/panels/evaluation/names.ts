/** What the classes of the images at hand are called. */
import type { Context } from '../../context.js';

export function classNames({ state }: Context): readonly string[] {
  return state.data.loaded?.info.classNames ?? [];
}

export function nameOf(context: Context, index: number): string {
  return classNames(context)[index] ?? String(index);
}
