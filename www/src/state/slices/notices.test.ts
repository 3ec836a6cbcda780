import { describe, expect, it } from 'vitest';
import type { Failure } from './failure.js';
import { fail, forNewRun, type Notice, notify } from './notices.js';

const failures = (count: number): Failure[] =>
  Array.from({ length: count }, (_, index) => ({ code: 'runFile', message: `photo-${index}.zip` }));

describe('failures', () => {
  it('of one kind are one notice, which knows them all', () => {
    const told = failures(30).reduce<readonly Notice[]>(fail, []);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ failure: { message: 'photo-0.zip' } });
    expect(told[0]?.kind === 'error' && told[0].others.map(({ message }) => message)).toEqual(
      failures(30)
        .slice(1)
        .map(({ message }) => message),
    );
  });

  it('of two kinds are two, the same one is told once, and a fatal one by what follows it', () => {
    const other: Failure = { code: 'config', message: 'batchSize' };
    const told = [...failures(2), ...failures(2), other, other].reduce<readonly Notice[]>(fail, []);
    expect(told).toMatchObject([{ others: [{ message: 'photo-1.zip' }] }, { failure: other, others: [] }]);
    expect(fail(told, { code: 'fatal', message: 'gone' })).toBe(told);
  });
});

it('a new run takes away what was told of others, and not what is so still', () => {
  const all = notify(notify(failures(1).reduce<readonly Notice[]>(fail, []), { kind: 'setAside', count: 1 }), {
    kind: 'unkept',
    storageStatus: 'full',
  });
  expect(forNewRun(all).map(({ kind }) => kind)).toEqual(['setAside', 'unkept']);
});
