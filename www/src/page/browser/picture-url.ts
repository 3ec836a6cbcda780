/** An image of a data set as a PNG in an address: black ink on a transparent ground, so that it suits any paper. */
import { paintGray } from '../../widgets/gray.js';

export function pictureUrl(pixels: Uint8Array, width: number): string {
  const canvas = document.createElement('canvas');
  paintGray(canvas, pixels, width, 'black');
  return canvas.toDataURL('image/png');
}
