/** Curves as JSON that reads back exactly: also what is no number in JSON, such as a loss that has run away. */
import { layerMeasureNames } from '../view/layer-traces.js';

/** Curves hold no other words. */
const spoken: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

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
    const part = (name: string) => get(curves, name);
    const column = (values: unknown) => (isNumbers(values) ? Float64Array.from(values) : values);
    const readings = (of: unknown) => ({ step: column(get(of, 'step')), value: column(get(of, 'value')) });
    return {
      step: column(part('step')),
      loss: column(part('loss')),
      accuracy: column(part('accuracy')),
      learningRate: column(part('learningRate')),
      gradientNorm: readings(part('gradientNorm')),
      layers: layersOf(part('layers'), column),
      speed: readings(part('speed')),
      tests: part('tests'),
      validations: part('validations'),
    };
  } catch {
    return null;
  }
}

function layersOf(value: unknown, column: (values: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  const rows = get(value, 'rows');
  return {
    step: column(get(value, 'step')),
    rows: Array.isArray(rows)
      ? rows.map((row) => ({
          layer: get(row, 'layer'),
          ...Object.fromEntries(layerMeasureNames.map((name) => [name, column(get(row, name))])),
        }))
      : rows,
  };
}

function get(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}
