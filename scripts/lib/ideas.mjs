/** What the page's ideas claim, whether runs bear it out, and where that is written: a table, and a module of the page. */
import { median } from './bench.mjs';
import { cellsOf } from './results.mjs';
import { Failure } from './terminal.mjs';

/** Marks the table in docs/results.md. */
export const mark = 'ideas';

/** What is read of a run. A run that diverged has learnt nothing. */
const values = {
  test: ({ tests, hasDiverged }) => (hasDiverged ? 0 : tests.at(-1)[1]),
  train: ({ train, hasDiverged }) => (hasDiverged ? 0 : train),
  loss: ({ loss, hasDiverged }) => (hasDiverged ? Number.POSITIVE_INFINITY : loss),
  jump: ({ jump, hasDiverged }) => (hasDiverged ? Number.POSITIVE_INFINITY : jump),
};
const guessing = Math.log(10);

/** What each idea's explanation says of the runs without it and with it. */
const claims = {
  rateOne: (without, after) =>
    // The loss leaps up: far above that of guessing, or to no number at all.
    isLower('test', without, after) && after.every((run) => run.hasDiverged || run.highest > 2 * guessing),
  noActivations: (without, after) => isLower('test', without, after),
  fewImages: (without, after) =>
    isLower('test', without, after) && after.every((run) => values.train(run) > 0.99) && hasGap(without, after, 1),
  augmentation: (without, after) => isLower('train', without, after),
  oneCycle: (without, after) => isLower('test', after, without),
  oneImage: (without, after) => isLower('jump', without.map(negative), after.map(negative)),
  zeros: (without, after) =>
    isLower('test', without, after) && after.every((run) => Math.abs(values.loss(run) - guessing) < 0.05),
  plainSgd: (without, after) => isLower('loss', after, without),
  dropout: (without, after) => isLower('train', without, after) && hasGap(without, after, -1),
  // That only chance has changed is always so.
  seed: () => true,
};

const negative = (run) => ({ ...run, jump: -values.jump(run) });
const range = (numbers) => Math.max(...numbers) - Math.min(...numbers);

/** Whether every run of `after` is below every one of `before`, and the medians further apart than three seeds move it. */
function isLower(name, before, after) {
  const [high, low] = [before, after].map((runs) => runs.map(values[name]));
  return Math.max(...low) < Math.min(...high) && median(high) - median(low) > range(high);
}

/** Whether training and test are further apart than three seeds move the test: the first higher, or the second. */
function hasGap(without, after, sign) {
  const spread = range(without.map(values.test));
  return after.every((run) => sign * (values.train(run) - values.test(run)) > spread);
}

/** The two numbers of each figure, and the spread they are held against, from the runs without the idea and with it. */
const told = {
  gap: (without, after) => [median(after.map(values.train)), median(after.map(values.test)), spread(without, 'test')],
  range: (without) => {
    const tests = without.map(values.test);
    return [Math.min(...tests), Math.max(...tests), range(tests)];
  },
};
const spread = (runs, name) => range(runs.map(values[name]));

/** A row of the table, of three runs each. */
export function ideaRow({ data, preset, idea, figure }, without, after) {
  const usual = () => [median(without.map(values[figure])), median(after.map(values[figure])), spread(without, figure)];
  const [first, second, moves] = (told[figure] ?? usual)(without, after);
  const diverged = figure === 'range' ? 0 : after.filter(({ hasDiverged }) => hasDiverged).length;
  return {
    idea,
    preset,
    data,
    figure,
    first,
    second,
    spread: moves,
    diverged,
    isOffered: claims[idea](without, after),
  };
}

const isShare = (figure) => figure !== 'loss' && figure !== 'jump';

function written(value, figure) {
  if (!Number.isFinite(value)) return '∞';
  return isShare(figure) ? `${(value * 100).toFixed(2)} %` : value.toPrecision(3);
}

