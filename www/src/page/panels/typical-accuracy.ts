/** What a preset may be expected to reach on the data at hand. */
import type { Words } from '../../locale/words.js';
import { isEdited } from '../../state/setup/difference.js';
import { measuredDataOf } from '../../state/slices/data.js';
import type { State } from '../../state/state.js';
import { measuredDataName } from './names.js';

export interface TypicalAccuracy {
  /** With the data that it was measured on. */
  readonly label: string;
  readonly value: string;
}

/**
 * Null where nothing was measured: on data of one's own, and once a setting was changed by hand, since it was measured with
 * the preset's own.
 */
export function typicalAccuracy(state: Pick<State, 'setup' | 'data'>, words: Words): TypicalAccuracy | null {
  const { presets, preset, draft } = state.setup;
  const data = measuredDataOf(state.data);
  if (!preset || !draft || !data || !presets.includes(preset) || isEdited(draft, preset)) return null;
  const accuracy = preset.typical[data];
  if (accuracy === undefined) return null;
  return {
    label: words.t('network.typical', { data: measuredDataName(data, words) }),
    value: words.t('network.typical.value', {
      accuracy: words.percent(accuracy, 1),
      epochs: words.plural('training.epochs', preset.typical.epochs),
    }),
  };
}
