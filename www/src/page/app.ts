/**
 * The page put together: one store, one session, and the panels drawn into the landmarks of index.html. Owns the
 * document (title, language, theme, address); everything in it comes from the panels.
 */
import { html, type nothing, render, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { initialState, type Preferences, type State } from '../view/state.js';
import type { Context } from './context.js';
import { benchmark } from './panels/benchmark.js';
import { command } from './panels/command.js';
import { curves } from './panels/curves.js';
import { data } from './panels/data.js';
import { drawing } from './panels/drawing.js';
import { header } from './panels/header.js';
import { network } from './panels/network.js';
import { notices } from './panels/notices.js';
import { results } from './panels/results.js';
import { training } from './panels/training.js';
import { browserSurroundings, keepPreferences, readPreferences, writeQuery } from './preferences.js';
import { Session, type SessionParts } from './session.js';
import { Store } from './store.js';

type Panel = (context: Context) => TemplateResult | typeof nothing;

/** Landmarks of index.html: what they are called, and what is drawn into them. */
const landmarks = {
  top: { label: 'page.top', panel: header },
  notices: { label: null, panel: notices },
  setup: { label: 'page.setup', panel: (context) => html`${data(context)}${network(context)}${training(context)}` },
  curves: { label: 'page.curves', panel: curves },
  results: { label: 'results.title', panel: results },
  drawing: { label: 'page.drawing', panel: drawing },
  command: { label: 'page.command', panel: command },
  benchmark: { label: 'benchmark.title', panel: benchmark },
} as const satisfies Record<string, { label: string | null; panel: Panel }>;

export function startApp(parts: SessionParts): void {
  const store = new Store({ ...initialState, preferences: readPreferences(browserSurroundings()) });
  const session = new Session(store, parts);
  let words = new Words(store.state.preferences.language);
  let shown: Preferences | null = null;

  const dialog = landmark('benchmark');
  // Escape closes it without asking.
  dialog.addEventListener('close', () => session.closeBenchmark());

  const draw = (state: State) => {
    if (words.language !== state.preferences.language) words = new Words(state.preferences.language);
    if (shown !== state.preferences) {
      apply(state.preferences, shown, words);
      shown = state.preferences;
    }
    const context: Context = { state, words, session, dispatch: (event) => store.dispatch(event) };
    for (const [id, { panel }] of Object.entries(landmarks)) render(panel(context), landmark(id));
    show(dialog, state.benchmark.isOpen);
  };
  store.subscribe(draw);
  draw(store.state);
  void session.start();
  if (location.hash === benchmarkHash) void session.openBenchmark();
}

/** The address of the benchmark: of the page with it open. */
const benchmarkHash = '#benchmark';

function show(dialog: HTMLElement, isOpen: boolean): void {
  if (!(dialog instanceof HTMLDialogElement) || dialog.open === isOpen) return;
  if (isOpen) dialog.showModal();
  else dialog.close();
  history.replaceState(null, '', `${location.pathname}${location.search}${isOpen ? benchmarkHash : ''}`);
}

/** Brings the document in line with the preferences; another device means another start. */
function apply(preferences: Preferences, before: Preferences | null, words: Words): void {
  const root = document.documentElement;
  root.lang = preferences.language;
  if (preferences.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = preferences.theme;
  document.title = words.t('page.title');
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
