import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { DatasetError } from './dataset-error.js';
import type { DatasetIo } from './io.js';
import { loadMnist } from './mnist.js';
import type { MnistFile } from './mnist-files.js';
import type { Progress } from './types.js';

const encoder = new TextEncoder();

/** A data set of four small files, under the real names of nothing. */
const contents = {
  trainImages: encoder.encode('training images '.repeat(400)),
  trainLabels: encoder.encode('training labels'),
  testImages: encoder.encode('test images'),
  testLabels: encoder.encode('test labels'),
};
const files: MnistFile[] = (['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const).map((part) => ({
  part,
  name: part,
  sha256: createHash('sha256').update(contents[part]).digest('hex'),
  size: contents[part].length,
  packedSize: gzipSync(contents[part]).length,
}));

const own = 'https://page.test/data/';
const jsdelivr = 'https://cdn.jsdelivr.net/gh/fgnt/mnist@master/';
const github = 'https://raw.githubusercontent.com/fgnt/mnist/master/';

type Answer = (init: RequestInit) => Response | Promise<Response>;

function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

const packed = (part: keyof typeof contents) => copy(gzipSync(contents[part]));

/** A server with every file at `base`. */
function serving(base: string): Record<string, Answer> {
  return Object.fromEntries(files.map(({ part, name }) => [`${base}${name}.gz`, () => new Response(packed(part))]));
}

const manifest = (...datasets: string[]): Record<string, Answer> => ({
  [`${own}manifest.json`]: () => Response.json({ datasets }),
});

/** A cache in memory; `broken` throws at every use, `full` at every write. */
function fakeCaches(state: 'fine' | 'full' | 'broken' = 'fine') {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const cache = {
    match: async (key: string) => {
      const bytes = kept.get(key);
      return bytes && new Response(bytes);
    },
    put: async (key: string, response: Response) => {
      if (state === 'full') throw new DOMException('no room', 'QuotaExceededError');
      kept.set(key, new Uint8Array(await response.arrayBuffer()));
    },
    delete: async (key: string) => kept.delete(key),
  };
  const open = async () => {
    if (state === 'broken') throw new DOMException('not here', 'SecurityError');
    return cache;
  };
  // The browser's type has much more than is used; the store would fail loudly on anything missing.
  return { kept, caches: { open } as unknown as CacheStorage };
}

function world(answers: Record<string, Answer>, parts: Partial<DatasetIo> = {}) {
  const asked: string[] = [];
  const io: DatasetIo = {
    fetch: async (url, init) => {
      asked.push(url);
      const answer = answers[url];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer(init);
    },
    caches: undefined,
    subtle: crypto.subtle,
    isOnline: () => true,
    dataBase: own,
    inactivityMs: 1_000,
    ...parts,
  };
  return { io, asked };
}

const sourcesOf = (loaded: { origins: { source: string }[] }) => loaded.origins.map(({ source }) => source);

async function failure(loading: Promise<unknown>): Promise<DatasetError> {
  const error = await loading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DatasetError)) throw new Error(`expected a DatasetError, found ${error}`);
  return error;
}

/** Never answers until it is cancelled. */
const silent: Answer = ({ signal }) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));

describe('the order of sources', () => {
  it('takes what the page serves itself and asks nobody else', async () => {
    const { io, asked } = world({ ...manifest('mnist'), ...serving(`${own}mnist/`), ...serving(jsdelivr) });
    const loaded = await loadMnist(io, { files });
    expect(sourcesOf(loaded)).toEqual(['own', 'own', 'own', 'own']);
    expect(loaded.files).toEqual(contents);
    expect(asked.every((url) => url.startsWith(own))).toBe(true);
  });

  it('asks its own server only for what the manifest lists', async () => {
    const { io, asked } = world({ ...manifest(), ...serving(`${own}mnist/`), ...serving(jsdelivr) });
    expect(sourcesOf(await loadMnist(io, { files }))).toEqual(Array(4).fill('jsdelivr'));
    expect(asked.filter((url) => url.startsWith(own))).toEqual([`${own}manifest.json`]);
  });

  it('takes no manifest, or a malformed one, for an empty one', async () => {
    const malformed = { [`${own}manifest.json`]: () => new Response('<!doctype html>') };
    for (const answers of [{}, malformed]) {
      const { io } = world({ ...answers, ...serving(jsdelivr) });
      expect(sourcesOf(await loadMnist(io, { files }))).toEqual(Array(4).fill('jsdelivr'));
    }
  });

  it('falls through to the cache, to jsDelivr and to GitHub, file by file', async () => {
    const { caches, kept } = fakeCaches();
    const { io } = world({ ...serving(jsdelivr), ...serving(github) }, { caches });
    await loadMnist(io, { files: files.slice(1, 2) });
    expect(kept.size).toBe(1);
    const next = world(
      {
        ...manifest('mnist'),
        [`${own}mnist/trainImages.gz`]: () => new Response(packed('trainImages')),
        [`${own}mnist/testLabels.gz`]: () => new Response(null, { status: 404 }),
        [`${own}mnist/testImages.gz`]: () => new Response(null, { status: 500 }),
        [`${own}mnist/trainLabels.gz`]: () => new Response(null, { status: 404 }),
        ...serving(jsdelivr),
        [`${jsdelivr}testLabels.gz`]: () => new Response(null, { status: 404 }),
        ...serving(github),
      },
      { caches },
    );
    const loaded = await loadMnist(next.io, { files });
    expect(sourcesOf(loaded)).toEqual(['own', 'cache', 'jsdelivr', 'github']);
    expect(loaded.files).toEqual(contents);
  });
});

