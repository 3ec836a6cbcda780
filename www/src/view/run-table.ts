/**
 * A run as a table for a spreadsheet: a row a step, a column a measure, as CSV (RFC 4180). Column names are plain English
 * in every language, so that a script reads the file of anyone.
 */
import type { RunState, TestResult } from './run.js';
import type { Readings } from './traces.js';

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
type Row = Partial<Record<Column, number | undefined>>;

export function runTable(run: RunState): string {
  const rows = new Map<number, Row>();
  const row = (step: number): Row => {
    const found = rows.get(step) ?? { step };
    rows.set(step, found);
    return found;
  };
  const { history, traces, info } = run;
  for (let i = 0; i < history.step.length; i++) {
    const step = history.step.at(i) ?? 0;
    Object.assign(row(step), {
      epoch: info ? Math.ceil(step / info.stepsPerEpoch) : undefined,
      train_loss: history.loss.at(i),
      train_accuracy: history.accuracy.at(i),
      learning_rate: traces.learningRate.at(i),
    } satisfies Row);
  }
  const place = (readings: Readings, column: Column) => {
    for (let i = 0; i < readings.step.length; i++) row(readings.step.at(i) ?? 0)[column] = readings.value.at(i);
  };
  place(traces.gradientNorm, 'gradient_norm');
  place(traces.speed, 'images_per_second');
  const read = (results: readonly TestResult[], set: 'validation' | 'test') => {
    for (const { step, epoch, loss, accuracy } of results) {
      Object.assign(row(step), { epoch, [`${set}_loss`]: loss, [`${set}_accuracy`]: accuracy });
    }
  };
  read(run.validations, 'validation');
  read(run.tests, 'test');
  const lines = [...rows.values()]
    .sort((one, other) => (one.step ?? 0) - (other.step ?? 0))
    .map((values) => columns.map((column) => cell(values[column])).join(','));
  // Numbers and these names need no quotes.
  return [columns.join(','), ...lines, ''].join('\r\n');
}

/** In full; empty for what was not measured. */
function cell(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}
