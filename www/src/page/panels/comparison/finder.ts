/** Which of the listed runs are looked for, and in the order of which setting they stand. */
import { html, nothing, type TemplateResult } from 'lit';
import { type ListedRun, sortNames } from '../../../state/comparing/listed-run.js';
import { settingsOf } from '../../../state/setup/compared-settings.js';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';
import { runName } from '../../runs/run-name.js';

/** All that a run can be found by. */
export function textOf({ state, words }: Context, run: ListedRun): string {
  const { note = '', tags = [], data, status } = run;
  return [
    runName(run, words, state),
    note,
    ...tags.map((tag) => `#${tag}`),
    words.t(`data.${data.choice}`),
    words.t(`status.${status}`),
  ].join('\n');
}

export function finder(
  { state, words, dispatch }: Context,
  listed: readonly ListedRun[],
  numFound: number,
): TemplateResult {
  const { filter, sort, isReversed } = state.comparison;
  const settings = settingsOf(listed.map(({ config }) => config));
  const isSetting = !sortNames.some((name) => name === sort);
  // Those in which they differ come first: they are what one sorts by.
  const offered = [...settings].sort((one, other) => Number(other.differs) - Number(one.differs));
  const find = (text: string) => dispatch({ type: 'runsFiltered', filter: text });
  return html`<div class="run-finder">
      <input
        type="search"
        class="run-filter"
        aria-label=${words.t('runs.filter')}
        placeholder=${words.t('runs.filter.about')}
        .value=${filter}
        @input=${({ currentTarget }: Event) => currentTarget instanceof HTMLInputElement && find(currentTarget.value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape' && filter !== '') find('');
        }}
      />
      <select
        class="run-sort"
        aria-label=${words.t('runs.sort.setting')}
        @change=${({ currentTarget }: Event) => {
          const place = currentTarget instanceof HTMLSelectElement ? currentTarget.selectedIndex - 1 : -1;
          dispatch({ type: 'runsSorted', by: offered[place]?.id ?? 'newest' });
        }}
      >
        <option ?selected=${!isSetting}>${words.t('runs.sort.setting')}</option>
        ${offered.map(({ id }) => html`<option ?selected=${id === sort}>${words.find(`training.${id}`) ?? id}</option>`)}
      </select>
      <button
        type="button"
        class="quiet icon-only"
        aria-label=${words.t('runs.sort.reverse')}
        title=${words.t('runs.sort.reverse')}
        aria-pressed=${isReversed}
        @click=${() => dispatch({ type: 'runsReversed' })}
      >
        ${icon(isReversed ? 'up' : 'down')}
      </button>
    </div>
    <p class=${filter.trim() === '' ? 'visually-hidden' : 'hint run-found'} role="status">
      ${
        filter.trim() === ''
          ? nothing
          : numFound === 0
            ? words.t('runs.filter.none')
            : words.plural('runs.filter.found', numFound)
      }
    </p>`;
}
