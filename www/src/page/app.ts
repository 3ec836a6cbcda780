/**
 * The page put together: one store, one session, and the panels drawn into the landmarks of index.html. Owns the
 * document (title, language, theme, address); everything in it comes from the panels.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import { hasWords, type Language, loadWords, type MessageKey, Words } from '../locale/words.js';
import { isShown, type PartName, viewWithin } from '../state/slices/lesson.js';
import { initialState, type Preferences, type State, type View } from '../state/state.js';
import { pictureUrl } from '../widgets/gray.js';
import { Address } from './address/address.js';
import { readLesson } from './address/lesson.js';
import { readRoute } from './address/route.js';
import { followAddress, openLink } from './address/sharing.js';
import { readChartChoices } from './browser/chart-choices.js';
import { Introduction, readIntroduced } from './browser/introduction.js';
import { browserSurroundings, keepPreferences, readPreferences, writeQuery } from './browser/preferences.js';
import { Reveal } from './browser/reveal.js';
import { RunDownloads } from './browser/run-downloads.js';
import { saveFile } from './browser/save-file.js';
import { pressed } from './browser/shortcuts.js';
import type { Context } from './context.js';
import { command } from './panels/command.js';
import { curves } from './panels/curves.js';
import { data } from './panels/data.js';
import { drawing } from './panels/drawing.js';
import { header } from './panels/header.js';
import { later, type Panel } from './panels/later.js';
import { network } from './panels/network.js';
import { notices } from './panels/notices.js';
import { results } from './panels/results.js';
import { setupHistory } from './panels/setup-history.js';
import { testImages } from './panels/test-images.js';
import { training } from './panels/training.js';
import { Comparer } from './runs/comparer.js';
import { RunController } from './runs/run-controller.js';
import { runEnvironment } from './runs/run-environment.js';
import { startBackground } from './session/background.js';
import { Evaluator } from './session/evaluator.js';
import { IdeaTrial } from './session/idea-trial.js';
import { Session, type SessionParts } from './session/session.js';
import { readSpeeds, SpeedStorage } from './session/speed-storage.js';
import { Viewer } from './session/viewer.js';
import { Store } from './store.js';

/**
 * Landmarks of index.html: what they are called, the view they belong to, the parts of the page of which they show one at
 * least (none: they are in every lesson), and what is drawn into them.
 */
const landmarks = {
  top: { label: 'page.top', view: null, parts: [], panel: header },
  notices: { label: null, view: null, parts: [], panel: notices },
  setup: { label: 'page.setup', view: 'train', parts: ['data', 'network', 'training'], panel: setup },
  ideas: { label: 'idea.title', view: 'train', parts: ['ideas'], panel: ideas },
  curves: { label: 'page.curves', view: 'train', parts: ['charts'], panel: curves },
  'test-images': { label: 'testImages.label', view: 'train', parts: ['images'], panel: testImages },
  results: { label: 'results.title', view: 'train', parts: ['results'], panel: results },
  drawing: { label: 'page.drawing', view: 'train', parts: ['draw'], panel: drawing },
  evaluation: {
    label: 'view.evaluate',
    view: 'evaluate',
    parts: ['evaluate'],
    panel: later(async () => (await import('./panels/evaluation.js')).evaluation),
  },
  comparison: {
    label: 'view.compare',
    view: 'compare',
    parts: ['compare'],
    panel: later(async () => (await import('./panels/comparison.js')).comparison),
  },
  command: { label: 'page.command', view: null, parts: ['commands'], panel: command },
  benchmark: { label: 'benchmark.title', view: null, parts: ['preferences'], panel: benchmark },
  keys: { label: 'keys.title', view: null, parts: [], panel: keys },
  viewer: { label: 'viewer.title', view: null, parts: [], panel: viewer },
} as const satisfies Record<string, Landmark>;

const ideasToTry = later(async () => (await import('./panels/ideas.js')).ideas);

// What was measured of ideas comes with them, once there is a preset that they are about.
function ideas(context: Context): TemplateResult | typeof nothing {
  return context.state.setup.preset ? html`${ideasToTry(context)}` : nothing;
}

const openedBenchmark = later(async () => (await import('./panels/benchmark.js')).benchmark);

