import { describe, expect, it } from 'vitest';
import type { Stroke } from './ink.js';
import { visible } from './layers.js';
import type { Picture } from './picture.js';

const stroke = (x: number): Stroke => [{ x, y: 0.5, width: 0.1 }];
const picture: Picture = { pixels: new Uint8Array(1), width: 1, height: 1, ground: 'light', isSwapped: false };

describe('visible', () => {
  it('is every stroke where there is no picture', () => {
    expect(visible([stroke(0.1), stroke(0.2)])).toEqual({ picture: null, strokes: [stroke(0.1), stroke(0.2)] });
  });

  it('is the last picture and what was drawn upon it', () => {
    const layers = [stroke(0.1), picture, stroke(0.2)];
    expect(visible(layers)).toEqual({ picture, strokes: [stroke(0.2)] });
    expect(visible(layers.slice(0, 2))).toEqual({ picture, strokes: [] });
    expect(visible(layers.slice(0, 1))).toEqual({ picture: null, strokes: [stroke(0.1)] });
  });
});
