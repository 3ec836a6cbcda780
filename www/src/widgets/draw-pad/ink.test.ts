import { describe, expect, it } from 'vitest';
import { drawStrokes, extend, penWidth, type Stroke } from './ink.js';

describe('penWidth', () => {
  it('follows pressure where there is one', () => {
    const plain = penWidth(null);
    expect(penWidth(0)).toBeLessThan(plain);
    expect(penWidth(1)).toBeGreaterThan(plain);
    expect(penWidth(7)).toBe(penWidth(1));
  });
});

describe('extend', () => {
  it('leaves out points that repeat the last one', () => {
    const stroke: Stroke = [{ x: 0.5, y: 0.5, width: 0.1 }];
    expect(extend(stroke, { x: 0.501, y: 0.5, width: 0.1 })).toBe(stroke);
    expect(extend(stroke, { x: 0.6, y: 0.5, width: 0.1 })).toHaveLength(2);
  });
});

describe('drawStrokes', () => {
  it('makes a dot of a tap and an unbroken line of many points', () => {
    const path: number[][] = [];
    const context = {
      beginPath: () => undefined,
      stroke: () => undefined,
      moveTo: (...at: number[]) => path.push(at),
      quadraticCurveTo: (...at: number[]) => path.push(at.slice(2)),
    };
    const canvas = context as unknown as CanvasRenderingContext2D;
    drawStrokes(canvas, [[{ x: 0.5, y: 0.5, width: 0.1 }]], 100);
    expect(path).toEqual([
      [50, 50],
      [50, 50],
    ]);
    path.length = 0;
    drawStrokes(canvas, [[0.1, 0.3, 0.5].map((x) => ({ x, y: 0.5, width: 0.1 }))], 100);
    expect(path.length).toBe(6);
    expect(path[2]).toEqual(path[1]);
    expect(path[4]).toEqual(path[3]);
    expect(path[5]).toEqual([50, 50]);
  });
});
