/**
 * A run as a table for a spreadsheet: a row a step, a column a measure, as CSV (RFC 4180); what was measured of a layer in
 * columns of its own, `layer_3_conv2d_gradient_norm`. Column names are plain English in every language, so that a script
 * reads the file of anyone.
 */
import { type LayerMeasure, layerMeasureNames } from './layer-traces.js';
import type { RunState, TestResult } from './run.js';
import type { Samples } from './traces.js';

const columns = [
  'step',
  'epoch',
  'train_loss',
  'train_accuracy',
  'learning_rate',
  'gradient_norm',
  'images_per_second',
  'validation_loss',
  'validation_accuracy',
  'test_loss',
  'test_accuracy',
] as const;

type Column = (typeof columns)[number];
type Row = Record<string, number | undefined>;

const layerColumns: Readonly<Record<LayerMeasure, string>> = {
  gradientNorm: 'gradient_norm',
  updateRatio: 'update_ratio',
  dead: 'dead_units',
};

export function runTable(run: RunState): string {
  const rows = new Map<number, Row>();
  const row = (step: number): Row => {
    const found = rows.get(step) ?? { step };
    rows.set(step, found);
    return found;
  };
  const { history, traces, info, config } = run;
  for (let i = 0; i < history.step.length; i++) {
    const step = history.step.at(i) ?? 0;
    Object.assign(row(step), {
      epoch: info ? Math.ceil(step / info.stepsPerEpoch) : undefined,
      train_loss: history.loss.at(i),
      train_accuracy: history.accuracy.at(i),
      learning_rate: traces.learningRate.at(i),
    } satisfies Partial<Record<Column, number | undefined>>);
  }
  const place = (samples: Samples, column: string) => {
    for (let i = 0; i < samples.step.length; i++) row(samples.step.at(i) ?? 0)[column] = samples.value.at(i);
  };
  place(traces.gradientNorm, 'gradient_norm');
  place(traces.speed, 'images_per_second');
  const { step, rows: layers } = traces.layers;
  const ofLayers = layers.flatMap((trace) =>
    layerMeasureNames.flatMap((measure) => {
      const value = trace[measure];
      if (!value.values.some(Number.isFinite)) return [];
      const type = config?.layers[trace.layer]?.type ?? 'layer';
      const column = `layer_${trace.layer + 1}_${type}_${layerColumns[measure]}`;
      place({ step, value }, column);
      return [column];
    }),
  );
  const read = (results: readonly TestResult[], set: 'validation' | 'test') => {
    for (const { step, epoch, loss, accuracy } of results) {
      Object.assign(row(step), { epoch, [`${set}_loss`]: loss, [`${set}_accuracy`]: accuracy });
    }
  };
  read(run.validations, 'validation');
  read(run.tests, 'test');
  const all = [...columns, ...ofLayers];
  const lines = [...rows.values()]
    .sort((one, other) => (one['step'] ?? 0) - (other['step'] ?? 0))
    .map((values) => all.map((column) => cell(values[column])).join(','));
  // Numbers and these names need no quotes.
  return [all.join(','), ...lines, ''].join('\r\n');
}

/** In full; empty for what was not measured. */
function cell(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}
