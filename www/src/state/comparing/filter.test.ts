import { describe, expect, it } from 'vitest';
import { filtered } from './filter.js';

describe('finding runs', () => {
  const all = ['Fast CNN, learning rate 1 #class A', 'Two-layer perceptron #class B', '卷积网络'];
  const find = (filter: string) => filtered(all, filter, (text) => text).map((text) => all.indexOf(text));

  it('takes those that have all words, in any order, however written', () => {
    expect(find('RATE cnn')).toEqual([0]);
    expect(find('#class b')).toEqual([1]);
    expect(find('ＣＮＮ')).toEqual([0]);
    expect(find('卷积')).toEqual([2]);
    expect(find('cnn perceptron')).toEqual([]);
  });

  it('takes all where nothing is asked for', () => {
    expect(find('  ')).toEqual([0, 1, 2]);
  });
});
