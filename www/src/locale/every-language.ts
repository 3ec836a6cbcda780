/** All languages at once, for tests: what the page downloads when it is wanted is there from the start. */
import { en } from './en/index.js';
import { addWords, type Dictionary, type Language } from './words.js';
import { zh } from './zh/index.js';

export const dictionaries: Readonly<Record<Language, Dictionary>> = { en, zh };

addWords('zh', zh);
