import { expect, it } from 'vitest';
import { keyName } from './key-name.js';

it.each([
  ['ctrl+z', 'Ctrl+Z', '⌘Z'],
  ['ctrl+shift+z', 'Ctrl+Shift+Z', '⇧⌘Z'],
  ['ctrl+v', 'Ctrl+V', '⌘V'],
  ['alt', 'Alt', '⌥'],
  ['k', 'K', 'K'],
  ['?', '?', '?'],
])('%s is %s, and %s on a Mac', (keys, usual, mac) => {
  for (const platform of ['Linux x86_64', 'Win32']) expect(keyName(keys, { platform })).toBe(usual);
  for (const platform of ['MacIntel', 'iPad', 'iPhone']) expect(keyName(keys, { platform })).toBe(mac);
});
