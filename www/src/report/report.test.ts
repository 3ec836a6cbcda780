import { describe, expect, it } from 'vitest';
import { Words } from '../locale/words.js';
import { markup } from '../markup.js';
import type { Report, RunConfig } from '../protocol.js';
import { marks } from '../state/curves/scale.js';
import { noRun, type RunState, reduceRun } from '../state/run/run.js';
import type { ReportInput } from './input.js';
import { reportHtml } from './report.js';
import { someOf } from './results.js';

const words = { en: new Words('en'), zh: new Words('zh') };

const config: RunConfig = {
  layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }],
  optimizer: { type: 'sgd', momentum: 0.9 },
  learningRate: 0.05,
  batchSize: 100,
  numEpochs: 2,
  seed: 42,
  changes: [{ step: 7, learningRate: 0.01 }],
};

const averages = { precision: 0.91, recall: 0.92, f1: 0.93 };
const report: Report = {
  images: 200,
  loss: 0.321,
  accuracy: 0.955,
  top2Accuracy: 1,
  confusion: [
    [97, 3],
    [6, 94],
  ],
  classes: [
    { support: 100, precision: 0.942, recall: 0.97, f1: 0.956 },
    { support: 100, precision: null, recall: 0.94, f1: 0.954 },
  ],
  macroAverage: averages,
  weightedAverage: averages,
  calibration: {
    expectedError: 0.034,
    brierScore: 0.0712,
    bins: [
      { count: 0, confidence: null, accuracy: null },
      { count: 200, confidence: 0.989, accuracy: 0.955 },
    ],
  },
  mistakes: [],
  predictions: [],
  confidences: [],
};

function trained(): RunState {
  const info = {
    summary: { layers: [], numParams: 1_570, multiplyAdds: 1_568, imageBytes: 8_000 },
    stepsPerEpoch: 10,
    numSteps: 20,
    numTrain: 1_000,
    numValidation: 100,
    numTest: 200,
  };
  const began = reduceRun(noRun, { type: 'began', config, info, step: 0 });
  const running = reduceRun(began, { type: 'status', status: 'running', seconds: 0 });
  const steps = Array.from({ length: 20 }, (_, index) => ({
    type: 'step' as const,
    step: index + 1,
    epoch: Math.floor(index / 10) + 1,
    loss: 2 / (index + 1),
    correct: 50 + index,
    images: 100,
    learningRate: 0.05,
  }));
  const validation = { loss: 0.4, accuracy: 0.93, correct: 93, images: 100 };
  const test = { loss: 0.321, accuracy: 0.955, correct: 191, images: 200 };
  const progress = reduceRun(running, {
    type: 'progress',
    seconds: 75,
    events: [
      ...steps,
      { type: 'validated', step: 20, epoch: 2, validation },
      { type: 'evaluated', step: 10, epoch: 1, test: { ...test, accuracy: 0.9, correct: 180 } },
      { type: 'evaluated', step: 20, epoch: 2, test },
      { type: 'finished', step: 20, epoch: 2, reason: 'epochs', restored: 20 },
    ],
  });
  return reduceRun(progress, { type: 'status', status: 'finished', seconds: 75 });
}

const evil = '<img src=x onerror="alert(1)">&\'';

function input(more: Partial<ReportInput> = {}): ReportInput {
  const names = ['cat', evil];
  return {
    network: 'My network',
    madeAt: new Date(2026, 10, 25, 12, 30),
    device: 'CPU, 2 threads',
    link: 'https://kiln.example/?run=1.mlp.files.eyJ&x=1',
    run: trained(),
    data: {
      choice: 'files',
      drawings: [],
      source: 'from your files',
      info: {
        numTrain: 1_000,
        numTest: 200,
        height: 28,
        width: 28,
        numClasses: 2,
        classNames: names,
        trainCounts: [500, 500],
        testCounts: [100, 100],
        imbalance: 1,
        fingerprint: 1,
      },
    },
    report,
    step: 20,
    layers: [
      { name: 'Residual block', depth: 0, output: '28 × 28 × 4', numParams: 0 },
      { name: 'Dense 2', depth: 1, output: '2', numParams: 1_570 },
    ],
    mistakes: [{ index: 4, label: 0, predicted: 1, confidence: 0.97, url: 'data:image/png;base64,AAAA' }],
    samples: [
      { url: 'data:image/png;base64,BBBB', count: 8 },
      { url: '', count: 0 },
    ],
    ...more,
  };
}

