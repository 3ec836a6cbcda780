import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = new URL('../', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(css|ts)$/.test(name));
const texts = new Map(files.map((name) => [name, readFileSync(new URL(name, source), 'utf8')]));

it('there is one style for what only screen readers see', () => {
  const clipping = files.filter((name) => /clip(-path)?:[^;]*inset\(50%\)/.test(texts.get(name) ?? ''));
  expect(clipping).toEqual(['styles/visually-hidden.css']);
});

it('what a query hides has the class that lets it', () => {
  const hiding = files.filter((name) => name.endsWith('.css') && texts.get(name)?.includes('--hidden-if: ;'));
  // One selector each, as `h2`, `span` or a class: the words that it hides are marked in these templates.
  expect(hiding.toSorted()).toEqual([
    'styles/header.css',
    'styles/layout.css',
    'styles/stage.css',
    'styles/visually-hidden.css',
    'styles/watching.css',
  ]);
  for (const template of ['share', 'command', 'drawing', 'chart-tools']) {
    expect(texts.get(`page/panels/${template}.ts`), template).toContain('class="visually-hidden-if"');
  }
});
