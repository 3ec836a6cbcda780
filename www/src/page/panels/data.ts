/** What to train on: the choice of data sets, what became of it, and a look at the images. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { dataName } from '../../state/run/in-words.js';
import { icon } from '../../widgets/icon.js';
import '../../widgets/image-strip.js';
import { isActive } from '../../state/run/run.js';
import type { DataChoice, DataState } from '../../state/state.js';
import type { Context } from '../context.js';
import { detailOf, explain } from '../explain.js';
import { sourceText } from './names.js';
import { preview } from './preview.js';
import { fieldsOf, group } from './run-field.js';
import { samples } from './samples.js';
import { section } from './section.js';

const choices: readonly DataChoice[] = ['synthetic', 'mnist', 'files'];

export function data(context: Context): TemplateResult {
  const { state, words } = context;
  const { choice, loaded, loading, failure } = state.data;
  const isLocked = isActive(state.run.status) || state.isStarting;
  const isReady = state.device.phase === 'ready';
  const isShown = loaded !== null && loaded.choice === choice && !loading;
  const body = html`<div class="segments wide" role="group" aria-label=${words.t('data.choice')}>
      ${choices.map(
        (one) => html`<button
          type="button"
          aria-pressed=${one === choice}
          ?disabled=${!isReady || isLocked}
          @click=${() => choose(context, one)}
        >
          ${words.t(`data.${one}`)}
        </button>`,
      )}
    </div>
    ${
      isShown
        ? loaded.drawings.length > 0
          ? html`<p class="data-name">${dataName(loaded, words)}</p>`
          : nothing
        : html`<p class="hint">${words.t(`data.${choice}.about`)}</p>`
    }
    ${choice === 'files' && !isLocked ? dropZone(context) : nothing}
    ${loading ? progress(context, loading) : nothing}
    ${failure ? problem(context, failure) : isPending(state.data) ? pending(context, loaded) : nothing}
    ${isShown ? facts(context, loaded, isLocked) : nothing}
    ${guard([state.setup, state.samples, state.preview, state.data.loaded, state.run.config, isActive(state.run.status), words], () => settings(context))}`;
  const summary = loaded ? words.t('data.summary', { name: dataName(loaded, words), count: loaded.info.numTrain }) : '';
  return section(state.lesson, 'data', words.t('data.title'), summary, body);
}

function choose({ state, session, dispatch }: Context, choice: DataChoice): void {
  const { loaded, loading } = state.data;
  if (choice === 'files') {
    // Files that are at hand stay until others are chosen.
    dispatch(loaded?.choice === 'files' && !loading ? { type: 'dataKept' } : { type: 'dataChosen', choice });
    return;
  }
  // What is there need not be made again, and a run on it need not end.
  const isThere = loaded?.choice === choice && loaded.drawings.length === 0 && !loading;
  if (isThere) dispatch({ type: 'dataKept' });
  else void session.loadData(choice);
}

/** Own files are chosen, and none are here. */
function isPending({ choice, loaded, loading }: DataState): boolean {
  return loaded !== null && !loading && loaded.choice !== choice;
}

/** What is at hand meanwhile, and the way back to it. */
function pending(context: Context, loaded: DataState['loaded']): TemplateResult | typeof nothing {
  const { words } = context;
  if (!loaded) return nothing;
  return html`<p class="pending" role="status">${words.t('data.notYet', { name: dataName(loaded, words) })}</p>
    <div class="actions">${stay(context, loaded)}</div>`;
}

function stay({ words, dispatch }: Context, loaded: NonNullable<DataState['loaded']>): TemplateResult {
  return html`<button type="button" @click=${() => dispatch({ type: 'dataKept' })}>
    ${words.t('data.stay', { name: dataName(loaded, words) })}
  </button>`;
}

/** What a run makes of the images. */
function settings(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const extra = html`<p class="hint">${words.t('setup.augmentation')}</p>
    <div class="fields">${fieldsOf(context, 'augmentation')}</div>
    ${state.preview.isOpen ? preview(context) : nothing}`;
  const toggled = (isOpen: boolean) => dispatch({ type: 'previewToggled', isOpen });
  return html`<div class="groups">
    ${samples(context)}
    ${state.setup.draft ? group(context, 'images', { extra, more: ['augmentation'], toggled }) : nothing}
  </div>`;
}

