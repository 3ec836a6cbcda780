/** What is drawn on the pad in tests. */
import type { Point } from './hand.js';

/** Digits as a hand draws them, along points of a square from 0 to 1. */
export const digits: Readonly<Record<0 | 1 | 2 | 3 | 7, Point[][]>> = {
  0: [
    Array.from({ length: 25 }, (_, index) => {
      const angle = -Math.PI / 2 - (index / 24) * 2 * Math.PI;
      return [0.5 + 0.2 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle)];
    }),
  ],
  1: [
    [
      [0.53, 0.18],
      [0.51, 0.5],
      [0.48, 0.82],
    ],
  ],
  2: [
    [
      [0.32, 0.34],
      [0.38, 0.24],
      [0.5, 0.2],
      [0.62, 0.25],
      [0.66, 0.37],
      [0.58, 0.52],
      [0.45, 0.65],
      [0.32, 0.79],
      [0.5, 0.78],
      [0.7, 0.78],
    ],
  ],
  3: [
    [
      [0.34, 0.24],
      [0.46, 0.18],
      [0.6, 0.22],
      [0.64, 0.34],
      [0.56, 0.45],
      [0.46, 0.48],
      [0.58, 0.51],
      [0.66, 0.62],
      [0.62, 0.76],
      [0.48, 0.82],
      [0.34, 0.76],
    ],
  ],
  7: [
    [
      [0.3, 0.24],
      [0.5, 0.23],
      [0.7, 0.23],
      [0.6, 0.45],
      [0.52, 0.64],
      [0.46, 0.82],
    ],
  ],
};
