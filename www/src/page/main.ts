/** The page's entry: its styles, and the app on the real playground. */
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/visually-hidden.css';
import '../styles/buttons.css';
import '../styles/progress-bar.css';
import '../styles/controls.css';
import '../styles/layout.css';
import '../styles/header.css';
import '../styles/setup.css';
import '../styles/fields.css';
import '../styles/layers.css';
import '../styles/preview.css';
import '../styles/stage.css';
import '../styles/evaluation.css';
import '../styles/evaluation-panels.css';
import '../styles/drawing.css';
import '../styles/menus.css';
import '../styles/ideas.css';
import '../styles/watching.css';
import '../styles/keys.css';
import '../styles/comparing.css';
import '../styles/run-list.css';
import '../styles/run-rows.css';
import '../styles/comparing-tables.css';
import '../styles/lesson.css';
import { createPlayground } from '../client/playground.js';
import { loadWords } from '../locale/words.js';
import { startApp } from './app.js';
import { isMnistAtHand } from './browser/mnist-at-hand.js';
import { browserSurroundings, readPreferences } from './browser/preferences.js';

// So that nothing is read in one language first and then in another; where that fails, the app says so.
await loadWords(readPreferences(browserSurroundings()).language).catch(() => undefined);
startApp({ create: createPlayground, isMnistAtHand });
