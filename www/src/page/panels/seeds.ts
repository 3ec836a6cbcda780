/**
 * The same run with other seeds: what such runs came to together, the action that trains them, and how far that has come.
 * Part of Evaluate and of Compare, and loaded with them.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../locale/words.js';
import type { Spread } from '../../spread.js';
import type { Seeded, SeedGroup } from '../../state/comparing/seed-groups.js';
import { finalTestOf, type Measured, seedKey } from '../../state/comparing/seed-groups.js';
import type { Context } from '../context.js';

const counts = [3, 5] as const;

/** In percentage points. */
export function points(words: Words, share: number): string {
  return words.t('seeds.points', { points: words.number(share * 100, 2) });
}

export function spreadText({ count, mean, deviation, low, high }: Spread, words: Words): string {
  return words.t('seeds.spread', {
    count,
    mean: words.percent(mean, 2),
    low: words.percent(low, 2),
    high: words.percent(high, 2),
    deviation: points(words, deviation),
  });
}

export function seedActions(context: Context, group: SeedGroup<Measured>, id: string): TemplateResult | typeof nothing {
  const { state, words, runs } = context;
  const [first] = group.runs;
  if (!first) return nothing;
  if (isUnderWay(context, group)) return progress(context, group);
  if (first.config.initialization?.type === 'checkpoint') return html`<p class="hint">${words.t('seeds.weights')}</p>`;
  const done = group.accuracy?.count ?? 0;
  const isBusy = state.runs.busy !== null || state.isStarting || state.run.status === 'running';
  const offered = counts.filter((count) => count > done);
  if (offered.length === 0) return nothing;
  return html`<div class="seed-actions" role="group" aria-label=${words.t('seeds.again')}>
    <span class="hint">${words.t('seeds.again')}</span>
    ${offered.map(
      (count) => html`<button
        type="button"
        class="small"
        title=${words.plural('seeds.count.about', count - done)}
        aria-disabled=${isBusy}
        @click=${() => !isBusy && void runs.trainSeeds(id, count)}
      >
        ${words.t('seeds.count', { count })}
      </button>`,
    )}
  </div>`;
}

/** Whether it is this configuration that is being trained with one seed after the other. */
export function isUnderWay({ state }: Context, group: Pick<SeedGroup<Measured>, 'key'>): boolean {
  const { seeds, current, kept } = state.runs;
  const atHand = kept?.find(({ id }) => id === current);
  const { config } = state.run;
  if (seeds === null || !config) return false;
  // What has just begun is not kept yet, and is on the same images.
  const of: Seeded | undefined = atHand ?? kept?.find((run) => seedKey({ config, data: run.data }) === group.key);
  return of !== undefined && seedKey({ config, data: of.data }) === group.key;
}

function progress({ state, words, runs }: Context, group: SeedGroup<Measured>): TemplateResult {
  const seeds = state.runs.seeds ?? [];
  const done = new Set(group.runs.filter((run) => finalTestOf(run) !== null).map(({ config }) => config.seed));
  const number = Math.min(seeds.filter((seed) => done.has(seed)).length + 1, seeds.length);
  const key = state.run.status === 'paused' ? 'seeds.waiting' : 'seeds.going';
  return html`<div class="seed-actions" role="group" aria-label=${words.t('seeds.again')}>
    <span role="status">${words.t(key, { number, count: seeds.length })}</span>
    <button type="button" class="small" title=${words.t('seeds.end.about')} @click=${() => void runs.stopSeeds()}>
      ${words.t('seeds.end')}
    </button>
  </div>`;
}
