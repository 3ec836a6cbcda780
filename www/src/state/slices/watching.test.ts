import { describe, expect, it } from 'vitest';
import { type ChartsEvent, noCharts, reduceCharts } from './charts.js';
import { chooseTestImages, noTestImages, reduceTestImages } from './test-images.js';

const after = (...events: ChartsEvent[]) => events.reduce(reduceCharts, noCharts);

describe('the choice of charts', () => {
  it('begins with two, and adds others in their order', () => {
    expect(noCharts.shown).toEqual(['loss', 'accuracy']);
    const shown = after({ type: 'chartToggled', name: 'speed' }, { type: 'chartToggled', name: 'learningRate' }).shown;
    expect(shown).toEqual(['loss', 'accuracy', 'learningRate', 'speed']);
  });

  it('may leave none', () => {
    expect(after({ type: 'chartToggled', name: 'loss' }, { type: 'chartToggled', name: 'accuracy' }).shown).toEqual([]);
  });

  it('shows a chart that is asked for, and does not hide one that is shown', () => {
    expect(after({ type: 'chartShown', name: 'loss' })).toBe(noCharts);
    expect(after({ type: 'chartShown', name: 'gradientNorm' }).shown).toContain('gradientNorm');
  });

  it('takes the strengths of smoothing that there are', () => {
    expect(after({ type: 'smoothingChosen', steps: 60 }).smoothing).toBe(60);
    expect(after({ type: 'smoothingChosen', steps: 61 })).toBe(noCharts);
  });

  it('hears of one drag from every chart, and changes once', () => {
    const zoomed = after({ type: 'zoomed', range: { from: 10, to: 20 } });
    expect(reduceCharts(zoomed, { type: 'zoomed', range: { from: 10 + 1e-9, to: 20 } })).toBe(zoomed);
    expect(reduceCharts(zoomed, { type: 'zoomed', range: null }).zoom).toBeNull();
  });
});

describe('sample images', () => {
  const strip = { images: Uint8Array.of(0, 1, 2, 3, 4, 5), labels: [7, 2, 7, 0, 2, 2] };

  it('are the first of each class, in the order of classes', () => {
    expect(chooseTestImages(strip, 3)).toEqual({ images: Uint8Array.of(3, 1, 0), labels: [0, 2, 7] });
  });

  it('are filled up where there are fewer classes than places', () => {
    expect(chooseTestImages(strip, 5)).toEqual({ images: Uint8Array.of(3, 1, 4, 0, 2), labels: [0, 2, 2, 7, 7] });
    expect(chooseTestImages({ images: new Uint8Array(0), labels: [] })).toEqual({
      images: new Uint8Array(0),
      labels: [],
    });
  });

  it('forget readings of images that were replaced', () => {
    const chosen = reduceTestImages(noTestImages, { type: 'testImagesChosen', strip, indices: [4, 8] });
    const read = reduceTestImages(chosen, {
      type: 'testImagesRead',
      strip,
      step: 4,
      all: [{ read: 1, confidence: 0.5 }],
    });
    expect(read.predictions?.step).toBe(4);
    const others = { ...strip };
    expect(reduceTestImages(chosen, { type: 'testImagesRead', strip: others, step: 4, all: [] })).toBe(chosen);
  });
});
