/** The charts that a visitor chose, kept for the next visit; whatever else is found there counts for nothing. */
import { parseJson, partOf } from '../../guards.js';
import { smoothings } from '../../state/curves/smooth.js';
import { type ChartChoices, chartNames, usualChoices } from '../../state/slices/charts.js';
import { keepNote } from './browser-storage.js';

const storageKey = 'kiln.charts';

export function readChartChoices(kept: (key: string) => string | null): ChartChoices {
  const found = parseJson(kept(storageKey) ?? '');
  const [shown, smoothing, isLogarithmic] = ['shown', 'smoothing', 'isLogarithmic'].map((key) => partOf(found, key));
  return {
    shown: Array.isArray(shown) ? chartNames.filter((name) => shown.includes(name)) : usualChoices.shown,
    smoothing: smoothings.find((steps) => steps === smoothing) ?? usualChoices.smoothing,
    isLogarithmic: typeof isLogarithmic === 'boolean' ? isLogarithmic : usualChoices.isLogarithmic,
  };
}

export function keepChartChoices({ shown, smoothing, isLogarithmic }: ChartChoices): void {
  keepNote(storageKey, JSON.stringify({ shown, smoothing, isLogarithmic }));
}
