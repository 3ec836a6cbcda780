/** What was changed by hand while a run went on, in words. */
import type { Words } from '../../locale/words.js';
import type { Change } from '../../protocol.js';

/** Without its step. */
export function changeText({ learningRate, weightDecay, dropout, clipping }: Change, words: Words): string {
  const part = (setting: string, value: number | string) =>
    words.t('differs.change.part', { setting, value: String(value) });
  return words.list([
    ...(typeof learningRate === 'number' ? [part(words.t('training.learningRate'), learningRate)] : []),
    ...(typeof weightDecay === 'number' ? [part(words.t('training.weightDecay'), weightDecay)] : []),
    ...(typeof dropout === 'number' ? [part(words.t('training.dropout'), dropout)] : []),
    ...(clipping ? [part(words.t('training.clippingNorm'), clipping.norm ?? words.t('setup.none'))] : []),
    ...(clipping ? [part(words.t('training.clippingValue'), clipping.value ?? words.t('setup.none'))] : []),
  ]);
}
