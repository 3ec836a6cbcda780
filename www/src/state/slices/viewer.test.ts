import { describe, expect, it } from 'vitest';
import { noViewer, reduceViewer, type ViewerEvent, type ViewerState } from './viewer.js';

const pixels = Uint8Array.of(1);
const prediction = { probabilities: [1], seen: pixels, size: [1, 1] as [number, number] };

const after = (...events: ViewerEvent[]): ViewerState | null => events.reduce(reduceViewer, noViewer);
const open = { type: 'viewerOpened', split: 'test', indices: [7, 3, 9], place: 1 } as const;

describe('an image that is opened', () => {
  it('is one of several, and its neighbours are one step away', () => {
    expect(after(open, { type: 'viewerTurned', by: 1 })?.place).toBe(2);
    expect(after(open, { type: 'viewerTurned', by: 1 }, { type: 'viewerTurned', by: 1 })?.place).toBe(2);
    expect(after(open, { type: 'viewerTurned', by: -1 })?.place).toBe(0);
    expect(after(open, { type: 'viewerClosed' })).toBeNull();
    expect(after({ ...open, place: 5 })).toBeNull();
  });

  it('takes pixels and answers that are its own, and forgets them with the next', () => {
    const arrived = { type: 'viewedArrived', index: 3, pixels, label: 4 } as const;
    const read = { type: 'viewedRead', index: 3, prediction } as const;
    expect(after(open, arrived, read)).toMatchObject({ image: { label: 4 }, prediction });
    expect(after(open, { ...arrived, index: 7 }, { ...read, index: 9 })).toMatchObject({
      image: null,
      prediction: null,
    });
    expect(after(open, arrived, read, { type: 'viewerTurned', by: 1 })).toMatchObject({
      image: null,
      prediction: null,
    });
  });
});
