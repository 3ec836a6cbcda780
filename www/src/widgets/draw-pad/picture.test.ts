import { describe, expect, it } from 'vitest';
import { findInk, swapped } from './picture.js';

type Rgba = readonly [number, number, number, number];

/** A ground with a block of ink in its middle. */
function picture(ground: Rgba, ink: Rgba, size = 12): number[] {
  const isInk = (i: number) => [i % size, Math.floor(i / size)].every((place) => place >= 4 && place < 8);
  return Array.from({ length: size * size }, (_, i) => (isInk(i) ? ink : ground)).flat();
}

function read(ground: Rgba, ink: Rgba): { ground: string; middle: number; corner: number } | null {
  const found = findInk(picture(ground, ink), 12, 12);
  return found && { ground: found.ground, middle: found.pixels[5 * 12 + 5] ?? -1, corner: found.pixels[0] ?? -1 };
}

describe('findInk', () => {
  it('takes the dark for ink on a light ground', () => {
    expect(read([250, 248, 240, 255], [20, 20, 60, 255])).toEqual({ ground: 'light', middle: 255, corner: 0 });
  });

  it('takes the light for ink on a dark ground', () => {
    expect(read([10, 10, 10, 255], [255, 255, 255, 255])).toEqual({ ground: 'dark', middle: 255, corner: 0 });
  });

  it('reads colours by their lightness', () => {
    expect(read([255, 255, 255, 255], [200, 0, 0, 255])).toEqual({ ground: 'light', middle: 255, corner: 0 });
  });

  it('takes the shape for ink where the ground is transparent, whatever its colour', () => {
    for (const ink of [0, 255]) {
      expect(read([0, 0, 0, 0], [ink, ink, ink, 255])).toEqual({ ground: 'transparent', middle: 255, corner: 0 });
    }
  });

  it('leaves the grain of paper out', () => {
    const grainy = picture([240, 240, 240, 255], [20, 20, 20, 255]);
    grainy.splice(4 * 14, 3, 225, 225, 225);
    expect(findInk(grainy, 12, 12)?.pixels[14]).toBe(0);
  });

  it('finds nothing where nothing stands out', () => {
    expect(read([200, 200, 200, 255], [190, 190, 190, 255])).toBeNull();
    expect(read([0, 0, 0, 0], [0, 0, 0, 0])).toBeNull();
  });
});

describe('swapped', () => {
  it('makes ink of the ground where a picture was cut out too tightly to tell', () => {
    // The digit fills the edge; its counter, in the middle, is paper.
    const found = findInk(picture([20, 20, 20, 255], [250, 250, 250, 255]), 12, 12);
    if (!found) throw new Error('expected a picture');
    expect([found.ground, found.isSwapped, found.pixels[0], found.pixels[5 * 12 + 5]]).toEqual(['dark', false, 0, 255]);
    const other = swapped(found);
    expect([other.ground, other.isSwapped, other.pixels[0], other.pixels[5 * 12 + 5]]).toEqual(['dark', true, 255, 0]);
    expect(swapped(other)).toEqual(found);
  });
});
