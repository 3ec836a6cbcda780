import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fakeKeptRun, fakeRunState } from '../state/run/fake-kept-run.js';
import { curvesOf } from '../state/run/kept-run.js';
import { recordOf } from './curves-record.js';
import { fakeCheckpoint } from './fake-checkpoint.js';
import { fileNameOf, readRunFile, writeRunFile } from './run-file.js';

const checkpoint = fakeCheckpoint(25, 1_000);
const run = fakeKeptRun('a', { name: 'Mine', checkpoint: { step: 25, bytes: checkpoint.length } });
const curves = recordOf(curvesOf(fakeRunState(25)), 25);
const whole = await writeRunFile({ run, curves, checkpoint });

/** The file with some of its parts replaced; null leaves one out. */
function altered(parts: Record<string, Uint8Array | null>): Uint8Array<ArrayBuffer> {
  const all: Record<string, Uint8Array | null> = { ...unzipSync(whole), ...parts };
  const left = Object.entries(all).flatMap(([name, part]) => (part ? [[name, part] as const] : []));
  return new Uint8Array(zipSync(Object.fromEntries(left)));
}

function withHead(change: (head: Record<string, unknown>) => unknown): Uint8Array<ArrayBuffer> {
  const head: Record<string, unknown> = JSON.parse(new TextDecoder().decode(unzipSync(whole)['run.json']));
  return altered({ 'run.json': strToU8(JSON.stringify(change(head))) });
}

const codeOf = (bytes: Uint8Array<ArrayBuffer>) =>
  readRunFile('x.kiln.zip', bytes).then(
    () => 'none',
    (error: { code: string; message: string }) => {
      expect(error.message).toContain('x.kiln.zip: expected');
      return error.code;
    },
  );

describe('a run as a file', () => {
  it('reads back exactly', async () => {
    expect(await readRunFile('x', whole)).toEqual({ run, curves, checkpoint });
  });

  it('reads back without weights, and with a loss that ran away', async () => {
    const loss = curves.loss.with(3, Number.NaN).with(4, Number.POSITIVE_INFINITY);
    const [test] = curves.tests;
    if (!test) throw new Error('expected a test');
    const wild = { ...curves, loss, tests: [{ ...test, loss: Number.POSITIVE_INFINITY }] };
    const left = { ...run, checkpoint: null };
    const bytes = await writeRunFile({ run: left, curves: wild, checkpoint: null });
    expect(await readRunFile('x', bytes)).toEqual({ run: left, curves: wild, checkpoint: null });
    // What is said of weights that are not there is not written.
    const untrue = await writeRunFile({ run, curves, checkpoint: null });
    expect((await readRunFile('x', untrue)).run.checkpoint).toBeNull();
  });

  it('is refused where it was cut off, wherever that is', async () => {
    const lengths = [0, 10, 100, whole.length >> 1, whole.length - 30, whole.length - 1];
    for (const length of lengths) expect(await codeOf(whole.slice(0, length)), `${length} bytes`).toBe('runFile');
  });

  it('takes no memory for what a part cannot unpack to', async () => {
    const bytes = whole.slice();
    const entry = bytes.findIndex((_, at) => [0x50, 0x4b, 1, 2].every((byte, place) => bytes[at + place] === byte));
    new DataView(bytes.buffer).setUint32(entry + 24, 900 << 20, true);
    expect(await codeOf(bytes)).toBe('runFile');
  });

  it('is refused where a part was altered or is missing', async () => {
    const other = fakeCheckpoint(25, 1_000);
    other[other.length - 1] = 1;
    expect(await codeOf(altered({ 'checkpoint.safetensors': other }))).toBe('runFileDamaged');
    expect(await codeOf(altered({ 'checkpoint.safetensors': null }))).toBe('runFileDamaged');
    expect(await codeOf(altered({ 'curves.json': strToU8('{}') }))).toBe('runFileDamaged');
    expect(await codeOf(altered({ 'curves.json': null }))).toBe('runFileDamaged');
    expect(await codeOf(altered({ 'run.json': null }))).toBe('runFile');
    // One byte of the packed file itself.
    const flipped = whole.slice();
    const place = whole.length >> 1;
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    expect(await codeOf(flipped)).toMatch(/^runFile/);
  });

  it('is refused where its parts do not go together', async () => {
    const { step, bytes } = { step: 25, bytes: checkpoint.length };
    const withRun = (change: object) => withHead((head) => ({ ...head, run: { ...run, ...change } }));
    expect(await codeOf(withRun({ checkpoint: { step: 20, bytes } }))).toBe('runFileDamaged');
    expect(await codeOf(withRun({ checkpoint: { step, bytes: 3 } }))).toBe('runFileDamaged');
    expect(await codeOf(withRun({ status: 'dancing' }))).toBe('runFileDamaged');
    const wrong = await writeRunFile({ run, curves: { ...curves, loss: curves.loss.slice(1) }, checkpoint });
    expect(await codeOf(wrong)).toBe('runFileDamaged');
  });

  it('of a later version says so, and something else is no run', async () => {
    expect(await codeOf(withHead((head) => ({ ...head, version: 2 })))).toBe('runFileFuture');
    expect(await codeOf(withHead((head) => ({ ...head, format: 'other' })))).toBe('runFile');
    expect(await codeOf(new Uint8Array(strToU8('these are no runs, but it is long enough to be looked at')))).toBe(
      'runFile',
    );
  });

  it('has a name that every file system takes', () => {
    expect(fileNameOf('MLP, run 3')).toBe('MLP,-run-3.kiln.zip');
    expect(fileNameOf('../../etc/passwd: "x"?')).toBe('etc-passwd-x.kiln.zip');
    expect(fileNameOf('卷积网络 2')).toBe('卷积网络-2.kiln.zip');
    expect(fileNameOf('...')).toBe('run.kiln.zip');
    expect(fileNameOf('x'.repeat(300)).length).toBeLessThan(100);
  });
});
