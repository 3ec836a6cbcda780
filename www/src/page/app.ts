/**
 * The page put together: one store, one session, and the panels drawn into the landmarks of index.html. Owns the
 * document (title, language, theme, address); everything in it comes from the panels.
 */
import { html, type nothing, render, type TemplateResult } from 'lit';
import { type MessageKey, Words } from '../locale/words.js';
import { initialState, type Preferences, type State, type View } from '../view/state.js';
import { browserKeeping } from './browser-keeping.js';
import { readChartChoices } from './chart-choices.js';
import { Collector } from './collector.js';
import { Comparer } from './comparer.js';
import type { Context } from './context.js';
import { Evaluator } from './evaluator.js';
import { Keeper } from './keeper.js';
import { benchmark } from './panels/benchmark.js';
import { command } from './panels/command.js';
import { comparison, loadComparison } from './panels/comparison.js';
import { curves } from './panels/curves.js';
import { data } from './panels/data.js';
import { drawing } from './panels/drawing.js';
import { evaluation } from './panels/evaluation.js';
import { experiments } from './panels/experiments.js';
import { header } from './panels/header.js';
import { keys } from './panels/keys.js';
import { network } from './panels/network.js';
import { notices } from './panels/notices.js';
import { results } from './panels/results.js';
import { testImages } from './panels/test-images.js';
import { training } from './panels/training.js';
import { browserSurroundings, keepPreferences, readPreferences, writeQuery } from './preferences.js';
import { readRoute, writeRoute } from './route.js';
import { Session, type SessionParts } from './session.js';
import { followAddress, openLink } from './sharing.js';
import { pressed } from './shortcuts.js';
import { Store } from './store.js';
import { Watch } from './watch.js';

type Panel = (context: Context) => TemplateResult | typeof nothing;

/** Landmarks of index.html: what they are called, the view they belong to, and what is drawn into them. */
const landmarks = {
  top: { label: 'page.top', view: null, panel: header },
  notices: { label: null, view: null, panel: notices },
  setup: {
    label: 'page.setup',
    view: 'train',
    panel: (context) => html`${data(context)}${network(context)}${training(context)}`,
  },
  experiments: { label: 'try.title', view: 'train', panel: experiments },
  curves: { label: 'page.curves', view: 'train', panel: curves },
  'test-images': { label: 'testImages.label', view: 'train', panel: testImages },
  results: { label: 'results.title', view: 'train', panel: results },
  drawing: { label: 'page.drawing', view: 'train', panel: drawing },
  evaluation: { label: 'view.evaluate', view: 'evaluate', panel: evaluation },
  comparison: { label: 'view.compare', view: 'compare', panel: comparison },
  command: { label: 'page.command', view: null, panel: command },
  benchmark: { label: 'benchmark.title', view: null, panel: benchmark },
  keys: { label: 'keys.title', view: null, panel: keys },
} as const satisfies Record<string, { label: MessageKey | null; view: View | null; panel: Panel }>;

export function startApp(parts: SessionParts): void {
  const route = readRoute(location.hash);
  const surroundings = browserSurroundings();
  const store = new Store({
    ...initialState,
    view: route.view,
    preferences: readPreferences(surroundings),
    charts: { ...initialState.charts, ...readChartChoices(surroundings.kept) },
  });
  const session = new Session(store, parts);
  const evaluator = new Evaluator(store, () => session.playground);
  const collector = new Collector(
    store,
    () => session.playground,
    (files) => session.loadFiles(files),
  );
  let words = new Words(store.state.preferences.language);
  const runs = new Keeper({ ...browserKeeping(), store, session, words: () => words });
  const comparer = new Comparer(store, runs, loadComparison);
  let shown: Preferences | null = null;
  let addressed = writeRoute(route);
  const watch = new Watch(store, session, () => words);
  const contextOf = (state: State): Context => ({
    state,
    words,
    session,
    watch,
    evaluator,
    collector,
    runs,
    dispatch: (event) => store.dispatch(event),
  });

  const dialog = landmark('benchmark');
  const keyList = landmark('keys');
  keyList.addEventListener('close', () => store.dispatch({ type: 'keysListed', isOpen: false }));
  addEventListener('keydown', (event) => pressed(event, contextOf(store.state)));
  // Escape closes it without asking.
  dialog.addEventListener('close', () => session.closeBenchmark());
  // A link within the page, the browser's own buttons, or the address typed.
  addEventListener('hashchange', () => {
    const { view, isBenchmark } = readRoute(location.hash);
    if (isBenchmark) void session.openBenchmark();
    else store.dispatch({ type: 'viewChosen', view });
  });

  const draw = (state: State) => {
    if (words.language !== state.preferences.language) words = new Words(state.preferences.language);
    if (shown !== state.preferences) {
      apply(state.preferences, shown, words);
      shown = state.preferences;
    }
    const context = contextOf(state);
    for (const [id, { panel, view }] of Object.entries(landmarks)) {
      landmark(id).hidden = view !== null && view !== state.view;
      if (view === null || view === state.view) render(panel(context), landmark(id));
    }
    show(dialog, state.benchmark.isOpen);
    show(keyList, state.areKeysListed);
    addressed = address(state, addressed);
  };
  store.subscribe(draw);
  store.subscribe(() => evaluator.follow());
  store.subscribe(() => comparer.follow());
  draw(store.state);
  watch.start();
  runs.start();
  addEventListener('pagehide', () => runs.leave());
  document.addEventListener('visibilitychange', () =>
    document.visibilityState === 'hidden' ? runs.leave() : runs.look(),
  );
  // The address as it was opened.
  const { search } = location;
  void session
    .start(runs.wantedData())
    .then(() => openLink(search, store, session, runs.isComingBack))
    .then(() => runs.comeBack())
    .then(() => followAddress(store, () => runs.follow()));
  if (route.isBenchmark) void session.openBenchmark();
}

/** Opens or closes a dialog. */
function show(dialog: HTMLElement, isOpen: boolean): void {
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (isOpen && !dialog.open) dialog.showModal();
  else if (!isOpen && dialog.open) dialog.close();
}

/** Says in the address what is open. */
function address({ view, benchmark: { isOpen } }: State, before: string): string {
  const hash = writeRoute({ view, isBenchmark: isOpen });
  // Only what changed here: a link that was just followed is in the address before the store has heard of it.
  if (hash === before) return before;
  if (location.hash !== hash) history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  return hash;
}

/** Brings the document in line with the preferences; another device means another start. */
function apply(preferences: Preferences, before: Preferences | null, words: Words): void {
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
  const address = `${location.pathname}${writeQuery(location.search, preferences)}${location.hash}`;
  if (before.device === preferences.device) history.replaceState(null, '', address);
  else location.assign(address);
}

function landmark(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no element #${id}`);
  return element;
}
