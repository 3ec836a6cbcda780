import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeInfo, fakePreset } from '../fake-playground.js';
import { Store } from '../store.js';
import { Preview } from './preview.js';

const pixels = 28 * 28;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page with a data set and settings, whose group of settings is open. */
function world() {
  const store = new Store(initialState, { nextFrame: (task) => task(), after: () => undefined });
  const playground = new FakePlayground();
  const failures: unknown[] = [];
  const attempt = async (task: () => Promise<void>) => {
    await task().catch((thrown: unknown) => failures.push(thrown));
  };
  new Preview({ store, playground: () => playground, attempt }).watch();
  store.dispatch({ type: 'presetsArrived', presets: [fakePreset] });
  store.dispatch({ type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info: fakeInfo });
  const type = (text: string) => store.dispatch({ type: 'fieldEdited', name: 'augmentRotate', text });
  const asked = () => playground.calls.filter((call) => call === 'augmented').length;
  return { store, playground, failures, type, asked, wait: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

it('asks only while somebody looks, and only where images are varied', async () => {
  const { store, type, asked, wait } = world();
  type('10');
  await wait(1_000);
  expect(asked()).toBe(0);
  store.dispatch({ type: 'previewToggled', isOpen: true });
  await wait(0);
  expect(asked()).toBe(1);
  type('0');
  await wait(1_000);
  store.dispatch({ type: 'previewToggled', isOpen: false });
  type('20');
  await wait(1_000);
  expect(asked()).toBe(1);
});

it('shows an image a row, and what each epoch makes of it', async () => {
  const { store, type, wait } = world();
  store.dispatch({ type: 'previewToggled', isOpen: true });
  type('10');
  await wait(0);
  const { found } = store.state.preview;
  expect(found?.info).toBe(fakeInfo);
  const seen = found?.rows.map(({ original, epochs }) => [original[0], ...Array.from(epochs.labels)]);
  expect(seen).toEqual([0, 1, 2, 3].map((image) => [image, 1, 2, 3, 4, 5]));
  const [row] = found?.rows ?? [];
  expect([row?.original.length, row?.epochs.images.length]).toEqual([pixels, 5 * pixels]);
  expect([0, 1, 2, 3, 4].map((image) => row?.epochs.images[image * pixels])).toEqual([1, 2, 3, 4, 5]);
});

it('waits until nothing more is typed, and asks once', async () => {
  const { store, type, asked, wait } = world();
  store.dispatch({ type: 'previewToggled', isOpen: true });
  type('1');
  await wait(0);
  for (const text of ['12', '120', '12']) {
    type(text);
    await wait(100);
  }
  expect(asked()).toBe(1);
  await wait(50);
  expect(asked()).toBe(2);
  // What changes no image asks nothing.
  store.dispatch({ type: 'fieldEdited', name: 'learningRate', text: '0.1' });
  await wait(1_000);
  expect(asked()).toBe(2);
  store.dispatch({ type: 'fieldEdited', name: 'seed', text: '2' });
  await wait(1_000);
  expect(asked()).toBe(3);
});

it('turns to other images, and to later epochs of them', async () => {
  const { store, type, wait } = world();
  type('10');
  store.dispatch({ type: 'previewToggled', isOpen: true });
  await wait(0);
  store.dispatch({ type: 'previewTurned', to: 'images' });
  await wait(0);
  expect(store.state.preview.found?.rows.map(({ original }) => original[0])).toEqual([4, 5, 6, 7]);
  store.dispatch({ type: 'previewTurned', to: 'epochs' });
  await wait(0);
  expect(store.state.preview.found?.epoch).toBe(6);
  expect(store.state.preview.found?.rows[0]?.epochs.images[0]).toBe(6);
});

it('says what a run would be refused for until that is mended, and leaves other failures to the page', async () => {
  const { store, playground, failures, type, wait } = world();
  const refusal = new KilnError('config', 'data.validation must be 0, or enough to set an image aside');
  playground.failures.set('augmented', refusal);
  store.dispatch({ type: 'previewToggled', isOpen: true });
  type('10');
  await wait(0);
  expect(store.state.preview.failure?.code).toBe('config');
  expect(failures).toEqual([]);
  playground.failures.clear();
  type('11');
  await wait(150);
  expect(store.state.preview).toMatchObject({ failure: null, found: { epoch: 1 } });
  playground.failures.set('augmented', new KilnError('fatal', 'the worker died'));
  type('12');
  await wait(150);
  expect(failures).toHaveLength(1);
  expect(store.state.preview.found?.rows).toHaveLength(4);
});
