import { expect, it, vi } from 'vitest';
import { stepOf } from './checkpoint-about.js';
import { fakeCheckpoint } from './fake-checkpoint.js';

it('a checkpoint says of which step its weights are', () => {
  expect(stepOf(fakeCheckpoint(1_234))).toBe(1_234);
});

it('what is cut off, longer than it says, or something else says nothing', () => {
  const whole = fakeCheckpoint(7);
  for (const length of [0, 7, 8, 40, whole.length - 1]) expect(stepOf(whole.slice(0, length)), `${length}`).toBeNull();
  expect(stepOf(new Uint8Array([...whole, 0]))).toBeNull();
  expect(stepOf(new TextEncoder().encode('this is no checkpoint at all'))).toBeNull();
  const untold = new TextDecoder().decode(whole).replace('standing', 'stonding');
  expect(stepOf(new TextEncoder().encode(untold))).toBeNull();
});

it('a header that the core would not read is not read here', async () => {
  vi.resetModules();
  vi.doMock('../generated/limits.json', () => ({ default: { maxHeaderBytes: 8 } }));
  const narrowed = await import('./checkpoint-about.js');
  expect(narrowed.stepOf(fakeCheckpoint(7))).toBeNull();
});
