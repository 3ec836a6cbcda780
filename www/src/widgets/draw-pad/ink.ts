/**
 * Strokes of a drawing: how they grow, how they are smoothed and how they become grayscale. Works in units of the pad,
 * 0 to 1 in both directions, so that a drawing means the same at every size. Knows no events and no colours.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** Width of the pen here, in units of the pad. */
  readonly width: number;
}

export type Stroke = readonly Point[];

/** A pen as thick, against a digit that fills most of the pad, as those that wrote MNIST. */
const PEN_WIDTH = 0.075;
/** Pen pressure 0 to 1 scales the width between these. */
const PRESSURE_WIDTH = [0.6, 1.3] as const;
/** Points nearer to each other than this say nothing new. */
const MIN_DISTANCE = 0.004;

/** Times the usual width. */
export const brushes = { thin: 0.6, medium: 1, thick: 1.6 } as const;
export type Brush = keyof typeof brushes;
export const brushNames: readonly Brush[] = ['thin', 'medium', 'thick'];

/** Pressure is null where the device does not measure it. */
export function penWidth(pressure: number | null, brush: Brush = 'medium'): number {
  const width = PEN_WIDTH * brushes[brush];
  if (pressure === null) return width;
  const [thin, thick] = PRESSURE_WIDTH;
  return width * (thin + (thick - thin) * Math.min(1, Math.max(0, pressure)));
}

export function extend(stroke: Stroke, point: Point): Stroke {
  const last = stroke.at(-1);
  if (last && Math.hypot(point.x - last.x, point.y - last.y) < MIN_DISTANCE) return stroke;
  return [...stroke, point];
}

/** Draws on a square of `size` pixels; curves run through the middles between points, so corners of sampling vanish. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], size: number): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) drawStroke(context, stroke, size);
}

function drawStroke(context: CanvasRenderingContext2D, stroke: Stroke, size: number): void {
  const [first] = stroke;
  if (!first) return;
  let from = { x: first.x * size, y: first.y * size };
  for (const [i, point] of stroke.entries()) {
    const next = stroke[i + 1];
    const corner = { x: point.x * size, y: point.y * size };
    const to = next ? { x: ((point.x + next.x) / 2) * size, y: ((point.y + next.y) / 2) * size } : corner;
    context.beginPath();
    context.lineWidth = point.width * size;
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(corner.x, corner.y, to.x, to.y);
    context.stroke();
    from = to;
  }
}

/** Side of the picture that is handed out: four pixels for each that the network sees. */
export const RASTER_SIZE = 112;
