import { expect, it } from 'vitest';
import { tagsOf } from './remarks.js';

it('tags are words between commas of either language, each once', () => {
  expect(tagsOf(' class A, #baseline，第一组、baseline,, ')).toEqual(['class A', 'baseline', '第一组']);
  expect(tagsOf('')).toEqual([]);
});
