/**
 * Whether what the client exports has documentation: every function, class and type, and every method of them. TypeDoc asks
 * the same (`npm run docs`) of what kiln.js exports, and knows TypeScript; this one takes no time.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder } from './inputs.mjs';
import { at, root } from './paths.mjs';

const others = ['calls', 'protocol', 'kiln-error', 'spread', 'dataset/types', 'element/kiln-playground'];

const exported = /^export (?:abstract |async )*(?:function|class|interface|type|const) (\w+)/;
/** A public method, by its indentation; one that overrides another has that one's documentation. */
const method =
  /^ {2}(?!constructor\b|protected |private |static |override |if\b|for\b)(?:async |get )*(\w+)(?:<[^>]*>)?\(/;

/** Names in a file that no documentation comment stands before. The first comment is the file's. */
function undocumented(text) {
  const lines = text.split('\n');
  const header = lines.findIndex((line) => line.endsWith('*/'));
  return lines.flatMap((line, i) => {
    const name = (line.match(exported) ?? line.match(method))?.[1];
    const isDocumented = lines[i - 1]?.endsWith('*/') && i - 1 !== header;
    return name && !isDocumented ? [name] : [];
  });
}

test('everything that the client exports is documented, and its methods', () => {
  const client = filesUnder(at('www/src/client')).filter((file) => !file.endsWith('.test.ts'));
  const files = [...client, ...others.map((name) => at('www/src', `${name}.ts`))];
  const missing = files.flatMap((file) =>
    undocumented(readFileSync(file, 'utf8')).map((name) => `${relative(root, file)}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('what has none is told', () => {
  const text = [
    '/** What the file owns. */',
    'export interface A {',
    '  /** Documented. */',
    '  one(): void;',
    '  two(): void;',
    '}',
    '',
    '/** Documented. */',
    'export class B {',
    '  constructor() {}',
    '  async three() {}',
    '  #four() {}',
    '}',
  ].join('\n');
  expect(undocumented(text)).toEqual(['A', 'two', 'three']);
});
