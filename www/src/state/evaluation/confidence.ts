/** How sure a network was of all test images, beside how often it was right. Arithmetic only. */
import type { Report } from '../../protocol.js';

/** Nearer to each other than this, confidence and accuracy are told as equal. */
const EVEN = 0.01;

/** `mean`: of the probabilities of what was read, 0 to 1. */
export function confidenceOf(report: Report): { mean: number; verdict: 'even' | 'sure' | 'modest' } {
  const { bins } = report.calibration;
  const sum = bins.reduce((total, bin) => total + bin.count * (bin.confidence ?? 0), 0);
  const mean = report.images > 0 ? sum / report.images : 0;
  const gap = mean - report.accuracy;
  return { mean, verdict: Math.abs(gap) < EVEN ? 'even' : gap > 0 ? 'sure' : 'modest' };
}
