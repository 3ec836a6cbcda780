/** What a run is called: as the user named it, or by what its settings began as and its number. */
import type { Words } from '../locale/words.js';
import type { KeptRun } from '../view/kept-run.js';

export function runName({ name, preset, number }: Pick<KeptRun, 'name' | 'preset' | 'number'>, words: Words): string {
  if (name !== null) return name;
  const known = preset === null ? undefined : words.find(`network.preset.${preset}`);
  return known ? words.t('run.named', { preset: known, number }) : words.t('run.numbered', { number });
}
