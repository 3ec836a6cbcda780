/** The page's words in Chinese: exactly the keys of English, written and not transliterated. */
import type { Dictionary } from '../words.js';
import { benchmark } from './benchmark.js';
import { comparing } from './comparing.js';
import { curves } from './curves.js';
import { data } from './data.js';
import { device } from './device.js';
import { drawing } from './drawing.js';
import { errors } from './errors.js';
import { evaluation } from './evaluation.js';
import { ideas } from './ideas.js';
import { keeping } from './keeping.js';
import { layers } from './layers.js';
import { lesson } from './lesson.js';
import { network } from './network.js';
import { pad } from './pad.js';
import { page } from './page.js';
import { preview } from './preview.js';
import { report } from './report.js';
import { results } from './results.js';
import { running } from './running.js';
import { setup } from './setup.js';
import { sharing } from './sharing.js';
import { training } from './training.js';
import { watching } from './watching.js';

export const zh: Dictionary = {
  ...page,
  ...device,
  ...data,
  ...network,
  ...training,
  ...setup,
  ...preview,
  ...layers,
  ...running,
  ...keeping,
  ...curves,
  ...comparing,
  ...watching,
  ...ideas,
  ...sharing,
  ...lesson,
  ...results,
  ...report,
  ...drawing,
  ...pad,
  ...evaluation,
  ...benchmark,
  ...errors,
};
