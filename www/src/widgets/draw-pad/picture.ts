/**
 * A picture somebody brings instead of drawing: from whatever the browser can open to ink on an empty ground. Owns the
 * question which part of it is the ink; what the ink means is for the network.
 */
import { paintGray } from '../gray.js';

export type Ground = 'light' | 'dark' | 'transparent';

/** Grayscale, 0 = background, 255 = ink, row-major. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** What the ink was found on. */
  readonly ground: Ground;
  /** The ground counts as the ink instead. */
  readonly isSwapped: boolean;
}

/** Why a file gives no picture. */
export type PictureProblem = 'unreadable' | 'blank' | 'tooLarge';

export class PictureError extends Error {
  readonly problem: PictureProblem;

  constructor(problem: PictureProblem) {
    super(`the picture cannot be used: ${problem}`);
    this.problem = problem;
  }
}

/** Longer side, in pixels: many times what any network here sees. */
const MAX_SIDE = 448;
const MAX_BYTES = 64e6;
/** Gray values, of 255, by which ink must stand out from what is around it. */
const MIN_CONTRAST = 32;
/** Shares of full contrast below which there is only the paper's grain, and above which there is only ink. */
const HAZE = 0.2;
const FULL = 0.75;
/** Share of the picture that must be see-through for its shape to count as the ink. */
const MIN_CLEAR = 0.05;

/** Rejects with a `PictureError`. */
export async function readPicture(file: Blob): Promise<Picture> {
  if (file.size > MAX_BYTES) throw new PictureError('tooLarge');
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new PictureError('unreadable');
  }
  const zoom = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * zoom));
  const height = Math.max(1, Math.round(bitmap.height * zoom));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new PictureError('unreadable');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const found = findInk(context.getImageData(0, 0, width, height).data, width, height);
  if (!found) throw new PictureError('blank');
  return found;
}

/** From `width * height` RGBA pixels; null where nothing stands out. */
export function findInk(rgba: ArrayLike<number>, width: number, height: number): Picture | null {
  const count = width * height;
  const alpha = Float32Array.from({ length: count }, (_, i) => rgba[4 * i + 3] ?? 0);
  const gray = Float32Array.from({ length: count }, (_, i) => luminance(rgba, i));
  const clear = alpha.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0);
  if (clear === count) return null;
  if (clear >= MIN_CLEAR * count && isPlain(gray, alpha)) {
    return { pixels: Uint8Array.from(alpha), width, height, ground: 'transparent', isSwapped: false };
  }
  // What shows through is white, as on paper.
  const seen = gray.map((value, i) => 255 + ((value - 255) * (alpha[i] ?? 0)) / 255);
  const ground = median(edge(seen, width, height));
  const sorted = seen.toSorted();
  const dark = ground - (sorted[Math.floor(count * 0.005)] ?? ground);
  const light = (sorted[Math.ceil(count * 0.995) - 1] ?? ground) - ground;
  const contrast = Math.max(dark, light);
  if (contrast < MIN_CONTRAST) return null;
  const sign = dark >= light ? -1 : 1;
  const pixels = Uint8Array.from(seen, (value) => {
    const share = (sign * (value - ground)) / contrast;
    return Math.round(255 * Math.min(1, Math.max(0, (share - HAZE) / (FULL - HAZE))));
  });
  return { pixels, width, height, ground: dark >= light ? 'light' : 'dark', isSwapped: false };
}

/** What was taken for ink is the ground, and the other way round: whoever sees the picture knows better. */
export function swapped(picture: Picture): Picture {
  return { ...picture, pixels: picture.pixels.map((value) => 255 - value), isSwapped: !picture.isSwapped };
}

/** On a square of `size` pixels, whole and in its middle. */
export function drawPicture(context: CanvasRenderingContext2D, picture: Picture, size: number, ink: string): void {
  const canvas = document.createElement('canvas');
  paintGray(canvas, picture.pixels, picture.width, ink);
  const zoom = size / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width * zoom, picture.height * zoom];
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, (size - width) / 2, (size - height) / 2, width, height);
}

/** Of one colour wherever it can be seen: then its shape says it all. */
function isPlain(gray: Float32Array, alpha: Float32Array): boolean {
  const opaque = gray.filter((_, i) => (alpha[i] ?? 0) >= 128).toSorted();
  const at = (share: number) => opaque[Math.floor(share * (opaque.length - 1))] ?? 0;
  return at(0.95) - at(0.05) < 2 * MIN_CONTRAST;
}

/** Rec. 709, on the values as they are stored. */
function luminance(rgba: ArrayLike<number>, pixel: number): number {
  const channel = (offset: number) => rgba[4 * pixel + offset] ?? 0;
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}

/** The outermost pixels. */
function edge(values: Float32Array, width: number, height: number): Float32Array {
  return values.filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  });
}

function median(values: Float32Array): number {
  return values.toSorted()[values.length >> 1] ?? 255;
}