describe('verification', () => {
  const wrong = encoder.encode('training imagez '.repeat(400));
  const bad: Record<string, [string, Uint8Array<ArrayBuffer>]> = {
    'other content of the same length': ['digest', copy(gzipSync(wrong))],
    'content that is too short': ['size', copy(gzipSync(contents.trainImages.subarray(1)))],
    'content that is too long': ['size', copy(gzipSync(new Uint8Array(100_000)))],
    'a truncated gzip file': ['damaged', packed('trainImages').slice(0, 40)],
    'an error page instead': ['size', encoder.encode('<!doctype html>')],
  };
  for (const [what, [reason, bytes]] of Object.entries(bad)) {
    it(`passes over ${what} and does not keep it`, async () => {
      const { caches, kept } = fakeCaches();
      const broken = { ...serving(jsdelivr), [`${jsdelivr}trainImages.gz`]: () => new Response(bytes) };
      const loaded = await loadMnist(world({ ...broken, ...serving(github) }, { caches }).io, { files });
      expect(sourcesOf(loaded)).toEqual(['github', 'jsdelivr', 'jsdelivr', 'jsdelivr']);
      expect([...kept.values()].map((kept) => kept.length)).toEqual(files.map((file) => file.packedSize));

      const alone = await failure(loadMnist(world(broken).io, { files }));
      expect(alone.failures.find(({ source }) => source === 'jsdelivr')?.reason).toBe(reason);
    });
  }

  it('reads bytes that the browser has unpacked already', async () => {
    const plain: Record<string, Answer> = Object.fromEntries(
      files.map(({ part, name }) => [`${jsdelivr}${name}.gz`, () => new Response(copy(contents[part]))]),
    );
    expect((await loadMnist(world(plain).io, { files })).files).toEqual(contents);
  });

  it('verifies also where the browser has no crypto.subtle', async () => {
    const answers = {
      ...serving(jsdelivr),
      [`${jsdelivr}testImages.gz`]: () => new Response(copy(gzipSync('tesT images'))),
    };
    const { io } = world({ ...answers, ...serving(github) }, { subtle: undefined });
    expect(sourcesOf(await loadMnist(io, { files }))).toEqual(['jsdelivr', 'jsdelivr', 'github', 'jsdelivr']);
  });
});

describe('the cache', () => {
  it('needs no network the second time', async () => {
    const { caches } = fakeCaches();
    await loadMnist(world(serving(jsdelivr), { caches }).io, { files });
    const second = world({}, { caches, isOnline: () => false });
    expect(sourcesOf(await loadMnist(second.io, { files }))).toEqual(Array(4).fill('cache'));
  });

  it('is not trusted: what does not verify is removed and fetched again', async () => {
    const { caches, kept } = fakeCaches();
    await loadMnist(world(serving(jsdelivr), { caches }).io, { files });
    const [key] = kept.keys();
    if (!key) throw new Error('expected something kept');
    kept.set(key, copy(gzipSync('poison')));
    expect(sourcesOf(await loadMnist(world(serving(github), { caches }).io, { files }))[0]).toBe('github');
    expect(kept.get(key)).toEqual(packed('trainImages'));
    kept.set(key, copy(gzipSync('poison')));
    await failure(loadMnist(world({}, { caches }).io, { files }));
    expect(kept.has(key)).toBe(false);
  });

  for (const state of ['full', 'broken'] as const) {
    it(`may be ${state}`, async () => {
      const { io } = world(serving(jsdelivr), { caches: fakeCaches(state).caches });
      expect(sourcesOf(await loadMnist(io, { files }))).toEqual(Array(4).fill('jsdelivr'));
    });
  }
});