function read(cell) {
  if (cell === '∞') return Number.POSITIVE_INFINITY;
  const [, number, sign] = /^([\d.]+)( %)?$/.exec(cell) ?? [];
  if (number === undefined) throw new Failure(`the table of ideas has "${cell}" where a number belongs`);
  return sign ? Number((Number(number) / 100).toFixed(4)) : Number(number);
}

const figures = {
  test: ['test accuracy without', 'with'],
  train: ['training accuracy without', 'with'],
  loss: ['training loss without', 'with'],
  jump: ['jump of the loss without', 'with'],
  gap: ['training accuracy with', 'test accuracy with'],
  range: ['lowest test accuracy', 'highest'],
};
const nameOf = (figure) => figures[figure].join(', ');
const figureOf = (name) => Object.keys(figures).find((figure) => nameOf(figure) === name);

const columns = [
  ['data', (row) => row.data, (cell) => ({ data: cell })],
  ['preset', (row) => `\`${row.preset}\``, (cell) => ({ preset: cell.replaceAll('`', '') })],
  ['idea', (row) => `\`${row.idea}\``, (cell) => ({ idea: cell.replaceAll('`', '') })],
  ['measured', (row) => nameOf(row.figure), (cell) => ({ figure: figureOf(cell) })],
  ['first', (row) => written(row.first, row.figure), (cell) => ({ first: read(cell) })],
  ['second', (row) => written(row.second, row.figure), (cell) => ({ second: read(cell) })],
  ['spread', (row) => written(row.spread, row.figure), (cell) => ({ spread: read(cell) })],
  ['diverged', (row) => (row.diverged ? `${row.diverged} of 3` : ''), (cell) => ({ diverged: Number(cell[0] ?? 0) })],
  ['offered', (row) => (row.isOffered ? 'yes' : 'no'), (cell) => ({ isOffered: cell === 'yes' })],
];
const head = columns.map(([name]) => name);
const isNumber = new Set(['first', 'second', 'spread', 'diverged']);

/** One row an idea, preset and data set. */
export function markdown(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((name) => (isNumber.has(name) ? '---:' : '---'));
  return [line(head), line(rule), ...rows.map((row) => line(columns.map(([, write]) => write(row))))].join('\n');
}

/** The rows of a table that `markdown` made, as precise as they are written; none of an empty one. */
export function rowsOf(table) {
  const [titles, , ...rows] = cellsOf(table);
  if (!titles) return [];
  if (titles.join() !== head.join()) throw new Failure(`the table of ideas has the columns "${titles}": remove it`);
  return rows.map((cells) => Object.assign({}, ...columns.map(([, , take], i) => take(cells[i] ?? ''))));
}

/** By data, preset and idea, in the page's order; without those that are none any more. */
export function sorted(rows, { presets, ideas }) {
  const place = (row) => (row.data === 'mnist' ? 1e4 : 0) + presets.indexOf(row.preset) * 100 + ideas.indexOf(row.idea);
  return rows
    .filter((row) => presets.includes(row.preset) && ideas.includes(row.idea))
    .toSorted((a, b) => place(a) - place(b));
}

/** What the page offers, and tells of it: the rows whose claim holds, as precise as the table has them. */
export function moduleText(rows) {
  const number = (value, figure) => (Number.isFinite(value) ? String(read(written(value, figure))) : 'null');
  const line = ({ data, preset, idea, figure, first, second, diverged }) => {
    const numbers = [number(first, figure), diverged > 1 ? 'null' : number(second, figure)].join(', ');
    return `  ['${data}', '${preset}', '${idea}', ${numbers}],`;
  };
  const lines = rows.filter(({ isOffered }) => isOffered).map(line);
  return `/**
 * Where ideas are offered, since what they claim was measured there: data, preset, idea, and the two numbers of its figure,
 * null where most runs diverged. Written by \`npm run ideas -- --write\` from the table of docs/results.md, which a test
 * holds it to.
 */
import type { MeasuredIdea } from './offered-ideas.js';

export const measuredIdeas: readonly MeasuredIdea[] = ${lines.length > 0 ? `[\n${lines.join('\n')}\n]` : '[]'};
`;
}