/** What is read of it. */
const textOf = (html: string) =>
  html
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a report', () => {
  const html = reportHtml(input(), words.en);
  const text = textOf(html);

  it('says what its numbers are, as they came', () => {
    for (const told of [
      '95.50%',
      '0.321',
      '1:15',
      '3.4%',
      '0.0712',
      '94.2%',
      '97.0%',
      '91.0%',
      '1,570',
      'epoch 2 of 2',
    ]) {
      expect(text, told).toContain(told);
    }
    // Wilson, of 191 in 200.
    expect(text).toContain('91.7% to 97.6% with 95% confidence');
    expect(text).toContain('Of 200 test images, the network read 191 correctly.');
    expect(html).toMatch(/class="right" style="--tint:[\d.]+%">97</);
    expect(html).toMatch(/class="wrong" style="--tint:45\.0%">6</);
  });

  it('has every setting in words, and what was changed on the way', () => {
    for (const told of ['SGD', '0.05', 'Momentum', '0.9', 'Seed', '42', 'Cross-entropy'])
      expect(text, told).toContain(told);
    expect(text).toContain('After step 7: Learning rate 0.01');
  });

  it('lists the epochs with both sets, the best one marked', () => {
    const [, rows = ''] = html.match(/class="results">[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/) ?? [];
    expect(rows.match(/<tr/g)).toHaveLength(2);
    expect(rows).toMatch(/class="best">[\s\S]*95\.50%/);
    expect(text).toContain('93.00%');
    expect(text).toContain('9 of 200');
  });

  it('draws the curves of training, validation and test', () => {
    const losses = html.match(/<polyline class="line train line" points="([^"]*)"/)?.[1]?.split(' ');
    expect(losses).toHaveLength(20);
    expect(html).toContain('class="point test"');
    expect(html).toContain('class="point validation"');
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('takes names as text, wherever they stand', () => {
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain(evil);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;');
    const attributes = html.match(/alt="[^"]*"/g) ?? [];
    expect(attributes.some((attribute) => attribute.includes('&lt;img'))).toBe(true);
  });

  it('needs nothing but itself', () => {
    expect(html).not.toMatch(/<script|<link|url\(|@import/);
    const addresses = [...html.matchAll(/(?:src|href|xlink:href|action|data)="([^"]*)"/g)].map(
      ([, address]) => address,
    );
    expect(addresses.filter((address) => !address?.startsWith('data:image/png'))).toEqual([
      'https://kiln.example/?run=1.mlp.files.eyJ&amp;x=1',
    ]);
    const link = 'https://kiln.example/?run=1.mlp.files.eyJ&amp;x=1';
    expect(html.replaceAll(link, '')).not.toContain('http:');
    expect(html.replaceAll(link, '')).not.toContain('https:');
    expect(html).toContain("default-src 'none'".replaceAll("'", '&#39;'));
  });

  it('is in the language of the page, without words of the other one', () => {
    const chinese = reportHtml(input({ network: '网络', device: 'CPU，2 线程' }), words.zh);
    expect(chinese).toContain('<html lang="zh">');
    expect(textOf(chinese)).toContain('95% 置信区间 91.7% 至 97.6%');
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it('leaves out what there is not', () => {
    const bare = reportHtml(
      input({ link: null, mistakes: [], run: { ...trained(), tests: [], history: noRun.history } }),
      words.en,
    );
    expect(bare).not.toContain('class="again"');
    expect(bare).not.toContain('class="results"');
    expect(bare).not.toContain('class="curve"');
    expect(textOf(bare)).toContain('It made no mistake on these images.');
    // Weights from a file are in no link.
    const run = { ...trained(), config: { ...config, initialization: { type: 'checkpoint' as const, digest: 'ab' } } };
    expect(reportHtml(input({ run }), words.en)).not.toContain('class="again"');
  });

  it('says so while the run goes on, and has nothing to divide by where no image was read', () => {
    const paused = { ...trained(), status: 'paused' as const };
    expect(textOf(reportHtml(input({ run: paused }), words.en))).toContain('as it was after step 20');
    const empty = { ...report, images: 0, accuracy: 0, confusion: [], classes: [] };
    expect(reportHtml(input({ report: empty }), words.en)).not.toMatch(/NaN|Infinity/);
  });
});

it('of many epochs some are told, the best and the last among them', () => {
  const tests = Array.from({ length: 1_003 }, (_, index) => ({
    step: index + 1,
    epoch: index + 1,
    loss: 1,
    accuracy: index === 500 ? 0.9 : 0.5,
    correct: 5,
    images: 10,
  }));
  const best = tests[500] ?? null;
  const some = someOf(tests, best);
  expect(some.length).toBeLessThanOrEqual(42);
  expect(some).toContain(best);
  expect(some.at(-1)?.epoch).toBe(1_003);
  expect(someOf(tests.slice(0, 5), null)).toHaveLength(5);
});

it('marks are round, and within the axis', () => {
  expect(marks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(marks(0, 158)).toEqual([0, 50, 100, 150]);
  expect(marks(0, 2.5)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
});

it('markup escapes what is no markup', () => {
  const name = '"<b>"';
  expect(markup`<p title="${name}">${name}${null}${[markup`<i>${1}</i>`, ' & ']}</p>`.html).toBe(
    '<p title="&quot;&lt;b&gt;&quot;">&quot;&lt;b&gt;&quot;<i>1</i> &amp; </p>',
  );
});
