import { expect, it } from 'vitest';
import { Words } from '../locale/words.js';
import { explain } from './explain.js';

const words = new Words('en');

it('translates what it knows and shows the rest as it is', () => {
  expect(explain({ code: 'diverged', message: 'x' }, words)).toMatchObject({ detail: 'none' });
  expect(explain({ code: 'diverged', message: 'x' }, words).text).toContain('learning rate');
  expect(explain({ code: 'brandNew', message: 'x' }, words)).toEqual({ text: 'x', message: 'x', detail: 'none' });
});

it('shows which file or field it is, and folds away the rest', () => {
  expect(explain({ code: 'idxTruncated', message: 'a.gz: 3 bytes' }, words).detail).toBe('open');
  expect(explain({ code: 'checkpointMismatch', message: 'tensor "layers.0.weight": …' }, words).detail).toBe('open');
  expect(explain({ code: 'datasetUnavailable', message: 'tried …' }, words).detail).toBe('folded');
});
