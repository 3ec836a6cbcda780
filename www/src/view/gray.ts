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
