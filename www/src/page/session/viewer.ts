/**
 * The image that is opened, over the page: fetches its pixels, has the network read it, and turns to its neighbours by
 * keys. Owns that timing; what is shown is the panel's.
 */
import type { Playground } from '../../client/types.js';
import { viewedIndex } from '../../state/slices/viewer.js';
import { cancellations, failureOf } from '../failure.js';
import type { Store } from '../store.js';

export class Viewer {
  readonly #store: Store;
  readonly #find: () => Playground | null;
  /** What was asked for last: nothing is asked twice. */
  #asked = '';

  constructor(store: Store, find: () => Playground | null) {
    this.#store = store;
    this.#find = find;
  }

  /** Has the dialog answer to keys, and close by its own means. */
  attach(dialog: HTMLElement): void {
    dialog.addEventListener('close', () => this.#store.dispatch({ type: 'viewerClosed' }));
    dialog.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowLeft') this.#store.dispatch({ type: 'viewerTurned', by: -1 });
      if (key === 'ArrowRight') this.#store.dispatch({ type: 'viewerTurned', by: 1 });
    });
    // Beside what it holds is the backdrop.
    dialog.addEventListener('click', (event) => {
      if (event.target !== dialog) return;
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      if (x < left || x > right || y < top || y > bottom) this.#store.dispatch({ type: 'viewerClosed' });
    });
  }

  /** Brings what is opened and not here. To be called whenever the state has changed. */
  follow(): void {
    const { viewer } = this.#store.state;
    const asked = viewer ? `${viewer.split} ${viewedIndex(viewer)}` : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (viewer) void this.#bring(viewer.split, viewedIndex(viewer));
  }

  async #bring(split: 'train' | 'test', index: number): Promise<void> {
    const playground = this.#find();
    const info = this.#store.state.data.loaded?.info;
    if (!playground || !info) return;
    try {
      const { images: pixels, labels } = await playground.images(split, index, 1);
      this.#store.dispatch({ type: 'viewedArrived', index, pixels, label: labels[0] ?? 0 });
      const prediction = await playground.predict(pixels, info.width, info.height).catch(() => null);
      // Without a network the image is still worth looking at.
      if (prediction) this.#store.dispatch({ type: 'viewedRead', index, prediction });
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.#store.dispatch({ type: 'viewerClosed' });
      if (!cancellations.has(failure.code)) this.#store.dispatch({ type: 'failed', failure });
    }
  }
}
