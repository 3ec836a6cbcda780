/** The table of docs/results.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Failure } from './terminal.mjs';

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const percent = (share) => (share === null ? '' : `${(share * 100).toFixed(2)} %`);
const grouped = (number) => number.toLocaleString('en-US');

/** One row a preset. */
export function markdown(rows) {
  const cells = rows.map((row) => [
    `\`${row.id}\``,
    grouped(row.parameters),
    grouped(row.multiplyAdds),
    percent(row.first),
    percent(row.fifth),
    row.epochs > 5 ? `${percent(row.last)} after ${row.epochs}` : '',
    String(Math.round(row.seconds)),
  ]);
  const head = ['preset', 'parameters', 'multiply-adds', 'epoch 1', 'epoch 5', 'later', 'seconds'];
  const line = (row) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '---:' : '---'))), ...cells.map(line)].join('\n');
}

/** Puts the table between its two marks. */
export function replaceTable(path, table) {
  const text = readFileSync(path, 'utf8');
  const marked = /(<!-- table -->\n)[\s\S]*?(\n<!-- end -->)/;
  if (!marked.test(text)) throw new Failure(`${path} has no marks for the table: <!-- table --> and <!-- end -->`);
  writeFileSync(path, text.replace(marked, `$1${table}$2`));
}
