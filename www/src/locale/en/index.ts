/**
 * The page's words in English, an area a file, and by their keys the list of all words there are. `{name}` is filled in by
 * `Words`.
 */
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

export const en = {
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
} as const;
