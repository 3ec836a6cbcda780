import { expect, it } from 'vitest';
import { readAbout } from './checkpoint.js';
import { fakeCheckpoint } from './fake-checkpoint.js';

it('reads the run of a checkpoint, also out of the middle of a buffer', () => {
  const file = fakeCheckpoint({
    config: { seed: 7, learningRate: 0.5 },
    standing: { step: 123 },
    classNames: ['零', 'one'],
  });
  const within = new Uint8Array(file.length + 5);
  within.set(file, 3);
  for (const checkpoint of [file, within.subarray(3, 3 + file.length)]) {
    const about = readAbout(checkpoint);
    expect(about.config.seed).toBe(7);
    expect(about.standing.step).toBe(123);
    expect(about.classNames).toEqual(['零', 'one']);
  }
});
