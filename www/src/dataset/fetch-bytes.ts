/**
 * Reads one address into memory, with progress, a limit on silence and a way to cancel. Owns the life of one request;
 * refuses to judge what arrived.
 */
import { abortedError, SourceError } from './dataset-error.js';
import type { DatasetIo } from './io.js';

export interface FetchBytesOptions {
  signal?: AbortSignal | undefined;
  /** `total` is the announced length, null where the server does not announce one. */
  onBytes?: (received: number, total: number | null) => void;
  cache?: RequestCache;
}

/** Rejects with a SourceError, or with code 'aborted' when the signal said so. */
export async function fetchBytes(
  io: Pick<DatasetIo, 'fetch' | 'inactivityMs'>,
  url: string,
  options: FetchBytesOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal } = options;
  if (signal?.aborted) throw abortedError();
  const controller = new AbortController();
  const cancel = () => controller.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  const silence = startSilence(io.inactivityMs, cancel);
  try {
    const init: RequestInit = { signal: controller.signal, credentials: 'omit', mode: 'cors' };
    if (options.cache) init.cache = options.cache;
    const response = await io.fetch(url, init);
    silence.restart();
    if (!response.ok) throw new SourceError('status', `the server answered ${response.status}`);
    return await readBody(response, silence.restart, options.onBytes);
  } catch (error) {
    if (signal?.aborted) throw abortedError();
    if (silence.expired()) {
      throw new SourceError('timeout', `nothing arrived for ${io.inactivityMs / 1000} s`, { cause: error });
    }
    if (error instanceof SourceError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new SourceError('unreachable', `the connection failed: ${detail}`, { cause: error });
  } finally {
    silence.end();
    signal?.removeEventListener('abort', cancel);
    // Ends the download when its answer was refused; nothing happens to one that was read to its end.
    controller.abort();
  }
}

async function readBody(
  response: Response,
  heard: () => void,
  onBytes: FetchBytesOptions['onBytes'],
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isFinite(announced) && announced > 0 ? announced : null;
  const chunks: Uint8Array[] = [];
  let received = 0;
  if (response.body) {
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard();
      chunks.push(part.value);
      received += part.value.length;
      onBytes?.(received, total);
    }
  }
  return concatenate(chunks, received);
}

export function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function startSilence(limitMs: number, onExpired: () => void) {
  let isExpired = false;
  const expire = () => {
    isExpired = true;
    onExpired();
  };
  let timer = setTimeout(expire, limitMs);
  return {
    restart: () => {
      clearTimeout(timer);
      if (!isExpired) timer = setTimeout(expire, limitMs);
    },
    expired: () => isExpired,
    end: () => clearTimeout(timer),
  };
}
