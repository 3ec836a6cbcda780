/** In what a draft is not its preset: field by field, and in its layers. */
import type { Preset } from '../../protocol.js';
import type { Draft } from './draft.js';
import { type RunFieldId, runFieldIds, runFields } from './run-fields.js';

/** Of a field that only one of both has, nothing is said: the one that brings it differs already. */
export function differences({ config }: Draft, preset: Preset): readonly (RunFieldId | 'layers')[] {
  const fields = runFieldIds.filter((id) => {
    const [value, original] = [runFields[id].read(config), runFields[id].read(preset.config)];
    // What the layers say is told of the layers.
    return id !== 'dropout' && value !== null && original !== null && value !== original;
  });
  return isSame(config.layers, preset.config.layers) ? fields : [...fields, 'layers'];
}

export function isEdited(draft: Draft, preset: Preset): boolean {
  return differences(draft, preset).length > 0 || (draft.config.changes ?? []).length > 0;
}

/** By value: a configuration that was in the worker is a copy. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