describe('failing', () => {
  it('names every source and why', async () => {
    const error = await failure(
      loadMnist(world({ [`${jsdelivr}trainImages.gz`]: () => new Response(null, { status: 503 }) }).io, { files }),
    );
    expect(error.code).toBe('datasetUnavailable');
    expect(error.failures.map(({ source, reason }) => [source, reason])).toEqual([
      ['own', 'notHere'],
      ['cache', 'notHere'],
      ['jsdelivr', 'status'],
      ['github', 'unreachable'],
    ]);
    expect(error.message).toContain('503');
  });

  it('asks no mirror without a network, and says so', async () => {
    const { io, asked } = world(serving(jsdelivr), { isOnline: () => false });
    const error = await failure(loadMnist(io, { files }));
    expect(error.code).toBe('offline');
    expect(asked).toEqual([`${own}manifest.json`]);
  });

  it('gives up a server that is silent, and does not wait for it again', async () => {
    const answers: Record<string, Answer> = Object.fromEntries(
      files.map(({ name }) => [`${jsdelivr}${name}.gz`, silent]),
    );
    const { io, asked } = world({ ...answers, ...serving(github) }, { inactivityMs: 20 });
    expect(sourcesOf(await loadMnist(io, { files }))).toEqual(Array(4).fill('github'));
    expect(asked.filter((url) => url.startsWith(jsdelivr))).toHaveLength(1);
  });

  it('gives up a server that falls silent in the middle, but not one that is slow', async () => {
    const bytes = packed('trainImages');
    const dripping = (stopAt: number): Answer => {
      return ({ signal }) => {
        let sent = 0;
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            if (sent >= stopAt) {
              await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('cut'))));
            }
            await new Promise((resolve) => setTimeout(resolve, 25));
            controller.enqueue(bytes.subarray(sent, sent + 5));
            sent += 5;
            if (sent >= bytes.length) controller.close();
          },
        });
        return new Response(body);
      };
    };
    const one = files.slice(0, 1);
    const at = (answer: Answer) => ({ [`${jsdelivr}trainImages.gz`]: answer, ...serving(github) });
    const slow = await loadMnist(world(at(dripping(Number.POSITIVE_INFINITY)), { inactivityMs: 100 }).io, {
      files: one,
    });
    expect(sourcesOf(slow)).toEqual(['jsdelivr']);
    const cut = await loadMnist(world(at(dripping(20)), { inactivityMs: 100 }).io, { files: one });
    expect(sourcesOf(cut)).toEqual(['github']);
  });

  it('stops when it is told to, and asks nothing more', async () => {
    const abort = new AbortController();
    const { io, asked } = world({ [`${jsdelivr}trainImages.gz`]: silent, ...serving(github) });
    const loading = loadMnist(io, { files, signal: abort.signal });
    await vi.waitFor(() => expect(asked).toContain(`${jsdelivr}trainImages.gz`));
    abort.abort();
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
    expect(asked.some((url) => url.startsWith(github))).toBe(false);
    await expect(loadMnist(io, { files, signal: abort.signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('progress', () => {
  it('counts bytes over all files up to the total', async () => {
    const heard: Progress[] = [];
    const sized: Record<string, Answer> = Object.fromEntries(
      files.map(({ part, name }) => {
        const bytes = packed(part);
        const headers = { 'Content-Length': String(bytes.length) };
        return [`${jsdelivr}${name}.gz`, () => new Response(bytes, { headers })];
      }),
    );
    await loadMnist(world(sized).io, { files, onProgress: (progress) => heard.push(progress) });
    const total = files.reduce((sum, file) => sum + file.packedSize, 0);
    expect(heard.at(-1)).toEqual({
      file: 'testLabels',
      source: 'jsdelivr',
      received: total,
      total,
      filesDone: 4,
      numFiles: 4,
    });
    const received = heard.map((progress) => progress.received);
    expect(received).toEqual([...received].sort((one, two) => one - two));
    expect(heard.every((progress) => progress.received <= progress.total)).toBe(true);
  });

  it('never shows more than the total when the browser unpacks on the way', async () => {
    const heard: Progress[] = [];
    const headers = { 'Content-Length': '40' };
    const plain = { [`${jsdelivr}trainImages.gz`]: () => new Response(copy(contents.trainImages), { headers }) };
    await loadMnist(world(plain).io, { files: files.slice(0, 1), onProgress: (progress) => heard.push(progress) });
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.every((progress) => progress.received <= progress.total)).toBe(true);
  });
});
