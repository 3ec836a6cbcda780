/** What presets, sources of data and shapes are called. */
import { builtInDigits } from '../../dataset/built-in-digits.js';
import type { Words } from '../../locale/words.js';
import type { Preset } from '../../protocol.js';
import type { DataSource, MeasuredData } from '../../state/slices/data.js';

/** Its translated name, or its id where it has none. */
export function presetName(preset: Preset, words: Words): string {
  return words.find(`network.preset.${preset.id}`) ?? preset.id;
}

/** Where the images came from. */
export function sourceText(source: DataSource, words: Words): string {
  if (source === 'synthetic') return words.t('data.source.synthetic', { seed: builtInDigits.seed });
  return words.t(`data.source.${source}`);
}

/** As it goes within a sentence. */
export function measuredDataName(data: MeasuredData, words: Words): string {
  return words.t(`data.measured.${data}`);
}

/** [32, 26, 26] as 26 × 26 × 32, the way it is drawn; positions × features of a sequence as they are. */
export function shapeText(output: readonly number[]): string {
  const [channels, ...sides] = output;
  return (sides.length === 2 ? [...sides, channels] : output).join(' × ');
}
