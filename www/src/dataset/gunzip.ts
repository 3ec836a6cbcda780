/**
 * Decompression with the browser's own gzip. Owns the question whether bytes are gzip at all: a server that sets
 * `Content-Encoding: gzip` has the browser unpack them on the way.
 */
import { SourceError } from './dataset-error.js';
import { concatenate } from './fetch-bytes.js';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The plain content, which must be `size` bytes long: nothing longer is ever unpacked. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const plain = isGzip(bytes) ? await gunzip(bytes, size) : bytes;
  if (plain.length !== size) {
    throw new SourceError('size', `expected ${size} bytes of content, found ${plain.length}`);
  }
  return plain;
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(size);
  let length = 0;
  const reader = decompress(new Blob([bytes])).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > size) {
        throw new SourceError('size', `expected ${size} bytes of content, found more`);
      }
      plain.set(part.value, length);
      length += part.value.length;
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof SourceError) throw error;
    throw new SourceError('damaged', `the gzip data is damaged after ${length} bytes of content`, { cause: error });
  }
  return length === size ? plain : plain.slice(0, length);
}

/** The first `count` bytes of a file's plain content; fewer when it is shorter. */
export async function peek(file: Blob, count: number): Promise<Uint8Array> {
  const start = new Uint8Array(await file.slice(0, count).arrayBuffer());
  if (!isGzip(start)) return start;
  const reader = decompress(file).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < count) {
      const part = await reader.read();
      if (part.done) break;
      chunks.push(part.value);
      length += part.value.length;
    }
  } catch {
    // What came before the damage is all there is to see; reading the whole file reports it.
  }
  await reader.cancel().catch(() => undefined);
  return concatenate(chunks, length).subarray(0, count);
}

function decompress(file: Blob): ReadableStream<Uint8Array> {
  return file.stream().pipeThrough(new DecompressionStream('gzip'));
}
