/** What this page is, for who comes for the first time; and what went wrong and what to do, until it is dismissed. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Words } from '../../locale/words.js';
import { numAdded } from '../../state/run/kept-run.js';
import type { Afterwards } from '../../state/slices/notices.js';
import type { Failure, Notice, State } from '../../state/state.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { detailOf, type Explanation, explain } from '../explain.js';
import { runName } from '../runs/run-name.js';

export function notices(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  return html`${introduction(context)}${repeat(
    state.notices,
    (notice) => notice.id,
    (notice) => {
      const explanation = tell(notice, context);
      const isOffer = notice.kind === 'interrupted' || notice.kind === 'filesWanted';
      return html`<div class=${isOffer ? 'notice offer' : 'notice'} role=${isOffer ? 'status' : 'alert'}>
        ${icon(notice.kind === 'interrupted' ? 'pause' : notice.kind === 'filesWanted' ? 'upload' : 'warning')}
        <div>
          <p>${explanation.text}</p>
          ${detailOf(explanation, words)}
          ${notice.kind === 'error' ? others(notice.others, words) : nothing}
          ${state.device.phase === 'failed' ? remedies(context) : action(notice, context)}
        </div>
        <button
          type="button"
          class="quiet icon-only"
          aria-label=${words.t('notice.dismiss')}
          title=${words.t('notice.dismiss')}
          @click=${() => dispatch({ type: 'dismissed', id: notice.id })}
        >
          ${icon('close')}
        </button>
      </div>`;
    },
  )}`;
}

function introduction({ state, words, dispatch }: Context): TemplateResult | typeof nothing {
  if (state.isIntroduced) return nothing;
  return html`<p class="intro" role="note">
    <span>${words.t('intro.text')}</span>
    <button
      type="button"
      class="quiet icon-only"
      aria-label=${words.t('notice.dismiss')}
      title=${words.t('notice.dismiss')}
      @click=${() => dispatch({ type: 'introduced', isIntroduced: true })}
    >
      ${icon('close')}
    </button>
  </p>`;
}

function tell(notice: Notice, { state, words }: Context): Explanation {
  switch (notice.kind) {
    case 'error':
      return explain(notice.failure, words);
    case 'restarted':
      return {
        text:
          notice.step === null ? words.t('notice.restarted') : words.t('notice.restarted.back', { step: notice.step }),
        message: notice.detail,
        detail: 'folded',
      };
    case 'unkept':
      return { text: words.t(`notice.${notice.storageStatus}`), message: '', detail: 'none' };
    case 'interrupted': {
      const run = state.runs.kept?.find(({ id }) => id === notice.run);
      const text = run
        ? words.t('notice.interrupted', { name: runName(run, words, state), step: run.step, total: run.info.numSteps })
        : words.t('error.runGone');
      return { text, message: '', detail: 'none' };
    }
    case 'filesWanted':
      return { text: wanted(notice.run, state, words), message: '', detail: 'none' };
    case 'setAside':
      return { text: words.plural('notice.setAside', notice.count), message: '', detail: 'none' };
    case 'drawingsSetAside':
      return { text: words.plural('notice.drawingsSetAside', notice.count), message: '', detail: 'none' };
    default:
      return notice satisfies never;
  }
}

/** Which files a run learnt from. */
function wanted(id: string, state: State, words: Words): string {
  const run = state.runs.kept?.find((one) => one.id === id);
  if (!run) return words.t('error.runGone');
  const { numTrain, numTest, width, height, drawings = [] } = run.data;
  const train = numTrain - numAdded(drawings);
  return words.t('notice.filesWanted', { name: runName(run, words, state), train, test: numTest, width, height });
}

/** Those that failed in the same way: some in sight, all where they are asked for. */
function others(failures: readonly Failure[], words: Words): TemplateResult | typeof nothing {
  if (failures.length === 0) return nothing;
  const lines = failures.map((failure) => {
    const { message, isTranslated } = explain(failure, words);
    return html`<li lang=${isTranslated ? nothing : 'en'}>${message}</li>`;
  });
  return html`<details class="folded">
    <summary>${words.plural('notice.others', failures.length)}</summary>
    <ul class="detail notice-others" tabindex="0">${lines}</ul>
  </details>`;
}

/** What can be done about it at once. */
function action(notice: Notice, { state, words, runs, dispatch }: Context): TemplateResult | typeof nothing {
  switch (notice.kind) {
    case 'unkept':
      if (state.view === 'compare') return nothing;
      return button(words.t(`notice.${notice.storageStatus}.act`), () =>
        dispatch({ type: 'viewChosen', view: 'compare' }),
      );
    case 'interrupted':
      return button(words.t('notice.interrupted.act'), () => void runs.open(notice.run));
    case 'filesWanted':
      return pickFiles(notice.run, notice.afterwards, { state, words, runs });
    case 'setAside':
      if (state.view === 'compare') return nothing;
      return button(words.t('notice.setAside.act'), () => dispatch({ type: 'viewChosen', view: 'compare' }));
    case 'drawingsSetAside':
      return damagedDrawings(words, runs);
    case 'error':
    case 'restarted':
      return nothing;
    default:
      return notice satisfies never;
  }
}

/** Deleting is for good, and waits folded beside what keeps them. */
function damagedDrawings(words: Words, runs: Context['runs']): TemplateResult {
  return html`<div class="actions">
    <button type="button" @click=${() => void runs.exportDamagedDrawings()}>${words.t('runs.export')}</button>
    <details class="folded">
      <summary>${words.t('notice.drawingsSetAside.remove')}</summary>
      <button type="button" @click=${() => void runs.removeDamagedDrawings()}>
        ${words.t('notice.drawingsSetAside.removeNow')}
      </button>
    </details>
  </div>`;
}

/** One click: what was asked for follows by itself. */
function pickFiles(
  id: string,
  afterwards: Afterwards,
  { state, words, runs }: Pick<Context, 'state' | 'words' | 'runs'>,
) {
  return html`<div class="actions">
    <label class="button">
      ${icon('upload')}${words.t('data.pick')}
      <input
        type="file"
        multiple
        ?disabled=${state.runs.busy !== null}
        @change=${({ currentTarget: input }: Event) => {
          if (!(input instanceof HTMLInputElement)) return;
          if (input.files && input.files.length > 0) void runs.bringFiles(id, afterwards, [...input.files]);
          input.value = '';
        }}
      />
    </label>
  </div>`;
}

function button(label: string, press: () => void): TemplateResult {
  return html`<div class="actions"><button type="button" @click=${press}>${label}</button></div>`;
}

function remedies({ state, words, dispatch }: Context): TemplateResult {
  return html`<div class="actions">
    ${
      state.preferences.device === 'cpu'
        ? nothing
        : html`<button
            type="button"
            @click=${() => dispatch({ type: 'preferred', preferences: { ...state.preferences, device: 'cpu' } })}
          >
            ${words.t('error.useCpu')}
          </button>`
    }
    <button type="button" @click=${() => location.reload()}>${words.t('error.reload')}</button>
  </div>`;
}