function facts(
  { words, dispatch }: Context,
  { info, source, samples }: NonNullable<DataState['loaded']>,
  isLocked: boolean,
): TemplateResult {
  const { height, width } = info;
  return html`<p class="data-facts">
      <span>${words.t('data.counts', { train: info.numTrain, test: info.numTest })}</span>
      <span class="hint">${isLocked ? words.t('data.locked') : words.t('data.size', { width, height, source: sourceText(source, words) })}</span>
    </p>
    ${
      samples
        ? html`<kiln-image-strip
            .strip=${samples}
            .imageWidth=${width}
            .imageHeight=${height}
            .label=${words.t('data.samples')}
            .openable=${true}
            @kiln-open=${({ detail: place }: HTMLElementEventMap['kiln-open']) =>
              dispatch({
                type: 'viewerOpened',
                split: 'train',
                indices: Array.from(samples.labels, (_, index) => index),
                place,
              })}
          ></kiln-image-strip>`
        : html`<div class="strip-space"></div>`
    }`;
}

function progress({ words, session }: Context, { choice, bytes }: NonNullable<DataState['loading']>): TemplateResult {
  const reading = { synthetic: 'data.making', mnist: 'data.looking', files: 'data.reading' } as const;
  const text = bytes
    ? words.t('data.downloading', { done: words.number(bytes.done / 1e6, 1), total: words.megabytes(bytes.total) })
    : words.t(reading[choice]);
  const share = bytes && bytes.total > 0 ? bytes.done / bytes.total : null;
  return html`<div class="loading">
    <p>
      <span role="status">${text}</span>
      ${share === null ? nothing : html`<span class="number">${words.percent(share)}</span>`}
    </p>
    ${
      share === null
        ? html`<progress aria-label=${text}></progress>`
        : html`<progress aria-label=${text} max="1" value=${share}></progress>`
    }
    ${
      choice === 'synthetic'
        ? nothing
        : html`<button type="button" @click=${() => session.cancelLoading()}>
            ${icon('close')}${words.t('data.cancel')}
          </button>`
    }
  </div>`;
}

function problem(context: Context, failure: NonNullable<DataState['failure']>): TemplateResult {
  const { state, words, session } = context;
  const { loaded } = state.data;
  const isOnlyDigits = loaded?.choice === 'synthetic' && loaded.drawings.length === 0;
  const explanation = explain(failure, words);
  return html`<div class="problem" role="alert">
    <p>${icon('warning')}<span>${explanation.text}</span></p>
    ${detailOf(explanation, words)}
    ${loaded ? html`<p>${words.t('data.atHand', { name: dataName(loaded, words) })}</p>` : nothing}
    <div class="actions">
      ${loaded && !isOnlyDigits ? stay(context, loaded) : nothing}
      <button type="button" @click=${() => choose(context, 'synthetic')}>${words.t('data.useSynthetic')}</button>
      ${
        failure.choice === 'mnist'
          ? html`<button type="button" @click=${() => session.loadData('mnist')}>${words.t('data.retry')}</button>`
          : nothing
      }
    </div>
  </div>`;
}

function dropZone({ words, session }: Context): TemplateResult {
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) void session.loadFiles([...files]);
  };
  return html`<div
    class="drop"
    @dragover=${(event: DragEvent) => {
      event.preventDefault();
      mark(event, true);
    }}
    @dragleave=${(event: DragEvent) => mark(event, false)}
    @drop=${(event: DragEvent) => {
      event.preventDefault();
      mark(event, false);
      take(event.dataTransfer?.files);
    }}
  >
    <p>${words.t('data.drop')}</p>
    <label class="button">
      ${icon('upload')}${words.t('data.pick')}
      <input
        type="file"
        multiple
        @change=${(event: Event) => {
          const input = event.currentTarget;
          if (!(input instanceof HTMLInputElement)) return;
          take(input.files);
          input.value = '';
        }}
      />
    </label>
  </div>`;
}

function mark(event: DragEvent, isOver: boolean): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.toggle('over', isOver);
}
