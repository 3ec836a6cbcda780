/**
 * Files kept from an earlier visit, by the digest of their content. Owns the browser's cache and never fails: where
 * there is none, or it is full or broken, it is an empty store.
 */
export interface ByteStore {
  /** Without reading it. */
  has(digest: string): Promise<boolean>;
  get(digest: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Keeps the bytes if it can. */
  put(digest: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(digest: string): Promise<void>;
}

const cacheName = 'kiln-datasets-v1';

/** Never requested: the Cache API wants addresses as keys, and `.invalid` is reserved (RFC 2606). */
const keyBase = 'https://kiln.invalid/';

export function byteStore(caches: CacheStorage | undefined): ByteStore {
  const attempt = async <T>(task: (cache: Cache) => Promise<T>): Promise<T | null> => {
    try {
      return caches ? await task(await caches.open(cacheName)) : null;
    } catch {
      return null;
    }
  };
  return {
    has: async (digest) =>
      (await attempt(async (cache) => (await cache.match(keyBase + digest)) !== undefined)) ?? false,
    get: (digest) =>
      attempt(async (cache) => {
        const response = await cache.match(keyBase + digest);
        return response ? new Uint8Array(await response.arrayBuffer()) : null;
      }),
    put: async (digest, bytes) => {
      await attempt((cache) => cache.put(keyBase + digest, new Response(bytes)));
    },
    remove: async (digest) => {
      await attempt((cache) => cache.delete(keyBase + digest));
    },
  };
}
