/**
 * What a checkpoint says of its run, for the page, which has to show a run that it did not begin. Reads the description
 * and nothing else; whether a file is a checkpoint at all is the core's to judge, and is judged before.
 */
import type { About } from '../protocol.js';

/**
 * A safetensors file begins with the length of its header, 64 bits, little-endian; the header is JSON, and in it, under
 * `__metadata__`, texts. Wants a file that `Session.resume` has taken.
 */
export function readAbout(checkpoint: Uint8Array): About {
  const { buffer, byteOffset, byteLength } = checkpoint;
  const length = Number(new DataView(buffer, byteOffset, byteLength).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(checkpoint.subarray(8, 8 + length)));
  return JSON.parse(header['__metadata__']['kiln']);
}
