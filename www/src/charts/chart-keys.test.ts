import { describe, expect, it } from 'vitest';
import { type ChartView, chartAction } from './chart-keys.js';

const whole = { from: 0, to: 200 };
const view: ChartView = { cursor: 100, shown: whole, whole, canZoom: true, resolution: 1 };

describe('keys on a chart', () => {
  it('move the crosshair by a hundredth or a tenth of what is shown, and never out of it', () => {
    expect(chartAction('ArrowRight', view)).toEqual({ type: 'point', step: 102 });
    expect(chartAction('PageDown', view)).toEqual({ type: 'point', step: 80 });
    expect(chartAction('ArrowRight', { ...view, cursor: 200 })).toEqual({ type: 'point', step: 200 });
    expect(chartAction('ArrowLeft', { ...view, cursor: null, shown: { from: 10, to: 20 } })).toEqual({
      type: 'point',
      step: 19,
    });
    expect(chartAction('Home', view)).toEqual({ type: 'point', step: 0 });
  });

  it('show half as much around the crosshair, and twice as much again', () => {
    expect(chartAction('+', view)).toEqual({ type: 'zoom', range: { from: 50, to: 150 } });
    expect(chartAction('+', { ...view, cursor: 195 })).toEqual({ type: 'zoom', range: { from: 100, to: 200 } });
    expect(chartAction('-', { ...view, shown: { from: 90, to: 110 } })).toEqual({
      type: 'zoom',
      range: { from: 80, to: 120 },
    });
    expect(chartAction('-', { ...view, shown: { from: 0, to: 120 } })).toEqual({ type: 'zoom', range: null });
    expect(chartAction('Escape', view)).toEqual({ type: 'zoom', range: null });
  });

  it('move by less where the axis counts epochs', () => {
    const epochs = { ...view, cursor: 1.5, shown: { from: 0, to: 2 }, whole: { from: 0, to: 2 }, resolution: 0.01 };
    expect(chartAction('ArrowRight', epochs)).toEqual({ type: 'point', step: 1.52 });
    expect(chartAction('+', epochs)).toEqual({ type: 'zoom', range: { from: 1, to: 2 } });
    expect(chartAction('End', { ...epochs, shown: { from: 0, to: 1.997 } })).toEqual({ type: 'point', step: 1.99 });
  });

  it('mean nothing otherwise, and nothing where there is no zooming', () => {
    expect(chartAction('a', view)).toBeNull();
    expect(chartAction('+', { ...view, canZoom: false })).toBeNull();
  });
});
