import { expect, it } from 'vitest';
import {
  isAmount,
  isCount,
  isFiniteNumber,
  isNumber,
  isObject,
  isTyped,
  listOf,
  object,
  optional,
  orNull,
  parseJson,
  partOf,
  refine,
} from './guards.js';

it('numbers are told apart by what is done with them', () => {
  const found = [0, 2, 0.5, -1, 2 ** 53, Number.POSITIVE_INFINITY, Number.NaN, '1', null, undefined, [1]];
  const passing = (guard: (value: unknown) => boolean) => found.filter((value) => guard(value));
  const { POSITIVE_INFINITY: infinity, NaN: nan } = Number;
  expect(passing(isNumber)).toEqual([0, 2, 0.5, -1, 2 ** 53, infinity, nan]);
  expect(passing(isFiniteNumber)).toEqual([0, 2, 0.5, -1, 2 ** 53]);
  expect(passing(isAmount)).toEqual([0, 2, 0.5, 2 ** 53]);
  expect(passing(isCount)).toEqual([0, 2]);
});

it('an object has at least its parts; a list, a text and nothing are none', () => {
  const isPair = object<{ one: number; other?: number | undefined }>({ one: isNumber, other: optional(isNumber) });
  expect([{ one: 1 }, { one: 1, other: 2 }, { one: 1, more: 'x' }].every(isPair)).toBe(true);
  const others = [{}, { one: '1' }, { one: 1, other: null }, Object.assign([], { one: 1 }), 'one', null, undefined];
  expect(others.filter(isPair)).toEqual([]);
  expect([{}, new Map(), [], null, 7].map(isObject)).toEqual([true, true, false, false, false]);
  expect([{ type: 'dense' }, { type: 1 }, ['type'], null].map(isTyped)).toEqual([true, false, false, false]);
});

it('a guard is made of others', () => {
  expect([null, 1, '1'].map(orNull(isNumber))).toEqual([true, true, false]);
  expect([[], [1], [1, null], { 0: 1 }].map(listOf(isNumber))).toEqual([true, true, false, false]);
  const isEven = refine(isCount, (count) => count % 2 === 0);
  expect([2, 3, 'even'].map((value) => isEven(value))).toEqual([true, false, false]);
});

it('parts and JSON are read of whatever there is', () => {
  expect(partOf({ a: 1 }, 'a')).toBe(1);
  expect([partOf({}, 'a'), partOf(null, 'a'), partOf('text', 'length'), partOf([1], '0')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([parseJson('{"a":[1]}'), parseJson('{'), parseJson('')]).toEqual([{ a: [1] }, null, null]);
});
