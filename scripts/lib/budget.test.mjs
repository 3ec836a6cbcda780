import { expect, it } from 'vitest';
import { fault } from './budget.mjs';
import { variantNames, variants } from './variants.mjs';

const module = { name: 'cpu', size: 450_000, budget: 450_000, set: 'variants.mjs' };

it('a module may be as large as its budget', () => {
  expect(fault(module)).toBeNull();
});

it('a module over its budget is named, with both sizes and what to do', () => {
  expect(fault({ ...module, size: 452_000 })).toMatch(
    /^cpu: 452 kB in brotli are over its budget of 450 kB; find out.*variants\.mjs/,
  );
});

it('a module that is not there is no small one', () => {
  expect(fault({ ...module, size: undefined })).toMatch(/npm run build/);
});

it('every variant has a budget', () => {
  for (const name of variantNames) expect(variants[name].budget).toBeGreaterThan(100_000);
});
