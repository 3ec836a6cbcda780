/**
 * Makes a long curve cheap to draw: at most a few hundred points, whatever the number of steps. Buckets are aligned to
 * powers of two, so that points already drawn stay where they are while the curve grows. Draws nothing itself.
 */
export interface Curve {
  x: number[];
  y: number[];
}

/** The smallest power of two that leaves at most `limit` buckets. */
export function bucketSize(length: number, limit: number): number {
  let size = 1;
  while (length / size > limit) size *= 2;
  return size;
}

/** The last point of every bucket: right for a curve that is smooth already. */
export function thin(x: ArrayLike<number>, y: ArrayLike<number>, limit: number): Curve {
  const size = bucketSize(x.length, limit);
  const curve: Curve = { x: [], y: [] };
  for (let end = size - 1; end < x.length; end += size) push(curve, x, y, end);
  if (x.length % size !== 0) push(curve, x, y, x.length - 1);
  return curve;
}

/** The lowest and the highest point of every bucket, in their order: right for a noisy curve, whose spikes must stay. */
export function envelope(x: ArrayLike<number>, y: ArrayLike<number>, limit: number): Curve {
  const size = bucketSize(x.length, Math.max(1, Math.floor(limit / 2)));
  if (size <= 2) return { x: Array.from(x), y: Array.from(y) };
  const curve: Curve = { x: [], y: [] };
  for (let start = 0; start < x.length; start += size) {
    const end = Math.min(start + size, x.length);
    let low = start;
    let high = start;
    for (let i = start + 1; i < end; i++) {
      if (value(y, i) < value(y, low)) low = i;
      if (value(y, i) > value(y, high)) high = i;
    }
    push(curve, x, y, Math.min(low, high));
    if (low !== high) push(curve, x, y, Math.max(low, high));
  }
  return curve;
}

function push(curve: Curve, x: ArrayLike<number>, y: ArrayLike<number>, index: number): void {
  curve.x.push(value(x, index));
  curve.y.push(value(y, index));
}

function value(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
