/**
 * Work that is seen, shared out among frames: each frame does one task at least and begins no more after a few
 * milliseconds, so that five charts that change together do not hold up the page together. Owns who waits.
 */
const BUDGET_MS = 6;

const waiting = new Set<() => void>();
let frame = 0;

/** Has `task` done in one of the next frames, in the order of asking; once, however often it is asked. */
export function inTurn(task: () => void): void {
  waiting.add(task);
  if (frame === 0) frame = requestAnimationFrame(work);
}

/** It is not to be done any more. */
export function outOfTurn(task: () => void): void {
  waiting.delete(task);
}

function work(): void {
  frame = 0;
  const start = performance.now();
  for (const task of [...waiting]) {
    // One before it may have had it put off.
    if (!waiting.delete(task)) continue;
    try {
      task();
    } catch (thrown) {
      // The others are drawn all the same.
      reportError(thrown);
    }
    if (performance.now() - start >= BUDGET_MS) break;
  }
  if (waiting.size > 0 && frame === 0) frame = requestAnimationFrame(work);
}
