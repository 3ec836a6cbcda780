/** The charts that a visitor chose, kept for the next visit; whatever else is found there counts for nothing. */
import { smoothings } from '../view/smooth.js';
import { type ChartChoices, chartNames, usualChoices } from '../view/state/charts.js';

const storageKey = 'kiln.charts';

export function readChartChoices(kept: (key: string) => string | null): ChartChoices {
  const found = parse(kept(storageKey));
  const [shown, smoothing, isLogarithmic] = ['shown', 'smoothing', 'isLogarithmic'].map((key) => found.get(key));
  return {
    shown: Array.isArray(shown) ? chartNames.filter((name) => shown.includes(name)) : usualChoices.shown,
    smoothing: smoothings.find((steps) => steps === smoothing) ?? usualChoices.smoothing,
    isLogarithmic: typeof isLogarithmic === 'boolean' ? isLogarithmic : usualChoices.isLogarithmic,
  };
}

/** A browser that keeps nothing is no error. */
export function keepChartChoices({ shown, smoothing, isLogarithmic }: ChartChoices): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ shown, smoothing, isLogarithmic }));
  } catch {
    // Cookies are blocked, or there is no room.
  }
}

function parse(text: string | null): ReadonlyMap<string, unknown> {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    return new Map(typeof found === 'object' && found !== null ? Object.entries(found) : []);
  } catch {
    return new Map();
  }
}
