/** Writes images and labels as IDX files, the format of MNIST, so that images made in the page are loaded like any others. */

const IMAGES = 0x0803;
const LABELS = 0x0801;

/** `pixels` are `count * height * width` bytes, in as many parts as there are. */
export function imagesFile(name: string, parts: readonly Uint8Array[], height: number, width: number): File {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return new File([header(IMAGES, bytes / (height * width), height, width), ...parts.map(copy)], name);
}

export function labelsFile(name: string, parts: readonly Uint8Array[]): File {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  return new File([header(LABELS, count), ...parts.map(copy)], name);
}

/** Big-endian: what it is, and its dimensions. */
function header(...numbers: readonly number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  for (const [position, number] of numbers.entries()) view.setUint32(4 * position, number);
  return view.buffer;
}

/** A file is not made of memory that several threads share. */
function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