// What is in the dialogs is loaded when they are first opened.
function benchmark(context: Context): TemplateResult | typeof nothing {
  return context.state.benchmark.isOpen ? html`${openedBenchmark(context)}` : nothing;
}

const keyList = later(async () => (await import('./panels/keys.js')).keys);

function keys(context: Context): TemplateResult | typeof nothing {
  return context.state.areKeysListed ? html`${keyList(context)}` : nothing;
}

const openedImage = later(async () => (await import('./panels/viewer.js')).viewer);

function viewer(context: Context): TemplateResult | typeof nothing {
  return context.state.viewer === null ? nothing : html`${openedImage(context)}`;
}

interface Landmark {
  readonly label: MessageKey | null;
  readonly view: View | null;
  readonly parts: readonly PartName[];
  readonly panel: Panel;
}

function setup(context: Context): TemplateResult {
  const { lesson } = context.state;
  return html`${setupHistory(context)}${isShown(lesson, 'data') ? data(context) : nothing}${isShown(lesson, 'network') ? network(context) : nothing}${
    isShown(lesson, 'training') ? training(context) : nothing
  }`;
}

/** The columns of the view where a network is trained, by the landmarks of which each holds one at least. */
const columns = {
  setup: ['setup'],
  centre: ['ideas', 'curves', 'test-images', 'results'],
  drawing: ['drawing'],
} as const satisfies Readonly<Record<string, readonly (keyof typeof landmarks)[]>>;

export function startApp(parts: SessionParts): void {
  const route = readRoute(location.hash);
  // The address as it was opened.
  const { search } = location;
  const { shown: shownParts, problem } = readLesson(search);
  const lesson = { ...initialState.lesson, shown: shownParts };
  const surroundings = browserSurroundings();
  const store = new Store({
    ...initialState,
    view: viewWithin(lesson, route.view),
    lesson,
    preferences: readPreferences(surroundings),
    charts: { ...initialState.charts, ...readChartChoices(surroundings.kept) },
    speeds: readSpeeds(surroundings.kept),
    // A lesson has a teacher's own words.
    isIntroduced: shownParts !== null || readIntroduced(surroundings.kept),
  });
  const session = new Session(store, parts);
  const evaluator = new Evaluator(store, () => session.playground);
  let words = new Words(store.state.preferences.language);
  const runs = new RunController({ ...runEnvironment(), store, session, words: () => words });
  const comparer = new Comparer(store, runs);
  const introduction = new Introduction(store);
  const speedStorage = new SpeedStorage(store);
  let shown: Preferences | null = null;
  const address = new Address({ location, history });
  // Whoever wants a report is few: what makes it is loaded then.
  const report = async () => {
    try {
      const { Reporter } = await import('./session/reporter.js');
      await new Reporter({
        store,
        playground: () => session.playground,
        evaluator,
        words: () => words,
        picture: pictureUrl,
        save: saveFile,
        now: () => new Date(),
        address: () => location.href,
      }).save();
    } catch (thrown) {
      store.dispatch({ type: 'failed', failure: { code: 'viewMissing', message: String(thrown) } });
    }
  };
  const contextOf = (state: State): Context => ({
    state,
    words,
    session,
    ideaTrial: new IdeaTrial(store, session),
    downloads: new RunDownloads(store),
    evaluator,
    collector: session.collector,
    runs,
    report,
    dispatch: (event) => store.dispatch(event),
  });

  const dialog = landmark('benchmark');
  const keysDialog = landmark('keys');
  const imageDialog = landmark('viewer');
  const imageViewer = new Viewer(store, () => session.playground);
  imageViewer.attach(imageDialog);
  keysDialog.addEventListener('close', () => store.dispatch({ type: 'keysListed', isOpen: false }));
  addEventListener('keydown', (event) => pressed(event, contextOf(store.state)));
  // Escape closes it without asking.
  dialog.addEventListener('close', () => session.closeBenchmark());
  // A link within the page, the browser's own buttons, or the address typed.
  // Not by hashchange, which Chromium leaves out between entries with different settings.
  addEventListener('popstate', () => {
    const { view, isBenchmark } = address.follow();
    if (isBenchmark && isShown(lesson, 'preferences')) {
      void session.openBenchmark();
      return;
    }
    if (store.state.benchmark.isOpen) session.closeBenchmark();
    store.dispatch({ type: 'viewChosen', view });
  });

  /** Once its words are there. */
  const speak = async (language: Language) => {
    try {
      await loadWords(language);
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      store.dispatch({ type: 'failed', failure: { code: 'noWords', message } });
      return;
    }
    // As at the start: with all labels anew.
    if (store.state.preferences.language === language) {
      shown = null;
      store.tell();
    }
  };

  const reveal = new Reveal();
  const draw = (state: State) => {
    const { language } = state.preferences;
    if (words.language !== language && hasWords(language)) words = new Words(language);
    if (shown !== state.preferences) {
      if (!hasWords(language)) void speak(language);
      apply(state.preferences, shown, words, { address, rest: () => runs.rest() });
      shown = state.preferences;
    }
    const context = contextOf(state);
    for (const [id, row] of Object.entries(landmarks)) {
      const isThere = isIn(state, row);
      if (!isThere) {
        reveal.hide(landmark(id));
        continue;
      }
      try {
        render(row.panel(context), landmark(id));
      } catch (thrown) {
        // One part that cannot be drawn takes no other part with it.
        reportError(thrown);
        store.dispatch({ type: 'failed', failure: { code: 'viewBroken', message: `${id}: ${thrown}` } });
      }
      reveal.show(landmark(id));
    }
    if (lesson.shown) layOut(state);
    show(dialog, state.benchmark.isOpen);
    show(keysDialog, state.areKeysListed);
    address.show({ view: state.view, isBenchmark: state.benchmark.isOpen });
    show(imageDialog, state.viewer !== null);
  };
  store.subscribe(draw);
  store.subscribe(() => evaluator.follow());
  store.subscribe(() => comparer.follow());
  store.subscribe(() => imageViewer.follow());
  store.subscribe(() => introduction.follow());
  store.subscribe(() => speedStorage.follow());
  draw(store.state);
  startBackground(store, session, () => words);
  runs.start();
  addEventListener('pagehide', () => runs.leave());
  document.addEventListener('visibilitychange', () =>
    document.visibilityState === 'hidden' ? runs.leave() : runs.look(),
  );
  // It leads to nothing else.
  landmark('skip').hidden = !isShown(lesson, 'commands');
  if (problem) store.dispatch({ type: 'failed', failure: problem });
  void session
    .start(runs.wantedData())
    .then(() => openLink(search, store, session, runs.isComingBack))
    .then(() => runs.comeBack())
    .then(() => followAddress(store, address, () => runs.follow()));
  if (route.isBenchmark && isShown(lesson, 'preferences')) void session.openBenchmark();
}

