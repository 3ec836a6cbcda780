/** What a preset is called: its translated name, or its id where it has none. */
import type { Words } from '../../locale/words.js';
import type { Preset } from '../../protocol.js';

export function presetName(preset: Preset, words: Words): string {
  return words.find(`network.preset.${preset.id}`) ?? preset.id;
}
