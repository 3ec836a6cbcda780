/** A checkpoint without tensors, for tests: its header is as the core writes it. Never shipped: only tests import it. */
export function fakeCheckpoint(about: object): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { kiln: JSON.stringify(about) } }));
  const file = new Uint8Array(8 + header.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  return file;
}
