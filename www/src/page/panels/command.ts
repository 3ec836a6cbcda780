/** The bar that is always in reach: start, pause, step, stop, and how far it is. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlainKey, Words } from '../../locale/words.js';
import type { RunStatus } from '../../protocol.js';
import { type IconName, icon } from '../../widgets/icon.js';
import '../../widgets/progress.js';
import { forecast } from '../../state/run/forecast.js';
import { statusOf } from '../../state/run/in-words.js';
import { isActive } from '../../state/run/run.js';
import { isSettled } from '../../state/slices/data.js';
import { configOf, type State } from '../../state/state.js';
import type { Context } from '../context.js';

export interface Button {
  label: PlainKey;
  icon: IconName;
  isEnabled: boolean;
  press: () => void;
  look?: string;
  about?: PlainKey;
}

export type CommandName = 'main' | 'step' | 'stop' | 'reset';

export function command(context: Context): TemplateResult {
  const { state, words } = context;
  const { main, step, stop, reset } = commands(context);
  return html`<div class="buttons">${[main, step, stop, reset].map((button) => draw(button, words))}</div>
    <kiln-progress
      .run=${state.run}
      .note=${note(state, findObstacle(state), words)}
      .forecast=${expected(state)}
      .words=${words}
    ></kiln-progress>`;
}

/** Seconds that a run would take that began now; null where none can, or nothing is known. */
function expected(state: State): number | null {
  const { setup, device, data, run, speeds } = state;
  const config = configOf(setup);
  if (isActive(run.status) || !config || !setup.summary || setup.refusal || !device.report || !data.loaded) return null;
  const wanted = { config, summary: setup.summary, device: device.report, data: data.loaded.info };
  return forecast(speeds, wanted);
}

/** What can be done with a run now; buttons and keys do the same. */
export function commands({ state, session }: Context): Record<CommandName, Button> {
  const obstacle = findObstacle(state);
  const { status } = state.run;
  const canStart = obstacle === null && !state.isStarting && state.runs.busy === null;
  const start: Button = {
    label: state.run.info && status !== 'idle' ? 'command.trainAgain' : 'command.train',
    icon: 'play',
    isEnabled: canStart,
    press: () => void session.train(),
    look: canStart && status === 'idle' ? 'main primary invites' : 'main primary',
  };
  const main: Readonly<Partial<Record<RunStatus, Button>>> = {
    running: {
      label: 'command.pause',
      icon: 'pause',
      isEnabled: true,
      press: () => void session.pause(),
      look: 'main',
    },
    paused: {
      label: 'command.resume',
      icon: 'play',
      isEnabled: true,
      press: () => void session.resume(),
      look: 'main primary',
    },
  };
  const step: Button = {
    label: 'command.step',
    icon: 'step',
    isEnabled: status === 'paused' || (canStart && status !== 'running'),
    press: () => void session.step(),
    about: 'command.step.about',
  };
  const stop: Button = {
    label: 'command.stop',
    icon: 'stop',
    isEnabled: isActive(status),
    press: () => void session.stop(),
  };
  const reset: Button = {
    label: 'command.reset',
    icon: 'reset',
    isEnabled: state.run.info !== null && !state.isStarting,
    press: () => void session.reset(),
    look: 'reset',
    about: 'command.reset.about',
  };
  return { main: main[status] ?? start, step, stop, reset };
}

/** Disabled by ARIA only: a button that is pressed and then truly disabled would lose the keyboard's focus. */
function draw({ label, icon: picture, isEnabled, press, look, about }: Button, words: Words): TemplateResult {
  return html`<button
    type="button"
    class=${look ?? ''}
    title=${about ? words.t(about) : nothing}
    aria-disabled=${!isEnabled}
    @click=${() => isEnabled && press()}
  >
    ${icon(picture)}<span class="visually-hidden-if">${words.t(label)}</span>
  </button>`;
}

type Obstacle = 'noDevice' | 'deviceFailed' | 'noData' | 'noFiles' | 'dataFailed' | 'layers' | 'invalid';

/** Why no run can begin; null when one can. */
function findObstacle(state: State): Obstacle | null {
  const { device, data } = state;
  if (device.phase === 'failed') return 'deviceFailed';
  if (device.phase !== 'ready') return 'noDevice';
  // What is at hand is not what was chosen: nothing is trained on it unless that is said.
  if (data.failure) return 'dataFailed';
  if (!data.loaded || data.loading) return 'noData';
  if (!isSettled(data)) return 'noFiles';
  return configOf(state.setup) ? null : state.setup.refusal ? 'layers' : 'invalid';
}

function note(state: State, obstacle: Obstacle | null, words: Words): string {
  const { run } = state;
  if (state.isStarting) return words.t('status.starting');
  if (state.runs.busy !== null && run.info === null && obstacle === null) return words.t('status.comingBack');
  if (obstacle === 'layers' && !isActive(run.status)) {
    const position = (state.setup.refusal?.path[0] ?? -1) + 1;
    return position > 0 ? words.t('layers.refused', { position }) : words.t('layers.refused.network');
  }
  const isHindered = obstacle !== null && obstacle !== 'layers' && !run.testing && !isActive(run.status);
  return isHindered ? words.t(`status.${obstacle}`) : statusOf(run, words);
}
