/** What a run is called: as the user named it, or by its preset and its number. */
import type { Words } from '../../locale/words.js';
import type { KeptRun } from '../kept-run.js';

export function runName({ name, preset, number }: Pick<KeptRun, 'name' | 'preset' | 'number'>, words: Words): string {
  if (name !== null) return name;
  const known = preset === null ? undefined : words.find(`network.preset.${preset}`);
  return words.t('runs.name', { preset: known ?? words.t('runs.unnamed'), number });
}
