import { beforeEach, describe, expect, it, vi } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { Words } from '../../locale/words.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeInfo, fakePreset, fakeReport } from '../fake-playground.js';
import { Store } from '../store.js';
import { Evaluator } from './evaluator.js';
import { fileName, Reporter, sideBySide } from './reporter.js';

vi.mock('../../widgets/evaluation-widgets.js', () => ({}));

describe('Reporter', () => {
  let playground: FakePlayground;
  let store: Store;
  let reporter: Reporter;
  let saved: { html: Promise<string>; name: string }[];

  beforeEach(async () => {
    playground = new FakePlayground();
    store = new Store(initialState, {
      nextFrame: (task) => queueMicrotask(task),
      after: (_, task) => setTimeout(task),
    });
    saved = [];
    reporter = new Reporter({
      store,
      playground: () => playground,
      evaluator: new Evaluator(store, () => playground),
      words: () => new Words('en'),
      picture: (pixels, width) => `data:image/png;base64,${pixels.length}x${width}`,
      save: (content, name) => saved.push({ html: content.text(), name }),
      now: () => new Date(2026, 10, 5),
      address: () => 'https://kiln.example/?lang=zh&show=draw',
    });
    playground.on((event) => {
      if (event.type !== 'restarted' && event.type !== 'lost') store.dispatch({ type: 'run', action: event });
    });
    store.dispatch({ type: 'presetsArrived', presets: [fakePreset] });
    store.dispatch({ type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info: fakeInfo });
  });

  const train = async () => {
    await playground.train(fakePreset.config);
    const step = { type: 'step', step: 1, epoch: 1, loss: 2, correct: 10, images: 100, learningRate: 0.1 } as const;
    playground.emit({ type: 'progress', events: [step], seconds: 1 });
  };
  const report = () => {
    const mistakes = [{ index: 7, label: 1, predicted: 2, confidence: 0.9, labelProbability: 0.1 }];
    const events = [{ type: 'reported' as const, step: 1, report: { ...fakeReport, mistakes } }];
    playground.emit({ type: 'progress', events, seconds: 1 });
  };
  const count = (name: string) => playground.calls.filter((call) => call === name).length;

  it('has nothing to report before a run', async () => {
    await reporter.save();
    expect(saved).toEqual([]);
    expect(store.state.notices).toEqual([]);
  });

  it('has the test set read, says how far it is, and saves one file', async () => {
    await train();
    const saving = reporter.save();
    expect(store.state.reporting.stage).toBe('reading');
    // Pressed twice is pressed once.
    await reporter.save();
    report();
    await saving;
    expect(count('report')).toBe(1);
    expect(store.state.reporting.stage).toBeNull();
    expect(saved.map(({ name }) => name)).toEqual(['kiln-report-mlp-2026-11-05.html']);
    const html = (await saved[0]?.html) ?? '';
    expect(html).toContain('Two-layer perceptron · Built-in digits');
    expect(html).toContain('data:image/png;base64,784x28');
    // The link is the run's, whatever this page shows.
    expect(html).toContain('href="https://kiln.example/?run=1.mlp.synthetic"');
  });

  it('does not read twice what was read', async () => {
    await train();
    const saving = reporter.save();
    report();
    await saving;
    await reporter.save();
    expect(count('report')).toBe(1);
    expect(saved).toHaveLength(2);
  });

  it('tells why there is none', async () => {
    await train();
    playground.failures.set('report', new KilnError('memory', 'out of memory'));
    await reporter.save();
    expect(saved).toEqual([]);
    expect(store.state.reporting.stage).toBeNull();
    expect(store.state.notices).toMatchObject([{ failure: { code: 'memory' } }]);
  });

  it('is silent where a new run took the place of what was to be read', async () => {
    await train();
    const saving = reporter.save();
    await train();
    await saving;
    expect(saved).toEqual([]);
    expect(store.state.notices).toEqual([]);
  });
});

it('images that lie one after the other come to lie beside each other', () => {
  // Two images of two rows and three columns.
  const images = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect([...sideBySide(images, 3, 2)]).toEqual([1, 2, 3, 7, 8, 9, 4, 5, 6, 10, 11, 12]);
});

it('a file is named by its preset and the day', () => {
  expect(fileName('lenet5', new Date(2027, 0, 31, 23, 59))).toBe('kiln-report-lenet5-2027-01-31.html');
});