function isIn({ lesson, view }: State, row: Landmark): boolean {
  if (row.view !== null && row.view !== view) return false;
  return row.parts.length === 0 || row.parts.some((name) => isShown(lesson, name));
}

/** Tells the styles which columns are left of a lesson; none of them is where another view has the page. */
function layOut(state: State): void {
  const left = Object.entries(columns).filter(([, ids]) => ids.some((id) => isIn(state, landmarks[id])));
  document.body.dataset['lesson'] = left.map(([name]) => name).join(' ');
}

/** Opens or closes a dialog. */
function show(dialog: HTMLElement, isOpen: boolean): void {
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (isOpen && !dialog.open) dialog.showModal();
  else if (!isOpen && dialog.open) dialog.close();
}

/** Brings the document in line with the preferences; another device means another start. */
function apply(
  preferences: Preferences,
  before: Preferences | null,
  words: Words,
  { address, rest }: { address: Address; rest: () => Promise<void> },
): void {
  const root = document.documentElement;
  root.lang = preferences.language;
  if (preferences.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = preferences.theme;
  for (const [id, { label }] of Object.entries(landmarks)) {
    if (label) landmark(id).setAttribute('aria-label', words.t(label));
  }
  landmark('skip').textContent = words.t('page.skip');
  if (!before) return;
  keepPreferences(preferences);
  const search = writeQuery(location.search, preferences);
  if (before.device === preferences.device) address.set(search);
  // What is at hand is written first: it comes back.
  else void rest().finally(() => location.assign(`${location.pathname}${search}${location.hash}`));
}

function landmark(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no element #${id}`);
  return element;
}
