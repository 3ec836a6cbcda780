/** The page's words in Chinese: exactly the keys of English, written and not transliterated. */
import type { Dictionary } from '../words.js';
import { benchmark } from './benchmark.js';
import { curves } from './curves.js';
import { data } from './data.js';
import { device } from './device.js';
import { drawing } from './drawing.js';
import { errors } from './errors.js';
import { experiments } from './experiments.js';
import { network } from './network.js';
import { page } from './page.js';
import { results } from './results.js';
import { running } from './running.js';
import { sharing } from './sharing.js';
import { training } from './training.js';
import { watching } from './watching.js';

export const zh: Dictionary = {
  ...page,
  ...device,
  ...data,
  ...network,
  ...training,
  ...running,
  ...curves,
  ...watching,
  ...experiments,
  ...sharing,
  ...results,
  ...drawing,
  ...benchmark,
  ...errors,
};
