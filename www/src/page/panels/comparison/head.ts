/** The head of a table that has a column a run: the run's name under its colour. */
import { html, type TemplateResult } from 'lit';
import { lineKey } from '../../../charts/line-key.js';
import type { ListedRun } from '../../../state/comparing/listed-run.js';
import type { Context } from '../../context.js';
import { runName } from '../../runs/run-name.js';

export function head({ words, state }: Context, first: string, shown: readonly ListedRun[]): TemplateResult {
  return html`<thead>
    <tr>
      <th scope="col">${first}</th>
      ${shown.map(
        (run) => html`<th scope="col" class="of-run">
          <span>${lineKey({ ...run.look, form: 'line' })}<span class="of-run-name">${runName(run, words, state)}</span></span>
        </th>`,
      )}
    </tr>
  </thead>`;
}
