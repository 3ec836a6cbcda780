/** The configurations shown, a row each: what their runs with several seeds came to, and the way to train more of them. */
import { html, nothing, type TemplateResult } from 'lit';
import { lineKey } from '../../../charts/line-key.js';
import type { ListedRun } from '../../../state/comparing/listed-run.js';
import { type SeedGroup, seedGroups } from '../../../state/comparing/seed-groups.js';
import type { Context } from '../../context.js';
import { groupName } from '../../runs/run-name.js';
import { points, seedActions } from '../seeds.js';

export function seeds(
  context: Context,
  listed: readonly ListedRun[],
  shown: readonly ListedRun[],
): TemplateResult | typeof nothing {
  const { words } = context;
  const groups = seedGroups(listed).filter(({ runs }) => runs.some(({ isShown }) => isShown));
  if (shown.length === 0) return nothing;
  return html`<section class="panel seeds" aria-labelledby="seeds-title">
    <h3 id="seeds-title">${words.t('seeds.title')}</h3>
    <p class="hint">${words.t('seeds.about')}</p>
    <div class="compare-frame" tabindex="0" role="group" aria-labelledby="seeds-title">
      <table class="compare-table">
        <thead>
          <tr>
            <th scope="col">${words.t('seeds.of')}</th>
            <th scope="col">${words.t('seeds.number')}</th>
            <th scope="col">${words.t('seeds.mean')}</th>
            <th scope="col">${words.t('seeds.deviation')}</th>
            <th scope="col">${words.t('seeds.range')}</th>
            <th scope="col">${words.t('seeds.loss')}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${groups.map((group) => row(context, group))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function row(context: Context, group: SeedGroup<ListedRun>): TemplateResult | typeof nothing {
  const { state, words } = context;
  const { accuracy, loss, runs } = group;
  const [first] = runs;
  if (!first) return nothing;
  const several = accuracy !== null && accuracy.count > 1 ? accuracy : null;
  return html`<tr data-group=${first.id}>
    <th scope="row" class="of-group">
      <span class="group-keys">${runs.filter(({ isShown }) => isShown).map(({ look }) => lineKey({ ...look, form: 'line' }))}</span>
      ${groupName(first, words, state)}
    </th>
    <td>${words.number(accuracy?.count ?? 0)}</td>
    <td>${accuracy ? words.percent(accuracy.mean, 2) : '–'}</td>
    <td>${several ? points(words, several.deviation) : '–'}</td>
    <td>${several ? words.t('outcomes.interval', { low: words.percent(several.low, 2), high: words.percent(several.high, 2) }) : '–'}</td>
    <td>${loss ? words.significant(loss.mean) : '–'}</td>
    <td>${seedActions(context, group, first.id)}</td>
  </tr>`;
}
