import { expect, it } from 'vitest';
import { usualChoices } from '../../state/slices/charts.js';
import { readChartChoices } from './chart-choices.js';

it('charts are those that were kept', () => {
  const kept = JSON.stringify({ shown: ['speed', 'loss'], smoothing: 60, isLogarithmic: true });
  expect(readChartChoices(() => kept)).toEqual({ shown: ['loss', 'speed'], smoothing: 60, isLogarithmic: true });
  expect(readChartChoices(() => '{"shown":[]}').shown).toEqual([]);
});

it('charts are the usual ones where nothing that makes sense was kept', () => {
  for (const kept of [null, '', '{', 'null', '[]', '{"shown":7,"smoothing":8,"isLogarithmic":"yes"}']) {
    expect(
      readChartChoices(() => kept),
      String(kept),
    ).toEqual(usualChoices);
  }
  expect(readChartChoices(() => '{"shown":["future","loss"]}').shown).toEqual(['loss']);
});
