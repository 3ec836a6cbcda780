import { expect, it } from 'vitest';
import { Words } from '../locale/words.js';
import type { Failure } from '../state/state.js';
import { explain } from './explain.js';

const words = new Words('en');

it('translates what it knows and shows the rest as it is', () => {
  expect(explain({ code: 'diverged', message: 'x' }, words)).toMatchObject({ detail: 'none' });
  expect(explain({ code: 'diverged', message: 'x' }, words).text).toContain('learning rate');
  expect(explain({ code: 'unexpected', message: 'x' }, words)).toEqual({ text: 'x', message: 'x', detail: 'none' });
});

it('says the particulars in the language of the page, where it has words for them', () => {
  const failure: Failure = {
    code: 'idxTruncated',
    message: 'English',
    values: { file: 'test images', expected: 48, found: 20 },
  };
  expect(explain(failure, new Words('zh'))).toMatchObject({
    message: '测试图像：应有 48 字节，只有 20 字节。',
    detail: 'open',
    isTranslated: true,
  });
  const size: Failure = { code: 'sizeMismatch', message: 'English', values: { train: [28, 28], test: [2, 1] } };
  expect(explain(size, words).message).toContain('28 × 28');
  const reason: Failure = { code: 'ownFiles', message: 'English', values: { reason: 'four', images: 2, labels: 1 } };
  expect(explain(reason, words).message).toContain('2 of images and 1 of labels');
  // A value that is missing leaves no blank.
  const less = { file: 'test images', expected: 48 };
  expect(explain({ ...failure, values: less }, words)).toMatchObject({ message: 'English', detail: 'open' });
});

it('shows which file or field it is, and folds away the rest', () => {
  expect(explain({ code: 'idxTruncated', message: 'a.gz: 3 bytes' }, words).detail).toBe('open');
  expect(explain({ code: 'checkpointMismatch', message: 'tensor "layers.0.weight": …' }, words).detail).toBe('open');
  expect(explain({ code: 'datasetUnavailable', message: 'tried …' }, words).detail).toBe('folded');
});
