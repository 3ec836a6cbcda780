/** Has training images varied as the settings say, for as long as somebody looks at them. Owns no state. */
import type { Playground } from '../../client/types.js';
import type { KilnCode } from '../../kiln-error.js';
import type { DatasetInfo, RunConfig } from '../../protocol.js';
import { isVaried, NUM_EPOCHS, NUM_IMAGES, type PreviewRow } from '../../state/slices/preview.js';
import type { State } from '../../state/state.js';
import { failureOf } from '../failure.js';
import type { Store } from '../store.js';

export interface PreviewParts {
  readonly store: Store;
  readonly playground: () => Playground;
  readonly attempt: (task: () => Promise<void>) => Promise<void>;
}

/** What the answer depends on. */
interface Question {
  readonly info: DatasetInfo;
  readonly data: RunConfig['data'];
  readonly seed: number;
  readonly start: number;
  readonly epoch: number;
}

/** After the last key: as one types on, the answer to half a number is of no use. */
const PAUSE_MS = 150;
/** Codes by which a run would be refused as well. */
const refusals: ReadonlySet<KilnCode> = new Set(['config', 'noImages']);

export class Preview {
  readonly #parts: PreviewParts;
  #asked: Question | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  watch(): void {
    this.#parts.store.subscribe((state) => {
      const before = this.#asked;
      const question = questionOf(state);
      if (!question || (before && isSame(before, question))) return;
      this.#asked = question;
      clearTimeout(this.#timer);
      const isTyped = before !== null && (before.data !== question.data || before.seed !== question.seed);
      this.#timer = setTimeout(() => void this.#ask(question), isTyped ? PAUSE_MS : 0);
    });
  }

  async #ask(question: Question): Promise<void> {
    const { store, playground, attempt } = this.#parts;
    const { info, start, epoch } = question;
    const config = store.state.setup.draft?.config;
    if (!config) return;
    await attempt(async () => {
      try {
        const images = await playground().augmented(config, start, NUM_IMAGES, epoch, NUM_EPOCHS);
        if (this.#asked !== question) return;
        store.dispatch({ type: 'previewFound', preview: { info, epoch, rows: rowsOf(images, info, epoch) } });
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (!refusals.has(failure.code)) throw thrown;
        if (this.#asked === question) store.dispatch({ type: 'previewFailed', failure });
      }
    });
  }
}

/** Null where nobody looks, or there is nothing to see. */
function questionOf({ preview: { isOpen, start, epoch }, setup, data }: State): Question | null {
  const info = data.loaded?.info;
  const config = setup.draft?.config;
  if (!isOpen || !info || !config || !isVaried(config)) return null;
  return { info, data: config.data, seed: config.seed, start, epoch };
}

function isSame(one: Question, other: Question): boolean {
  return (
    one.info === other.info &&
    one.data === other.data &&
    one.seed === other.seed &&
    one.start === other.start &&
    one.epoch === other.epoch
  );
}

/** `images` is `[images, 1 + epochs, height, width]`, of as many images as there are. */
function rowsOf(images: Uint8Array, { height, width }: DatasetInfo, epoch: number): PreviewRow[] {
  const size = height * width;
  const length = (1 + NUM_EPOCHS) * size;
  const labels = Array.from({ length: NUM_EPOCHS }, (_, index) => epoch + index);
  return Array.from({ length: images.length / length }, (_, index) => {
    const row = images.slice(index * length, (index + 1) * length);
    return { original: row.slice(0, size), epochs: { images: row.slice(size), labels } };
  });
}
