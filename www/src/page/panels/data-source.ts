/** Which images these are and where they came from, in words. */
import { builtInDigits } from '../../dataset/built-in-digits.js';
import type { Words } from '../../locale/words.js';
import type { MeasuredData } from '../../state/slices/data.js';
import type { DataSource } from '../../state/state.js';

export function sourceText(source: DataSource, words: Words): string {
  if (source === 'synthetic') return words.t('data.source.synthetic', { seed: builtInDigits.seed });
  return words.t(`data.source.${source}`);
}

/** As it goes within a sentence. */
export function measuredDataName(data: MeasuredData, words: Words): string {
  return words.t(`data.measured.${data}`);
}
