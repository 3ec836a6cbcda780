/**
 * One run as one file, `NAME.kiln.zip`: what is known of it, its curves, its weights. Owns the format and its check: a
 * file that is cut off, altered or from a later version is refused, and says so.
 */
import { type UnzipFileInfo, unzip, type Zippable, zip } from 'fflate';
import { sha256 } from '../dataset/digest.js';
import { isCount, isText, object, orNull, parseJson } from '../guards.js';
import { KilnError, toKilnError } from '../kiln-error.js';
import type { KeptRun } from '../state/run/kept-run.js';
import { stepOf } from './checkpoint-about.js';
import { curvesFromJson, curvesToJson } from './curves-json.js';
import { type CurvesRecord, isCurvesRecord } from './curves-record.js';
import { isKeptRun } from './kept-run-shape.js';
import type { Raw } from './run-storage.js';

export interface RunFile {
  readonly run: KeptRun;
  readonly curves: CurvesRecord;
  readonly checkpoint: Uint8Array<ArrayBuffer> | null;
}

/** The version that is written. */
const version = 1;
const format = 'kiln-run';
const names = { run: 'run.json', curves: 'curves.json', checkpoint: 'checkpoint.safetensors' } as const;
/** More than any run here comes to; a small file that unpacks to more than this is meant to harm. */
const maxBytes = 1 << 30;
/** Deflate makes at most so many bytes out of one: memory for more would be taken in vain. */
const maxRatio = 1032;

/** What has to be known of a part that is not as it was written. */
type Damage = 'missing' | 'altered' | 'unreadable' | 'mismatch';

/** What run.json holds. Digests are of the other files, in hexadecimal SHA-256. */
interface Head {
  readonly format: string;
  readonly version: number;
  readonly run: KeptRun;
  readonly curves: string;
  readonly checkpoint: string | null;
}

const isHead = object<Omit<Head, 'run'>>({
  format: isText,
  version: isCount,
  curves: isText,
  checkpoint: orNull(isText),
});

export function writeRunFile({ run, curves, checkpoint }: RunFile): Promise<Uint8Array<ArrayBuffer>> {
  return write({ ...run, checkpoint: checkpoint && run.checkpoint }, curvesToJson(curves), checkpoint);
}

/** The same of what cannot be read here, so that nothing of it is lost. */
export function writeRawRunFile(
  { run, curves }: Raw,
  checkpoint: RunFile['checkpoint'],
): Promise<Uint8Array<ArrayBuffer>> {
  return write(run ?? null, curvesToJson(curves), checkpoint);
}

async function write(run: unknown, curves: string, checkpoint: RunFile['checkpoint']) {
  const curvesText = encode(curves);
  const head: Omit<Head, 'run'> & { readonly run: unknown } = {
    format,
    version,
    run,
    curves: await digest(curvesText),
    checkpoint: checkpoint && (await digest(checkpoint)),
  };
  return pack({
    [names.run]: encode(JSON.stringify(head, null, 2)),
    [names.curves]: curvesText,
    // Weights look like noise: packing them costs time and gains nothing.
    ...(checkpoint ? { [names.checkpoint]: [checkpoint, { level: 0 }] as const } : {}),
  });
}

/** Rejects with a KilnError that names the file. */
export async function readRunFile(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<RunFile> {
  const parts = await unpack(file, bytes);
  const text = parts[names.run];
  const head: unknown = text && parse(text);
  const isOurs = isHead(head) && head.format === format;
  if (!isOurs)
    throw new KilnError('runFile', `${file}: expected a run in ${names.run}, found none`, { values: { file } });
  if (head.version > version) {
    throw new KilnError('runFileFuture', `${file}: expected version ${version} at most, found ${head.version}`, {
      values: { file, expected: version, found: head.version },
    });
  }
  const run: unknown = Reflect.get(head, 'run');
  const damaged = (reason: Damage, part: string, what: string) =>
    new KilnError('runFileDamaged', `${file}: ${what}`, { values: { file, reason, part } });
  if (!isKeptRun(run)) {
    throw damaged('unreadable', names.run, `expected a run that can be read in ${names.run}, found something else`);
  }
  const check = async (name: string, wanted: string): Promise<Uint8Array<ArrayBuffer>> => {
    const part = parts[name];
    if (!part) throw damaged('missing', name, `expected ${name}, found it missing`);
    if ((await digest(part)) !== wanted) {
      throw damaged('altered', name, `expected ${name} as it was written, found something else in it`);
    }
    return part;
  };
  const curves = curvesFromJson(new TextDecoder().decode(await check(names.curves, head.curves)));
  if (!isCurvesRecord(curves)) {
    throw damaged(
      'unreadable',
      names.curves,
      `expected curves that can be read in ${names.curves}, found something else`,
    );
  }
  const checkpoint = head.checkpoint === null ? null : await check(names.checkpoint, head.checkpoint);
  const step = checkpoint && stepOf(checkpoint);
  if (step !== (run.checkpoint?.step ?? null) || (checkpoint?.length ?? 0) !== (run.checkpoint?.bytes ?? 0)) {
    throw damaged(
      'mismatch',
      names.checkpoint,
      `expected weights of step ${run.checkpoint?.step ?? 'none'}, found ${step ?? 'none'}`,
    );
  }
  return { run, curves, checkpoint };
}

/** Without what file systems refuse in names. */
export function fileNameOf(name: string): string {
  const plain = name.replaceAll(/[\s\p{Cc}"*/:<>?\\|.]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return `${plain.slice(0, 80) || 'run'}.kiln.zip`;
}

function pack(files: Zippable): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    zip(files, (error, packed) => (error ? reject(error) : resolve(new Uint8Array(packed))));
  });
}

async function unpack(file: string, bytes: Uint8Array): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  let claimed = 0;
  const filter = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    const isOurs = Object.values(names).some((one) => one === name);
    if (isOurs) claimed += originalSize;
    return isOurs && originalSize <= maxRatio * (size + 1) && claimed <= maxBytes;
  };
  try {
    const unpacked = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
      unzip(bytes, { filter }, (error, files) => (error ? reject(error) : resolve(files)));
    });
    return Object.fromEntries(Object.entries(unpacked).map(([name, part]) => [name, new Uint8Array(part)]));
  } catch (thrown) {
    throw new KilnError(
      'runFile',
      `${file}: expected a zip file, found something else: ${toKilnError(thrown).message}`,
      { values: { file } },
    );
  }
}

function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return sha256(bytes, globalThis.crypto?.subtle);
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // No text.
    return null;
  }
}
