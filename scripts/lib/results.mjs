/** What was measured of a preset: summed up from its runs, read from the table of docs/results.md, and written there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { median } from './bench.mjs';
import { Failure } from './terminal.mjs';

/** A row of the table: `runs` are what `testsOf` gives, one for each seed; `timing` is what `kiln bench --json` prints. */
export function summary({ id, parameters, multiplyAdds, config }, runs, timing) {
  const after = (wanted) => {
    const found = runs.map((tests) => tests.find(([epoch]) => epoch === wanted)?.[1]);
    return found.includes(undefined) ? null : median(found);
  };
  const epochs = runs[0].at(-1)[0];
  const stepMs = timing.step_ms_median;
  const steps = Math.ceil(imagesAnEpoch(config) / config.batchSize);
  return {
    id,
    parameters,
    multiplyAdds,
    first: after(1),
    fifth: after(5),
    last: after(epochs),
    epochs,
    stepMs,
    epochSeconds: (steps * stepMs) / 1000,
  };
}

/** A row with the accuracy on the built-in digits, too: the median of the seeds after the last epoch. */
export function withDigits(row, runs) {
  return { ...row, digits: median(runs.map((tests) => tests.at(-1)[1])) };
}

/** All of MNIST's training images, or as many as a preset learns from. */
export const imagesAnEpoch = (config) => config.data?.numTrain ?? 60_000;

const percent = (share) => (share === null ? '' : `${(share * 100).toFixed(2)} %`);
const grouped = (number) => number.toLocaleString('en-US');
/** About three digits. */
const short = (number) => number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);

/** The columns, how each is written, and how it is read back into a row. */
const columns = [
  ['preset', (row) => `\`${row.id}\``, (cell) => ({ id: cell.replaceAll('`', '') })],
  ['parameters', (row) => grouped(row.parameters), (cell) => ({ parameters: number(cell) })],
  ['multiply-adds', (row) => grouped(row.multiplyAdds), (cell) => ({ multiplyAdds: number(cell) })],
  ['epoch 1', (row) => percent(row.first), (cell) => ({ first: share(cell) })],
  ['epoch 5', (row) => percent(row.fifth), (cell) => ({ fifth: share(cell), last: share(cell), epochs: 5 })],
  ['last epoch', (row) => (row.epochs === 5 ? '' : `${percent(row.last)} after ${row.epochs}`), lastEpoch],
  ['built-in digits', (row) => percent(row.digits ?? null), (cell) => ({ digits: share(cell) })],
  ['ms a step', (row) => short(row.stepMs), (cell) => ({ stepMs: number(cell) })],
  ['s an epoch', (row) => short(row.epochSeconds), (cell) => ({ epochSeconds: number(cell) })],
];
const head = columns.map(([name]) => name);

/** One row a preset. */
export function markdown(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i ? '---:' : '---'));
  return [line(head), line(rule), ...rows.map((row) => line(columns.map(([, write]) => write(row))))].join('\n');
}

/** The cells of a table, line by line. */
export function cellsOf(table) {
  const lines = table.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The rows of a table that `markdown` made, as precise as they are written; none of an empty one. */
export function rowsOf(table) {
  const [titles, , ...rows] = cellsOf(table);
  if (!titles) return [];
  if (titles.join() !== head.join()) {
    throw new Failure(`the table has the columns "${titles.join(', ')}", and not "${head.join(', ')}": remove it`);
  }
  return rows.map((cells) => Object.assign({}, ...columns.map(([, , read], i) => read(cells[i] ?? ''))));
}

function lastEpoch(cell) {
  const [, accuracy, epochs] = /^(.+ %) after (\d+)$/.exec(cell) ?? [];
  return accuracy ? { last: share(accuracy), epochs: Number(epochs) } : {};
}

function number(cell) {
  const value = Number(cell.replaceAll(',', ''));
  if (cell === '' || Number.isNaN(value)) throw new Failure(`the table has "${cell}" where a number belongs`);
  return value;
}

const share = (cell) => (cell === '' ? null : Number((number(cell.replace(/ %$/, '')) / 100).toFixed(4)));

const marked = (mark) => new RegExp(`(<!-- ${mark} -->\\n)([\\s\\S]*?)(\\n?<!-- end -->)`);

/** The table between a mark and its end. */
export function tableIn(path, mark = 'table') {
  const found = marked(mark).exec(readFileSync(path, 'utf8'));
  if (!found) throw new Failure(`${path} has no marks for the table: <!-- ${mark} --> and <!-- end -->`);
  return found[2];
}

/** Puts a table there. */
export function replaceTable(path, table, mark = 'table') {
  tableIn(path, mark);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(marked(mark), (_, before) => `${before}${table}\n<!-- end -->`),
  );
}

/** What each row of the presets' own table should say. */
export function typicals(rows) {
  const width = Math.max(...rows.map(({ id }) => id.length)) + 3;
  const number = (share) => Number(share.toFixed(4));
  return rows.map(({ id, last, digits, epochs }) => {
    const onDigits = digits === null ? 'None' : `Some(${number(digits)})`;
    return `${`"${id}",`.padEnd(width)} typical(${number(last)}, ${onDigits}, ${epochs}),`;
  });
}
