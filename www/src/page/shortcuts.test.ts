import { describe, expect, it } from 'vitest';
import { type Key, shortcutFor, shortcuts } from './shortcuts.js';

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  defaultPrevented: false,
  ...more,
});

describe('a shortcut', () => {
  it('is found in either case', () => {
    expect(shortcutFor(key('k'), 'page')?.label).toBe('keys.start');
    expect(shortcutFor(key('K'), 'control')?.label).toBe('keys.start');
    expect(shortcutFor(key('?'), 'page')?.label).toBe('keys.help');
    expect(shortcutFor(key('q'), 'page')).toBeNull();
  });

  it('is none while something is typed', () => {
    expect(shortcutFor(key('s'), 'field')).toBeNull();
  });

  it('leaves Space to a control that has the focus', () => {
    expect(shortcutFor(key(' '), 'page')?.label).toBe('keys.start');
    expect(shortcutFor(key(' '), 'control')).toBeNull();
  });

  it('is none with other keys held, while held down, or when somebody else has taken the key', () => {
    const taken = [
      { ctrlKey: true },
      { metaKey: true },
      { altKey: true },
      { repeat: true },
      { defaultPrevented: true },
    ];
    for (const more of taken) expect(shortcutFor(key('s', more), 'page'), JSON.stringify(more)).toBeNull();
  });

  it('has its key to itself', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
