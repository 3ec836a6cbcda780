/** Curves as JSON that reads back exactly: also what is no number in JSON, such as a loss that has run away. */
import { isNumber, listOf, partOf } from '../guards.js';
import { layerMeasureNames } from '../state/run/layer-traces.js';

/** Curves hold no other words. */
const spoken: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const isNumbers = listOf(isNumber);

/** Of what cannot be read as curves, as much as there is. */
export function curvesToJson(curves: unknown): string {
  const text: string | undefined = JSON.stringify(curves, (_, value: unknown) => {
    if (value instanceof Float64Array) return [...value];
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
  return text ?? 'null';
}

/** Whether it is curves, and whole, is for others to check; null where it is no JSON. */
export function curvesFromJson(text: string): unknown {
  try {
    const curves: unknown = JSON.parse(text, (_, value: unknown) => spoken.get(value) ?? value);
    const part = (name: string) => partOf(curves, name);
    const column = (values: unknown) => (isNumbers(values) ? Float64Array.from(values) : values);
    const samples = (of: unknown) => ({ step: column(partOf(of, 'step')), value: column(partOf(of, 'value')) });
    return {
      step: column(part('step')),
      loss: column(part('loss')),
      accuracy: column(part('accuracy')),
      learningRate: column(part('learningRate')),
      gradientNorm: samples(part('gradientNorm')),
      layers: layersOf(part('layers'), column),
      speed: samples(part('speed')),
      tests: part('tests'),
      validations: part('validations'),
    };
  } catch {
    return null;
  }
}

function layersOf(value: unknown, column: (values: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  const rows = partOf(value, 'rows');
  return {
    step: column(partOf(value, 'step')),
    rows: Array.isArray(rows)
      ? rows.map((row) => ({
          layer: partOf(row, 'layer'),
          ...Object.fromEntries(layerMeasureNames.map((name) => [name, column(partOf(row, name))])),
        }))
      : rows,
  };
}
