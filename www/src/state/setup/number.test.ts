import { describe, expect, it } from 'vitest';
import { parse, type Range } from './number.js';

const whole = (min: number, max: number): Range => ({ min, max, isWhole: true });
const between = (min: number, max: number): Range => ({ min, max });
const share: Range = { min: 0, max: 1, isBelow: true };
const above = (min: number, max = Number.POSITIVE_INFINITY): Range => ({ min, max, isAbove: true });

const count = whole(1, 1_000_000_000);
const rate = above(0, 1_000);
const languages = ['en', 'zh', 'de'] as const;

describe('numbers as people write them', () => {
  it.each([
    ['1,000', 1_000],
    ['10,000', 10_000],
    ['1,234,567', 1_234_567],
    ['10 000', 10_000],
    ['10\u00a0000', 10_000],
    ['10\u202f000', 10_000],
    ['１２８', 128],
    ['１，０００', 1_000],
    ['　64 ', 64],
    ['1e3', 1_000],
    ['1.5e3', 1_500],
    ['+5', 5],
    ['\u200e1,000\ufeff', 1_000],
    ['128\t', 128],
  ])('a count of %j is %d', (text, value) => {
    expect(parse(text, count)).toBe(value);
  });

  it.each([
    '1,00',
    '1,0000',
    '1.000',
    '5.0',
    '1,000,00',
    '12,34',
    '0,001',
    '1 00',
    '50%',
    '1k',
    '1万',
    '½',
    '10²',
    '5 ,000',
  ])('a count of %j is refused: nothing of it is taken', (text) => {
    expect(parse(text, count)).toBeNull();
  });

  it.each([
    ['0.001', 0.001],
    ['0,001', 0.001],
    [',5', 0.5],
    ['0。1', 0.1],
    ['０．０１', 0.01],
    ['1e-3', 0.001],
    ['１ｅ－３', 0.001],
    ['1e\u22123', 0.001],
    ['1,000', 1_000],
    ['1,5', 1.5],
  ])('a learning rate of %j is %d', (text, value) => {
    expect(parse(text, rate)).toBe(value);
  });

  it.each([
    '1,2,3',
    '1,2345',
    '0.1.2',
    '0,1,2',
    '1/10',
    '10 %',
    '',
    ' ',
    '%',
    '-1',
    'NaN',
    'Infinity',
    '1e999',
    '1e-999',
    '0x10',
    '1/1000',
    '10^-3',
  ])('a learning rate of %j is refused', (text) => {
    expect(parse(text, rate)).toBeNull();
  });

  it.each([
    ['10%', 0.1],
    ['10 %', 0.1],
    ['１０％', 0.1],
    ['99.9%', 0.999],
    ['12,5 %', 0.125],
    ['.5%', 0.005],
    ['0%', 0],
    ['-0', 0],
    ['0.7%', 0.007],
  ])('a share of %j is %d', (text, value) => {
    expect(parse(text, share)).toBe(value);
  });

  it.each(['100%', '-5%', '1e1%', '5%%', '% 5'])('a share of %j is refused', (text) => {
    expect(parse(text, share)).toBeNull();
  });

  it('a percentage of what is no share is refused', () => {
    expect(parse('50%', between(0, 180))).toBeNull();
  });

  it('whatever a language prints of a whole number is that number', () => {
    for (const language of languages.slice(0, 2)) {
      const format = new Intl.NumberFormat(language);
      for (let value = 1; value <= 1e9; value = value * 7 + 3) expect(parse(format.format(value), count)).toBe(value);
    }
  });

  it('a text is never read as another number than the one its digits make', () => {
    const characters = ['0', '1', '5', ',', '.', ' ', '%', 'e', '-', '０', '，'];
    const digits = (text: string) => text.replaceAll('０', '0').replaceAll(/[^0-9]/g, '');
    let seed = 1;
    const draw = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: 1 + draw(7) }, () => characters[draw(characters.length)]).join('');
      const value = parse(text, count);
      // With an exponent the digits are not those of the number.
      if (value === null || text.includes('e')) continue;
      expect(String(value), text).toBe(digits(text).replace(/^0+/, ''));
    }
  });
});
