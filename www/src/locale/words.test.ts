import { describe, expect, it } from 'vitest';
import { dictionaries } from './every-language.js';
import { duration, isLanguage, languages, Words } from './words.js';

/** Names, symbols and formats that are written alike in both languages. */
const sameInBoth = new Set([
  'benchmark.backend.webgpu',
  'benchmark.gflops',
  'device.webgpu',
  'device.webgpu.unnamed',
  'data.mnist',
  'differs.change.part',
  'differs.layers.detail',
  'differs.layers.turned',
  'kind.gelu',
  'kind.relu',
  'kind.sigmoid',
  'kind.silu',
  'kind.tanh',
  'gallery.pair',
  'network.preset.lenet5',
  'network.relu',
  'network.gelu',
  'network.sigmoid',
  'network.tanh',
  'network.silu',
  'progress.of',
  'report.title',
  'run.setting',
  'training.optimizer.adam',
  'training.optimizer.adamw',
  'training.optimizer.sgd',
  'training.optimizer.rmsprop',
  'training.optimizer.adagrad',
  'training.optimizer.muon',
  'training.summary',
]);

const blanks = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();

describe('dictionaries', () => {
  const { en, zh } = dictionaries;

  it('have the same keys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it('say everything in both languages, with the same blanks', () => {
    const inChinese = new Map(Object.entries(zh));
    // One assertion for all: each takes a while.
    const faults = Object.entries(en).filter(([key, english]) => {
      const chinese = inChinese.get(key) ?? '';
      const isSaid = english.trim() !== '' && chinese.trim() !== '';
      const hasBlanks = blanks(chinese).join() === blanks(english).join();
      return !isSaid || !hasBlanks || (chinese === english) !== sameInBoth.has(key);
    });
    expect(faults).toEqual([]);
  });

  it('Chinese is written in Chinese, without western punctuation between its characters', () => {
    for (const [key, chinese] of Object.entries(zh)) {
      const text = chinese.replaceAll(/\{\w+\}/g, '');
      if (!sameInBoth.has(key) && /\w/.test(text)) expect(chinese, key).toMatch(/\p{Script=Han}/u);
      expect(chinese, key).not.toMatch(/\p{Script=Han}[,.;:?!]/u);
    }
  });

  it('name every preset of the core, and say what it is', () => {
    const ids = [
      'cnn-keras',
      'mlp',
      'fast',
      'softmax',
      'mlp-sigmoid',
      'lenet5',
      'cnn-case-study',
      'resnet',
      'lstm',
      'vit',
    ];
    for (const language of languages) {
      const words = new Words(language);
      for (const id of ids) {
        expect(words.find(`network.preset.${id}`), id).toBeDefined();
        expect(words.find(`network.preset.${id}.about`), id).toBeDefined();
      }
    }
  });

  it('a number before a noun comes in two forms', () => {
    const noun = /\{\w+\} (?:(?:test|training) )?(images|steps|parameters|runs|layers|drawings|threads|files)\b(?!\/)/;
    for (const [key, english] of Object.entries(en)) {
      // A batch or a range never has only one, or the number is a constant of ours.
      const isExempt = /^(chart\.empty\.gradientNorm|layers\.bad)|\.(long|steps)$/.test(key);
      if (!isExempt && noun.test(english)) expect(key, english).toMatch(/\.(one|other)$/);
    }
  });

  it('English speaks without exclamation marks', () => {
    for (const [key, english] of Object.entries(en)) expect(english, key).not.toContain('!');
  });
});

describe('Words', () => {
  const en = new Words('en');
  const zh = new Words('zh');

  it('fills in names and formats numbers', () => {
    expect(en.t('data.counts', { train: 60_000, test: 10_000 })).toBe('60,000 to train, 10,000 to test');
    expect(zh.t('device.because', { device: 'CPU', reason: 'x' })).toBe('CPU：x');
  });

  it('picks the plural', () => {
    expect(en.plural('device.cpu', 1, 'threads')).toBe('CPU, 1 thread');
    expect(en.plural('device.cpu', 2, 'threads')).toBe('CPU, 2 threads');
    expect(zh.plural('training.epochs', 5)).toBe('5 轮');
  });

  it('finds words by a key known at run time only', () => {
    expect(en.find('error.diverged')).toContain('learning rate');
    expect(en.find('error.somethingElse')).toBeUndefined();
    expect(en.find('toString')).toBeUndefined();
  });

  it('tells how long ago', () => {
    expect([10_000, 65_000, 3_700_000, 90_000_000].map((time) => en.ago(time))).toEqual([
      'now',
      '1 minute ago',
      '1 hour ago',
      'yesterday',
    ]);
    expect(zh.ago(65_000)).toBe('1分钟前');
    expect([11_594_722, 2_300_000_000].map((bytes) => en.size(bytes))).toEqual(['11.6 MB', '2.3 GB']);
  });

  it('gives sensible precision', () => {
    expect(en.significant(0.031249)).toBe('0.0312');
    expect(en.significant(312.4)).toBe('312');
    expect(en.percent(0.98765, 1)).toBe('98.8%');
    expect(en.megabytes(11_594_722)).toBe('11.6 MB');
    expect(zh.compact(4_200_000)).toBe('420万');
  });
});

it.each(languages)('no message of %s names a key that other keyboards call otherwise', (language) => {
  const naming = Object.entries(dictionaries[language]).filter(([, text]) =>
    /\b(Ctrl|Alt|Cmd|Option)\b|[⌘⌥⌃⇧]/.test(text),
  );
  expect(naming).toEqual([]);
});

it('duration keeps its width while it counts', () => {
  expect([0, 9.6, 41, 75, 3725].map(duration)).toEqual(['0:00', '0:10', '0:41', '1:15', '1:02:05']);
});

it('isLanguage accepts the languages there are', () => {
  expect(languages.every(isLanguage)).toBe(true);
  expect(isLanguage('de')).toBe(false);
  expect(isLanguage(null)).toBe(false);
});
