import { expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { chanceOf } from './chance.js';

type Loss = NonNullable<RunConfig['loss']>;

const info = (numClasses: number) => ({
  summary: {
    layers: [{ output: [numClasses], numParams: 0, multiplyAdds: 0, layers: [] }],
    numParams: 0,
    multiplyAdds: 0,
    imageBytes: 0,
  },
});

/** The loss of answering every class with the same share, as core computes it: over all classes of one image. */
function lossOfGuessing(loss: Loss, numClasses: number): number {
  const shares = new Array<number>(numClasses).fill(1 / numClasses);
  if (loss.type === 'meanSquaredError') {
    return shares.reduce((sum, share, index) => sum + (share - (index === 0 ? 1 : 0)) ** 2, 0) / numClasses;
  }
  const { labelSmoothing = 0 } = loss;
  return shares.reduce((sum, share, index) => {
    const target = labelSmoothing / numClasses + (index === 0 ? 1 - labelSmoothing : 0);
    return sum - target * Math.log(share);
  }, 0);
}

const losses: readonly Loss[] = [
  { type: 'crossEntropy' },
  { type: 'crossEntropy', labelSmoothing: 0.1 },
  { type: 'meanSquaredError', output: 'identity' },
  { type: 'meanSquaredError', output: 'softmax' },
  { type: 'meanSquaredError', output: 'sigmoid' },
];

it.each(losses)('guessing comes to the same by $type, $output as by arithmetic', (loss) => {
  for (const numClasses of [2, 3, 10, 26]) {
    expect(chanceOf({ loss }, info(numClasses))?.loss).toBeCloseTo(lossOfGuessing(loss, numClasses), 12);
    expect(chanceOf({ loss }, info(numClasses))?.accuracy).toBe(1 / numClasses);
  }
});

it('guessing is by cross-entropy where nothing is said, and nothing where there is no run', () => {
  expect(chanceOf({}, info(10))?.loss).toBeCloseTo(Math.LN10);
  expect(chanceOf(null, null)).toBeNull();
  expect(chanceOf({}, info(1))).toBeNull();
});
