import { expect, it } from 'vitest';
import { fakeInfo } from '../fake-playground.js';
import { firstOfEach } from './samples.js';

/** A data set of images of one pixel, which says where it is; sorted by class. */
function sorted(counts: readonly number[]) {
  const labels = counts.flatMap((count, label) => Array<number>(count).fill(label));
  const asked: number[] = [];
  const info = { ...fakeInfo, height: 1, width: 1, numTrain: labels.length, numClasses: counts.length };
  const images = async (_: 'train' | 'test', start: number, count: number) => {
    asked.push(start);
    const part = labels.slice(start, start + count);
    return { images: Uint8Array.from(part, (_, index) => (start + index) % 256), labels: Uint8Array.from(part) };
  };
  return { info: { ...info, trainCounts: [...counts] }, playground: { images }, asked };
}

it('finds the first eight of each class, though they lie far apart', async () => {
  const { info, playground, asked } = sorted([600, 600, 3]);
  const rows = await firstOfEach(info, playground);
  expect(rows.map(({ labels }) => Array.from(labels).length)).toEqual([8, 8, 3]);
  expect([...(rows[1]?.images ?? [])]).toEqual([600, 601, 602, 603, 604, 605, 606, 607].map((place) => place % 256));
  expect(asked).toEqual([0, 500, 1_000]);
});

it('asks for no more than it needs, and leaves a class without images empty', async () => {
  const { info, playground, asked } = sorted([20, 0, 2_000]);
  const rows = await firstOfEach(info, playground);
  expect(rows.map(({ labels }) => Array.from(labels))).toEqual([Array(8).fill(0), [], Array(8).fill(2)]);
  expect(asked).toEqual([0]);
});
