import './comlink-setup.js';
import { expose, wrap } from 'comlink';
import { describe, expect, it } from 'vitest';
import { KilnError } from './kiln-error.js';

const { port1, port2 } = new MessageChannel();
expose(
  {
    kiln: () => {
      throw new KilnError('diverged', 'the loss became NaN', { values: { step: 3 } });
    },
    wasm: () => {
      throw Object.assign(new Error('from wasm'), { code: 'busy', values: { file: 'a', sizes: [1, 2], what: {} } });
    },
    trap: () => {
      throw new WebAssembly.RuntimeError('unreachable');
    },
    nested: () => {
      throw Object.assign(new Error('from wasm'), { code: 'idx', values: new Map([['file', 'a']]) });
    },
    text: () => {
      throw 'words';
    },
    fine: () => 1,
  },
  port1,
);
const remote = wrap<Record<'kiln' | 'wasm' | 'nested' | 'trap' | 'text' | 'fine', () => number>>(port2);

describe('errors across a port', () => {
  it('keep class, code and message', async () => {
    const error: unknown = await remote.kiln().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KilnError);
    expect(error).toMatchObject({
      name: 'KilnError',
      code: 'diverged',
      message: 'the loss became NaN',
      values: { step: 3 },
    });
  });

  it('arrive as KilnError whatever was thrown', async () => {
    await expect(remote.wasm()).rejects.toMatchObject({ code: 'busy', message: 'from wasm' });
    const thrown: unknown = await remote.wasm().catch((error: unknown) => error);
    expect(thrown instanceof KilnError && thrown.values, 'only what can be said').toEqual({ file: 'a', sizes: [1, 2] });
    await expect(remote.nested()).rejects.toMatchObject({ values: { file: 'a' } });
    await expect(remote.trap()).rejects.toMatchObject({ code: 'fatal' });
    await expect(remote.text()).rejects.toMatchObject({ code: 'unexpected', message: 'words' });
    await expect(remote.fine()).resolves.toBe(1);
    port1.close();
  });
});
