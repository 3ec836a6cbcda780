import { resolveColor } from './look.js';

/** Paints grayscale pixels, 0 = background, 255 = ink, on a canvas of their own size. Scaling is left to CSS. */
export function paintGray(canvas: HTMLCanvasElement, pixels: ArrayLike<number>, width: number, ink: string): void {
  const height = pixels.length / width;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context || pixels.length === 0) return;
  const image = context.createImageData(width, height);
  for (let i = 0; i < pixels.length; i++) image.data[4 * i + 3] = pixels[i] ?? 0;
  context.putImageData(image, 0, 0);
  // Ink is where the picture is opaque: colour it in one go, whatever the colour's notation.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = ink;
  context.fillRect(0, 0, width, height);
}

/** Images that lie one after the other, each on the next canvas of a widget. */
export function paintStrip(root: ShadowRoot, images: Uint8Array, width: number, height: number): void {
  const ink = resolveColor(root, 'ink');
  const size = width * height;
  for (const [i, canvas] of root.querySelectorAll('canvas').entries()) {
    paintGray(canvas, images.subarray(i * size, (i + 1) * size), width, ink);
  }
}

/** An image as a PNG in an address: black ink on a transparent ground, so that it suits any paper. */
export function pictureUrl(pixels: Uint8Array, width: number): string {
  const canvas = document.createElement('canvas');
  paintGray(canvas, pixels, width, 'black');
  return canvas.toDataURL('image/png');
}
