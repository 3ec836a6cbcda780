import { describe, expect, it } from 'vitest';
import { readPreferences, type Surroundings, writeQuery } from './preferences.js';

function read(search: string, changes: Partial<Surroundings> = {}) {
  return readPreferences({ search, kept: () => null, languages: ['en-US'], ...changes });
}

describe('readPreferences', () => {
  it('has a default for everything', () => {
    expect(read('')).toEqual({ language: 'en', theme: 'system', device: 'auto' });
  });

  it('reads the address', () => {
    expect(read('?lang=zh&theme=dark&device=cpu')).toEqual({ language: 'zh', theme: 'dark', device: 'cpu' });
  });

  it('ignores what it does not know', () => {
    expect(read('?lang=xx&theme=sepia&device=quantum')).toEqual({ language: 'en', theme: 'system', device: 'auto' });
  });

  it('prefers the address to what was kept, and that to the browser', () => {
    const kept = (key: string) => (key === 'kiln.lang' ? 'en' : 'light');
    expect(read('', { kept, languages: ['zh-CN'] })).toMatchObject({ language: 'en', theme: 'light' });
    expect(read('?lang=zh&theme=dark', { kept })).toMatchObject({ language: 'zh', theme: 'dark' });
    expect(read('', { languages: ['fr', 'zh-TW', 'en'] }).language).toBe('zh');
  });
});

describe('writeQuery', () => {
  it('writes what differs from the default and keeps foreign parameters', () => {
    const query = writeQuery('?utm=1&theme=dark', { language: 'zh', theme: 'system', device: 'cpu' });
    expect(query).toBe('?utm=1&lang=zh&device=cpu');
    expect(read(query)).toEqual({ language: 'zh', theme: 'system', device: 'cpu' });
  });
});
