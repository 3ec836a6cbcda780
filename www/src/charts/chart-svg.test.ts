import { expect, it } from 'vitest';
import type { Line } from '../state/curves/curves.js';
import type { PictureParts } from './chart-picture.js';
import { svgText } from './chart-svg.js';

const line: Line = { label: 'Training <b>', color: 'train', form: 'line', x: [1, 2, 3, 4, 5], y: [2, 900, 1, 1, 1] };
const level: Line = { label: 'Guessing', color: 'muted', form: 'level', x: [0, 5], y: [2.3, 2.3] };
const points: Line = { label: 'Test', color: 'test', form: 'points', x: [5], y: [1.2] };

function parts(isLogarithmic = false): PictureParts {
  const lines = [level, line, points];
  return {
    title: 'Loss & more',
    text: 'black',
    legend: lines.map((one) => ({ ...one, value: '1.00' })),
    options: {
      fontFamily: '"Noto Sans", sans-serif',
      scale: 1,
      colors: (name) => `rgb(${name.length}, 0, 0)`,
      xLabel: 'step',
      isLogarithmic,
      format: (value) => String(value),
      formatStep: (step) => String(step),
      formatCursor: () => '',
      resolution: 1,
      group: '',
      onCursor: () => undefined,
      onZoom: null,
    },
    data: {
      lines,
      xEnd: 5,
      yTop: null,
      idleTop: 2.5,
      isRobust: true,
      marks: [{ x: 3, label: 'learning rate 0.1' }],
      zoom: null,
      pointedOut: null,
    },
  };
}

it('an SVG stands for itself: words are escaped, numbers are numbers, colours are written out', () => {
  const svg = svgText(parts());
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toContain('<title>Loss &amp; more</title>');
  expect(svg).toContain('Training &lt;b&gt;');
  expect(svg).not.toMatch(/NaN|Infinity|undefined|var\(/);
  expect(svg.match(/<polyline/g)).toHaveLength(3);
});

it('an SVG has the marks of what happened, and of what lies beyond the axis', () => {
  const svg = svgText(parts());
  expect(svg).toContain('learning rate 0.1</text>');
  expect(svg.match(/<path /g)).toHaveLength(1);
  // On a logarithmic axis there is room for it.
  expect(svgText(parts(true))).not.toContain('<path ');
  expect(svgText(parts(true))).toContain('>1000</text>');
});
