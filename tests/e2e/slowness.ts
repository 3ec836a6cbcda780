/**
 * How much longer the clock runs than the processor works, because others work on this machine: 1 where nobody does, 2
 * where every second slice of time is theirs. Bounds by the clock are told with it, so that they hold the page and not
 * its neighbours.
 */
const SPIN_MS = 200;

export function slowness(): number {
  const start = performance.now();
  const before = process.cpuUsage();
  let used = 0;
  do {
    const { user, system } = process.cpuUsage(before);
    used = (user + system) / 1_000;
  } while (used < SPIN_MS);
  return Math.max(1, (performance.now() - start) / used);
}
