/**
 * In what several configurations differ: a row a setting, a value for each of them. Compares what the tables of fields
 * read; what is a layer or made by hand on the way is told apart from them. Knows no words.
 */
import type { RunConfig } from '../../protocol.js';
import { isSame } from './difference.js';
import { type RunFieldId, runFieldIds, runFields } from './run-fields.js';

export interface SettingRow {
  readonly id: RunFieldId;
  /** As its control shows it, one for each configuration; null where that has no such thing. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** All settings that at least one of them has, in the order in which they are shown. */
export function settingsOf(configs: readonly RunConfig[]): readonly SettingRow[] {
  return runFieldIds.flatMap((id) => {
    // What the layers say is told of the layers.
    if (id === 'dropout') return [];
    const values = configs.map((config) => read(config, id));
    if (values.every((value) => value === null)) return [];
    // Of a field that only some have, nothing is said: the one that brings it differs already.
    const present = values.filter((value) => value !== null);
    return [{ id, values, differs: new Set(present).size > 1 }];
  });
}

/** Weights of two checkpoints are not the same beginning. */
function read(config: RunConfig, id: RunFieldId): string | null {
  const { initialization } = config;
  if (id === 'initialization' && initialization?.type === 'checkpoint') return `checkpoint ${initialization.digest}`;
  return runFields[id].read(config);
}

/** Whether all of them are the same in this, by value. */
export function areSame(values: readonly unknown[]): boolean {
  return values.every((value) => isSame(value, values[0]));
}
