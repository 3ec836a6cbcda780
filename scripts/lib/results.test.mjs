import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { median } from './bench.mjs';
import { markdown, replaceTable, rowsOf, summary, tableIn, typicals, withDigits } from './results.mjs';

const rows = [
  {
    id: 'mlp',
    parameters: 101_770,
    multiplyAdds: 101_632,
    first: 0.9474,
    fifth: 0.977,
    last: 0.977,
    epochs: 5,
    digits: 0.953,
    stepMs: 1.52,
    epochSeconds: 0.71,
  },
  {
    id: 'cnn-case-study',
    parameters: 50_186,
    multiplyAdds: 3_869_824,
    first: 0.7,
    fifth: 0.9,
    last: 0.98,
    epochs: 100,
    digits: null,
    stepMs: 123,
    epochSeconds: 19.3,
  },
];
const table = `| preset | parameters | multiply-adds | epoch 1 | epoch 5 | last epoch | built-in digits | ms a step | s an epoch |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| \`mlp\` | 101,770 | 101,632 | 94.74 % | 97.70 % |  | 95.30 % | 1.52 | 0.71 |
| \`cnn-case-study\` | 50,186 | 3,869,824 | 70.00 % | 90.00 % | 98.00 % after 100 |  | 123 | 19.3 |`;

it('the median is the middle number, whatever their order', () => {
  expect(median([0.3, 0.1, 0.2])).toBe(0.2);
  expect(median([100, 9, 20])).toBe(20);
});

describe('a row', () => {
  const preset = { id: 'mlp', parameters: 1, multiplyAdds: 2, config: { batchSize: 128, data: { numTrain: null } } };
  const run = (first, last) => [
    [1, first],
    [5, last],
  ];
  const runs = [run(0.9, 0.97), run(0.94, 0.96), run(0.92, 0.98)];

  it('has medians of the seeds, and the time of an epoch of all images', () => {
    const row = summary(preset, runs, { step_ms_median: 2 });
    expect(row).toMatchObject({ id: 'mlp', first: 0.92, fifth: 0.97, last: 0.97, epochs: 5, stepMs: 2 });
    // 468 full steps and one of 96 images.
    expect(row.epochSeconds).toBeCloseTo(0.938);
  });

  it('counts the images that a preset learns from', () => {
    const few = { ...preset, config: { batchSize: 64, data: { numTrain: 10_000 } } };
    expect(summary(few, runs, { step_ms_median: 100 }).epochSeconds).toBeCloseTo(15.7);
  });

  it('has the median on the built-in digits beside all else', () => {
    const row = summary(preset, runs, { step_ms_median: 2 });
    expect(
      withDigits(
        row,
        runs.map(([first]) => [first]),
      ),
    ).toEqual({ ...row, digits: 0.92 });
  });

  it('leaves out an epoch that no run tested', () => {
    const short = runs.map(([first]) => [first]);
    expect(summary(preset, short, { step_ms_median: 2 })).toMatchObject({ fifth: null, last: 0.92, epochs: 1 });
  });
});

describe('the table', () => {
  it('is written and read back', () => {
    expect(markdown(rows)).toBe(table);
    expect(rowsOf(table)).toEqual(rows);
    expect(rowsOf('')).toEqual([]);
  });

  it('keeps what a run of other than five epochs reached', () => {
    const two = { ...rows[0], fifth: null, last: 0.985, epochs: 2 };
    expect(markdown([two])).toContain('|  | 98.50 % after 2 |');
    expect(rowsOf(markdown([two]))).toEqual([two]);
  });

  it('is not guessed at where it is another one', () => {
    expect(() => rowsOf('| preset | seconds |\n| --- | ---: |\n| `mlp` | 3 |')).toThrow(
      'the columns "preset, seconds"',
    );
    expect(() => rowsOf(table.replace('1.52', 'fast'))).toThrow('"fast" where a number belongs');
  });

  it('stands between its marks', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kiln-results-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'results.md');
    writeFileSync(path, '# What\n\n<!-- table -->\n<!-- end -->\n\nThe end.\n');
    expect(tableIn(path)).toBe('');
    for (const text of ['| $1 |', table]) {
      replaceTable(path, text);
      expect(tableIn(path)).toBe(text);
      expect(readFileSync(path, 'utf8')).toBe(`# What\n\n<!-- table -->\n${text}\n<!-- end -->\n\nThe end.\n`);
    }
    writeFileSync(path, '# What\n\n<!-- table -->\na\n<!-- end -->\n<!-- ideas -->\nb\n<!-- end -->\n');
    replaceTable(path, 'c', 'ideas');
    expect([tableIn(path), tableIn(path, 'ideas')]).toEqual(['a', 'c']);
    writeFileSync(path, '# What\n');
    expect(() => replaceTable(path, table)).toThrow('no marks');
  });
});

it('what the presets should say is ready to be copied', () => {
  expect(typicals(rows)).toEqual([
    '"mlp",            typical(0.977, Some(0.953), 5),',
    '"cnn-case-study", typical(0.98, None, 100),',
  ]);
});
