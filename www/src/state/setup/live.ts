/** A field beside the run under way: what holds there, and since when. */
import type { Change, RunConfig } from '../../protocol.js';
import { withDropout } from './dropout.js';
import { usual } from './limits.js';
import { type RunFieldId, runFields } from './run-fields.js';

/** The parts of a change, besides its step. */
const parts = ['learningRate', 'weightDecay', 'dropout', 'clipping'] as const satisfies readonly (keyof Change)[];

/** What a run has after the changes of its first `step` steps. */
export function inForce(config: RunConfig, step: number): RunConfig {
  let now = config;
  for (const { learningRate, weightDecay, dropout, clipping } of made(config, step)) {
    now = {
      ...now,
      learningRate: learningRate ?? now.learningRate,
      weightDecay: weightDecay ?? now.weightDecay ?? usual.run.weightDecay,
      layers: dropout === undefined || dropout === null ? now.layers : withDropout(now.layers, dropout),
      clipping: clipping ?? now.clipping ?? {},
    };
  }
  return now;
}

/** The step after which a field was last changed by hand; null where it never was. */
export function changedAt(config: RunConfig, id: RunFieldId, step: number): number | null {
  const asked = runFields[id].change?.(config);
  if (!asked) return null;
  const has = (change: Change, part: (typeof parts)[number]) => (change[part] ?? null) !== null;
  const last = made(config, step).findLast((change) => parts.some((part) => has(asked, part) && has(change, part)));
  return last ? (last.step ?? 0) : null;
}

const made = (config: RunConfig, step: number): Change[] =>
  (config.changes ?? []).filter((change) => (change.step ?? 0) <= step);
