import { expect, it } from 'vitest';
import { initialFiles } from './initial-page.mjs';

const built = {
  'index.html': `<link rel="icon" href="./kiln.svg" /><script>inline()</script>
    <script type="module" crossorigin src="./assets/index-a.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/shared-b.js">
    <link rel="stylesheet" crossorigin href="./assets/index-c.css">`,
  'assets/index-a.js':
    'import{a}from"./shared-b.js";import"./side-d.js";const later=()=>import(`./view-e.js`);import(`./database-h.js`)',
  'assets/shared-b.js':
    'import{x as y}from"./deep-f.js";new Worker(new URL(`main-g.js`,import.meta.url));new URL(`wasm/`,here)',
  'assets/side-d.js': 'import"./deep-f.js"',
  'assets/deep-f.js': 'export const x=1',
  'assets/database-h.js': 'export const y=1',
  'assets/main-g.js': 'self.onmessage=null',
};

it('finds what is downloaded at once: by tags, by imports of imports, by every visit, and for the worker', () => {
  const read = (file) => {
    if (file in built) return built[file];
    throw new Error(`nothing at once needs ${file}`);
  };
  expect(initialFiles(read).toSorted()).toEqual([...Object.keys(built), 'assets/index-c.css'].toSorted());
});
