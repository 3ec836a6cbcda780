/**
 * Opens the run that the address carries, keeps the address in line with what is set, and says what the link to it is.
 * What a link looks like is link.ts's.
 */
import { type ErrorValues, type KilnCode, toKilnError } from '../../kiln-error.js';
import { isSame } from '../../state/setup/difference.js';
import { configOf, type State } from '../../state/state.js';
import type { Session } from '../session/session.js';
import type { Store } from '../store.js';
import type { Address } from './address.js';
import { lessonParameter } from './lesson.js';
import { linkParameter, readLink, type SharedRun, writeLink } from './link.js';

/** What is set, as a link says it; null while a setting is wrong or there is none. */
function written({ setup, data }: State): { text: string; isUsual: boolean } | null {
  const config = configOf(setup);
  const preset = setup.presets.find(({ id }) => id === setup.preset?.id);
  if (!config || !preset) return null;
  return {
    text: writeLink({ preset, config, data: data.loaded?.choice ?? data.choice }),
    isUsual: preset === setup.presets[0] && isSame(config, preset.config),
  };
}

/** The link to what is set; null while a setting is wrong or there is none. */
export function linkTo(state: State, address: string): string | null {
  const run = written(state);
  return run && addressOf(run.text, address);
}

/** The link to a run, whatever is set meanwhile. */
export function linkToRun(run: SharedRun, address: string): string {
  return addressOf(writeLink(run), address);
}

function addressOf(run: string, address: string): string {
  const url = new URL(address);
  url.hash = '';
  // What the reader prefers is not the writer's to say; what of the page is shown is not the run's.
  for (const name of ['lang', 'theme', 'device', lessonParameter]) url.searchParams.delete(name);
  url.searchParams.set(linkParameter, run);
  return url.href;
}

/**
 * Once the session has started. Says what is wrong with a link, and leaves the usual settings then. `isOwn`: this tab wrote
 * it, before it was loaded again.
 */
export async function openLink(search: string, store: Store, session: Session, isOwn: boolean): Promise<void> {
  const text = new URLSearchParams(search).get(linkParameter);
  const { playground } = session;
  if (text === null || !playground) return;
  const tell = (code: KilnCode, message: string, values?: ErrorValues) =>
    store.dispatch({ type: 'failed', failure: { code, message, ...(values ? { values } : {}) } });
  const shared = readLink(text, store.state.setup.presets);
  if (shared === 'bad' || shared === 'future') {
    tell(shared === 'bad' ? 'linkBad' : 'linkFuture', `the address has ${linkParameter}=${text.slice(0, 80)}`);
    return;
  }
  session.choosePreset(shared.preset.id);
  if (shared.data === 'files') {
    if (!isOwn) tell('linkFiles', 'the link names images of its own');
  } else if (shared.data !== store.state.data.loaded?.choice) await session.loadData(shared.data);
  try {
    // The core says whether this can be trained, before the form takes it over.
    const { height, width, numClasses } = store.state.data.loaded?.info ?? mnistShape;
    await playground.checkConfig(shared.config, height, width, numClasses);
  } catch (thrown) {
    const { code, message, values } = toKilnError(thrown);
    // Layers that do not fit these images may fit those that are to be added: the form says which.
    if (code !== 'layer' || shared.data !== 'files') {
      tell('linkBad', message, values);
      return;
    }
  }
  if (!isSame(shared.config, shared.preset.config)) session.chooseConfig(shared.config);
}

/** Of the images that most links are about, while none are here. */
const mnistShape = { height: 28, width: 28, numClasses: 10 };

/**
 * Has the address carry what is set, so that it can be copied, kept and reloaded; the usual settings need no words. Until
 * something is set otherwise it stays as it was opened: a link that this version cannot read is not lost by a reload.
 */
export function followAddress(store: Store, address: Address, onWritten: () => void): void {
  let { setup, data } = store.state;
  let before = written(store.state)?.text;
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state) => {
    if (state.setup === setup && state.data === data) return;
    ({ setup, data } = state);
    // Browsers allow only so many changes in a row, and nobody copies an address while typing.
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = written(store.state)?.text;
      if (text === before) return;
      before = text;
      writeAddress(store.state, address);
      onWritten();
    }, ADDRESS_MS);
  });
}

const ADDRESS_MS = 500;

function writeAddress(state: State, address: Address): void {
  const run = written(state);
  if (!run) return;
  const url = new URL(location.href);
  if (run.isUsual) url.searchParams.delete(linkParameter);
  else url.searchParams.set(linkParameter, run.text);
  address.set(url.search);
}
