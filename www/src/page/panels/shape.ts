/** [32, 26, 26] as 26 × 26 × 32, the way it is drawn; positions × features of a sequence as they are. */
export function shapeText(output: readonly number[]): string {
  const [channels, ...sides] = output;
  return (sides.length === 2 ? [...sides, channels] : output).join(' × ');
}
