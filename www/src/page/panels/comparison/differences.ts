/** In what the runs shown differ: in a sentence, and setting by setting; what is the same waits folded. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../../locale/words.js';
import type { RunConfig } from '../../../protocol.js';
import type { ListedRun } from '../../../state/comparing/listed-run.js';
import { dataName } from '../../../state/run/in-words.js';
import { areSame, settingsOf } from '../../../state/setup/compared-settings.js';
import { type RunFieldId, runFields } from '../../../state/setup/run-fields.js';
import type { State } from '../../../state/state.js';
import type { Context } from '../../context.js';
import { runName } from '../../runs/run-name.js';
import { changeText } from '../change-text.js';
import { valueText } from '../field.js';
import { head } from './head.js';
import { allLayers, layersBeside } from './layers.js';

interface Row {
  readonly id: RunFieldId | 'data' | 'layers' | 'changes';
  readonly label: string;
  readonly cells: readonly (string | TemplateResult)[];
  readonly differs: boolean;
}

/** More than this many are counted, and not listed in the sentence. */
const MAX_LISTED = 4;

export function differences(context: Context, shown: readonly ListedRun[]): TemplateResult | typeof nothing {
  const { state, words, dispatch } = context;
  const { isEverySettingShown } = state.comparison;
  if (shown.length === 0) return nothing;
  const rows = rowsOf(shown, words, state);
  const different = rows.filter(({ differs }) => differs);
  return html`<section class="panel" aria-labelledby="differs-title">
    <h3 id="differs-title">${words.t('differs.title')}</h3>
    <p class="differs-told">${shown.length < 2 ? words.t('differs.few') : sentence(different, words)}</p>
    ${different.length > 0 ? table(context, shown, different, 'differs-title') : nothing}
    <details
      class="folded"
      ?open=${isEverySettingShown}
      @toggle=${({ currentTarget }: Event) => {
        if (!(currentTarget instanceof HTMLDetailsElement)) return;
        dispatch({ type: 'everySettingToggled', isShown: currentTarget.open });
      }}
    >
      <summary id="differs-all">${words.t('differs.all')}</summary>
      ${isEverySettingShown ? table(context, shown, rows, 'differs-all') : nothing}
    </details>
  </section>`;
}

function table(context: Context, shown: readonly ListedRun[], rows: readonly Row[], label: string): TemplateResult {
  return html`<div class="compare-frame" tabindex="0" role="group" aria-labelledby=${label}>
    <table class="compare-table">
      ${head(context, context.words.t('differs.setting'), shown)}
      <tbody>
        ${rows.map(
          ({ id, label, cells }) => html`<tr data-setting=${id}>
            <th scope="row">${label}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function sentence(different: readonly Row[], words: Words): string {
  const [first, ...others] = different;
  if (!first) return words.t('differs.nothing');
  if (others.length === 0) {
    return first.id === 'seed' ? words.t('differs.seed') : words.t('differs.one', { setting: first.label });
  }
  if (different.length > MAX_LISTED) return words.plural('differs.many', different.length);
  return words.t('differs.some', { settings: words.list(different.map(({ label }) => label)) });
}

function rowsOf(shown: readonly ListedRun[], words: Words, state: State): readonly Row[] {
  const configs = shown.map(({ config }) => config);
  const settings = settingsOf(configs).map(({ id, values, differs }): Row => {
    const { control } = runFields[id];
    const key = `training.${id}`;
    const cells = values.map((value) => (value === null ? '–' : settingText(key, control, value, words)));
    return { id, label: words.find(key) ?? id, cells, differs };
  });
  // The longest last.
  return [dataRow(shown, words), ...settings, ...changesRow(configs, words), layersRow(shown, words, state)];
}

function settingText(
  key: string,
  control: Parameters<typeof valueText>[0]['control'],
  value: string,
  words: Words,
): string {
  // The weights of a file: what tells files apart is told in short.
  const [kind, digest] = value.split(' ');
  if (kind === 'checkpoint' && digest !== undefined) {
    return `${words.t('training.initialization.checkpoint')} ${digest.slice(0, 8)}`;
  }
  return valueText({ key, control }, value, words);
}

function dataRow(shown: readonly ListedRun[], words: Words): Row {
  const cells = shown.map(({ data }) =>
    words.t('differs.data.value', { name: dataName(data, words), train: data.numTrain, test: data.numTest }),
  );
  // What was written down of older runs does not say which images they are.
  const isTold = shown.every(({ data }) => data.fingerprint !== undefined);
  const known = shown.map(({ data: { seed, fingerprint, ...data } }) => (isTold ? { ...data, fingerprint } : data));
  return { id: 'data', label: words.t('differs.data'), cells, differs: !areSame(known) };
}

function layersRow(shown: readonly ListedRun[], words: Words, state: State): Row {
  const [first] = shown;
  const name = first ? runName(first, words, state) : '';
  const cells = shown.map((run) =>
    run === first || !first
      ? allLayers(run.config.layers, words)
      : layersBeside(first.config.layers, run.config.layers, name, words),
  );
  const differs = !areSame(shown.map(({ config }) => config.layers));
  return { id: 'layers', label: words.t('differs.layers'), cells, differs };
}

/** Nothing is said where nobody changed anything. */
function changesRow(configs: readonly RunConfig[], words: Words): readonly Row[] {
  const lists = configs.map(({ changes }) => changes ?? []);
  if (lists.every((list) => list.length === 0)) return [];
  const cells = lists.map((list) =>
    list.length === 0
      ? words.t('setup.none')
      : html`<ul class="layer-lines">
          ${list.map(
            (change) => html`<li>
                ${words.t('differs.change', { step: change.step ?? 0, changes: changeText(change, words) })}
              </li>`,
          )}
        </ul>`,
  );
  return [{ id: 'changes', label: words.t('differs.changes'), cells, differs: !areSame(lists) }];
}
