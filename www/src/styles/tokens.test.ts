import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runColors } from '../state/curves/line-look.js';
import { NUM_RUN_COLORS } from '../state/run/kept-run.js';

const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Light and dark. */
function pair(name: string): readonly [string, string] {
  const [, light, dark] = tokens.match(new RegExp(`--${name}: .*light-dark\\((#\\w{6}), (#\\w{6})\\)`)) ?? [];
  if (!light || !dark) throw new Error(`expected --${name} in tokens.css, found none`);
  return [light, dark];
}

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

it('every colour of a run stands out from the surface in both themes', () => {
  expect(runColors).toHaveLength(NUM_RUN_COLORS);
  const surface = pair('surface');
  for (const name of runColors) {
    for (const [theme, color] of pair(name).entries()) {
      expect(contrast(color, surface[theme] ?? ''), `${name} ${theme}`).toBeGreaterThanOrEqual(3);
    }
  }
});
