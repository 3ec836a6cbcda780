/**
 * What the page can ask for, answered in order. Owns the device, the session and the words for what is missing; leaves
 * the course of a run to the loop.
 */
import type { WorkerApi } from '../calls.js';
import { KilnError } from '../kiln-error.js';
import type { DatasetInfo, DeviceRequest, ImageStrip } from '../protocol.js';
import type { OpenDevice } from './device.js';
import { Queue } from './queue.js';
import { type Clock, RunLoop } from './run-loop.js';
import { toSessionError } from './wasm.js';

export interface InboxParts {
  open: (request: DeviceRequest, wasmBase: string) => Promise<OpenDevice>;
  /** Marks what is moved to the page instead of copied. */
  move: <T>(value: T, bytes: readonly Uint8Array[]) => T;
  clock: Clock;
}

interface Opened extends OpenDevice {
  loop: RunLoop;
}

export function inbox({ open, move, clock }: InboxParts): WorkerApi {
  const queue = new Queue();
  let opened: Opened | null = null;

  const device = (): Opened => {
    if (!opened) throw new KilnError('notOpen', 'expected an open device, found none: call open first');
    return opened;
  };
  /** One call at the session, after the ones before it. */
  const ask = <T>(task: (device: Opened) => T | Promise<T>): Promise<T> =>
    queue
      .run(() => task(device()))
      .catch((thrown: unknown) => {
        throw toSessionError(thrown);
      });
  const load = (task: (device: Opened) => DatasetInfo): Promise<DatasetInfo> =>
    ask((device) => {
      const info = task(device);
      device.loop.discard();
      return info;
    });
  const run = async <T>(task: (loop: RunLoop) => Promise<T>): Promise<T> => {
    try {
      return await task(device().loop);
    } catch (thrown) {
      throw toSessionError(thrown);
    }
  };
  const moved = (bytes: Uint8Array) => move(bytes, [bytes]);

  return {
    open: (request, onEvent, wasmBase) =>
      queue.run(async () => {
        if (opened)
          throw new KilnError('alreadyOpen', 'expected one call of open, found a second: start another worker');
        const found = await open(request, wasmBase);
        opened = { ...found, loop: new RunLoop(found.session, queue, clock, onEvent) };
        return found.report;
      }),
    presets: () => ask(({ wasm }) => wasm.presets()),
    summarize: (...shape) => ask(({ wasm }) => wasm.summarize(...shape)),
    // What is no JSON, such as nothing at all, is no configuration either.
    checkConfig: (config, ...shape) => ask(({ wasm }) => wasm.checkConfig(JSON.stringify(config) ?? 'null', ...shape)),
    checkCheckpoint: (checkpoint) => ask(({ wasm }) => wasm.checkCheckpoint(checkpoint)),
    learningRates: (...run) => ask(({ wasm }) => wasm.learningRates(...run)),
    fittedSchedule: (...run) => ask(({ wasm }) => wasm.fittedSchedule(...run)),
    loadIdx: ({ trainImages, trainLabels, testImages, testLabels }) =>
      load(({ session }) => session.loadIdx(trainImages, trainLabels, testImages, testLabels)),
    loadSynthetic: (...numbers) => load(({ session }) => session.loadSynthetic(...numbers)),
    images: (...range) =>
      ask(({ session }) => {
        const strip: ImageStrip = { images: session.images(...range), labels: session.labels(...range) };
        return move(strip, [strip.images, strip.labels]);
      }),
    labels: (...range) => ask(({ session }) => moved(session.labels(...range))),
    augmented: (...asked) => ask(({ session }) => moved(session.augmented(...asked))),
    cleaning: () => ask(({ session }) => session.cleaning()),
    prepare: (config) => run((loop) => loop.prepare(config)),
    train: (config) => run((loop) => loop.train(config)),
    fineTune: (config, checkpoint) =>
      run((loop) => {
        // The run is data: it names the file that its first weights come from.
        const initialization = { type: 'checkpoint', digest: device().wasm.digest(checkpoint) } as const;
        return loop.fineTune({ ...config, initialization }, checkpoint);
      }),
    restore: (checkpoint, seconds = 0) => run((loop) => loop.restore(checkpoint, seconds)),
    save: () => ask(async ({ session }) => moved(await session.save())),
    pause: () => run((loop) => loop.pause()),
    resume: () => run((loop) => loop.resume()),
    step: (config) => run((loop) => loop.step(config)),
    stop: () => run((loop) => loop.stop()),
    end: () => run((loop) => loop.end()),
    change: (change) => run((loop) => loop.change(change)),
    evaluate: () => run((loop) => loop.evaluate()),
    report: () => run((loop) => loop.report()),
    predict: (pixels, width, height, options) =>
      ask(({ session }) => session.predict(pixels, width, height, options?.novelty ?? false)),
    trace: (what) => ask(({ session }) => session.trace(what)),
    product: (size, repeats) =>
      ask(async ({ session }) => {
        const startedAt = clock.now();
        const one = await session.product(size, repeats);
        const ms = clock.now() - startedAt;
        if (Math.abs(one - 1) > 1e-3) {
          throw new KilnError('product', `expected a product of 1, found ${one}: this device computes wrong numbers`);
        }
        return ms;
      }),
  };
}
