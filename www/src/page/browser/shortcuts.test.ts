import { describe, expect, it } from 'vitest';
import { noLesson, type PartName } from '../../state/slices/lesson.js';
import { type Key, shortcutFor, shortcuts } from './shortcuts.js';

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
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
    expect(shortcutFor(key('s'), 'text')).toBeNull();
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

  it('is none for what a lesson does not show', () => {
    const within = (...shown: PartName[]) => ({ ...noLesson, shown });
    expect(shortcutFor(key('k'), 'page', within('draw'))).toBeNull();
    expect(shortcutFor(key('x'), 'page', within('draw', 'commands'))?.label).toBe('keys.stop');
    expect(shortcutFor(key('l'), 'page', within('draw', 'commands'))).toBeNull();
    expect(shortcutFor(key('l'), 'page', within('charts'))?.label).toBe('keys.log');
    expect(shortcutFor(key('2'), 'page', within('charts'))).toBeNull();
    expect(shortcutFor(key('2'), 'page', within('charts', 'evaluate'))?.label).toBe('keys.view');
  });

  it('has its key to itself', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
