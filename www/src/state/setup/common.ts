/** What two lists have in common, in the same order: the longest such row, as pairs of places. Compares strings. */
export function commonPairs(
  these: readonly string[],
  those: readonly string[],
): readonly (readonly [number, number])[] {
  const width = those.length + 1;
  // lengths[i * width + j]: of the longest row common to these from i and those from j.
  const lengths = new Uint16Array((these.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = these.length - 1; i >= 0; i--) {
    for (let j = those.length - 1; j >= 0; j--) {
      const isSame = these[i] === those[j];
      lengths[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < these.length && j < those.length; ) {
    if (these[i] === those[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
