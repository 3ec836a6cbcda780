/** What is on the pad as pixels: its picture and the strokes upon it. */
import { drawStrokes, RASTER_SIZE } from './ink.js';
import type { Visible } from './layers.js';
import { drawPicture } from './picture.js';

/** Grayscale, 0 = background, 255 = ink, row-major, `RASTER_SIZE` squared. */
export function rasterize({ picture, strokes }: Visible): Uint8Array {
  const canvas = document.createElement('canvas');
  canvas.width = RASTER_SIZE;
  canvas.height = RASTER_SIZE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const pixels = new Uint8Array(RASTER_SIZE * RASTER_SIZE);
  if (!context) return pixels;
  if (picture) drawPicture(context, picture, RASTER_SIZE, 'black');
  drawStrokes(context, strokes, RASTER_SIZE);
  const { data } = context.getImageData(0, 0, RASTER_SIZE, RASTER_SIZE);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[4 * i + 3] ?? 0;
  return pixels;
}
