/** A checkpoint without a network, for tests: a safetensors file that says what the core's say. Never shipped. */
export function fakeCheckpoint(step: number, values = 2): Uint8Array<ArrayBuffer> {
  const about = JSON.stringify({ format: 1, standing: { step } });
  const tensor = { dtype: 'F32', shape: [values], data_offsets: [0, 4 * values] };
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { kiln: about }, 'layers.0.bias': tensor }));
  const bytes = new Uint8Array(8 + header.length + 4 * values);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 8);
  return bytes;
}
