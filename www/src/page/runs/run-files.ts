/**
 * Runs on their way out of the browser and into it, as files. Owns what becomes of a run that comes in beside others; the
 * format, whose code is loaded when it is wanted, is the runs room's.
 */
import { toBase64 } from '../../base64.js';
import type { Playground } from '../../client/types.js';
import { KilnError, toKilnError } from '../../kiln-error.js';
import type { RunStorage } from '../../runs/run-storage.js';
import { nextPlace } from '../../runs/run-storage.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import { checkRun, checkWeights } from './run-check.js';

export interface RunFilesParts {
  readonly storage: RunStorage;
  /** Resolves with the playground once there is one. */
  readonly opened: () => Promise<Playground>;
  readonly newId: () => string;
  readonly date: () => number;
  readonly save: (content: Blob, name: string) => void;
}

/** What a browser can hold at once. */
const MAX_BYTES = 1 << 30;

export class RunFiles {
  readonly #parts: RunFilesParts;

  constructor(parts: RunFilesParts) {
    this.#parts = parts;
  }

  async write(run: KeptRun, name: string): Promise<void> {
    const { storage, save } = this.#parts;
    const [curves, checkpoint, { fileNameOf, writeRunFile }] = await Promise.all([
      storage.curves(run.id),
      storage.checkpoint(run.id),
      import('../../runs/run-file.js'),
    ]);
    if (!curves) throw new KilnError('runGone', `expected the curves of run ${run.id}, found none that can be read`);
    const bytes = await writeRunFile({ run, curves, checkpoint });
    save(new Blob([bytes], { type: 'application/zip' }), fileNameOf(name));
  }

  /** One that is set aside, as it lies there. */
  async writeAside(id: string): Promise<void> {
    const { storage, save } = this.#parts;
    const [raw, checkpoint, { fileNameOf, writeRawRunFile }] = await Promise.all([
      storage.raw(id),
      storage.checkpoint(id),
      import('../../runs/run-file.js'),
    ]);
    const bytes = await writeRawRunFile(raw, checkpoint);
    save(new Blob([bytes], { type: 'application/zip' }), fileNameOf(String(id)));
  }

  /** Drawings that cannot be read, as they lie there; bytes in base64. */
  async writeDamagedDrawings(): Promise<void> {
    const { storage, save } = this.#parts;
    const damaged = [...(await storage.damagedDrawings())].map(([key, stored]) => ({ key, stored }));
    const text = JSON.stringify(
      damaged,
      (_, value: unknown) => (value instanceof Uint8Array ? toBase64(value) : value),
      2,
    );
    save(new Blob([text], { type: 'application/json' }), 'kiln-drawings.json');
  }

  /** Puts the run of a file among the others: as it was, as far as its place is free. */
  async read(file: File): Promise<KeptRun> {
    const { storage, newId, date } = this.#parts;
    if (file.size > MAX_BYTES) {
      throw new KilnError('runFile', `${file.name}: expected ${MAX_BYTES} bytes at most, found ${file.size}`, {
        values: { file: file.name },
      });
    }
    const { readRunFile } = await import('../../runs/run-file.js');
    const { run, curves, checkpoint } = await readRunFile(file.name, new Uint8Array(await file.arrayBuffer()));
    await this.#check(file.name, run, checkpoint);
    const { runs } = await storage.runs();
    const place = await nextPlace(storage);
    const isThere = runs.some(({ id }) => id === run.id);
    const isCounted = runs.some(({ number }) => number === run.number);
    const isColored = runs.some(({ color }) => color === run.color);
    const kept: KeptRun = {
      ...run,
      id: isThere ? newId() : run.id,
      number: isCounted ? place.number : run.number,
      color: isColored ? place.color : run.color,
      savedAt: date(),
    };
    await storage.put({ run: kept, curves, checkpoint });
    return kept;
  }

  async #check(file: string, run: KeptRun, checkpoint: Uint8Array | null): Promise<void> {
    const playground = await this.#parts.opened();
    try {
      await (checkpoint ? checkWeights(playground, run, checkpoint) : checkRun(playground, run));
    } catch (thrown) {
      const { code, message, values } = toKilnError(thrown);
      if (code === 'runFileDamaged') {
        throw new KilnError(code, `${file}: ${message}`, { values: { file, reason: 'mismatch', part: '' } });
      }
      throw new KilnError('runFileRefused', `${file}: ${message}`, { values: { ...values, file } });
    }
  }
}
