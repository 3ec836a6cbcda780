/** How far a share that was counted may lie from the share that it stands for. */

/** The 97.5% point of the normal distribution: 95% lie within so many standard deviations. */
const Z = 1.959964;

/**
 * The 95% interval of a proportion of which `hits` of `count` were counted, by the score method of E. B. Wilson, Probable
 * inference, the law of succession, and statistical inference, Journal of the American Statistical Association 22, 1927.
 * Unlike the usual one it stays within 0 and 1, and holds for few images and for shares near 1 (R. G. Newcombe, Two-sided
 * confidence intervals for the single proportion, Statistics in Medicine 17, 1998, method 3). Null where nothing was counted.
 */
export function wilson(hits: number, count: number): { low: number; high: number } | null {
  if (count <= 0) return null;
  const share = hits / count;
  const squared = Z * Z;
  const centre = share + squared / (2 * count);
  const spread = Z * Math.sqrt((share * (1 - share)) / count + squared / (4 * count * count));
  const whole = 1 + squared / count;
  return { low: Math.max(0, (centre - spread) / whole), high: Math.min(1, (centre + spread) / whole) };
}
