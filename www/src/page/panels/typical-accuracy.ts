/** What a preset may be expected to reach. */
import type { Words } from '../../locale/words.js';
import { isEdited } from '../../view/setup/difference.js';
import type { SetupState } from '../../view/state.js';

/** Null once a setting was changed by hand: it was measured with the preset's own. */
export function typicalAccuracy({ presets, preset, draft }: SetupState, words: Words): string | null {
  if (!preset || !draft || !presets.includes(preset) || isEdited(draft, preset)) return null;
  const { accuracy, epochs } = preset.typical;
  return words.t('network.typical.value', {
    accuracy: words.percent(accuracy, 1),
    epochs: words.plural('training.epochs', epochs),
  });
}
