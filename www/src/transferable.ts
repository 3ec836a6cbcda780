/** What Comlink is to move between page and worker instead of copying. Shared memory cannot be moved and is left out. */
export function buffersOf(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
