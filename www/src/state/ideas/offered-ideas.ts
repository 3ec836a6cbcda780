/**
 * Which ideas are offered, and which one is in force: what the measurements say, and what the settings are. An idea is a
 * change of a preset as it comes, never of another idea, and what is in force is seen from the settings alone, so that
 * nothing is told that is not so: whatever was edited, undone, opened from a link or brought back.
 */
import type { Preset, RunConfig } from '../../protocol.js';
import { differences } from '../setup/difference.js';
import type { MeasuredData } from '../slices/data.js';
import type { SetupState } from '../slices/setup.js';
import { type FigureName, type Idea, type IdeaName, ideaNames, ideas } from './ideas.js';
import { measuredIdeas } from './measured-ideas.js';

/** Data, preset, idea, and the two numbers of its figure; null where the run has none, since it diverged. */
export type MeasuredIdea = readonly [MeasuredData, string, IdeaName, number | null, number | null];

export interface Measured {
  readonly figure: FigureName;
  readonly first: number | null;
  readonly second: number | null;
}

/** What was measured of an idea with that preset on those data; null where its claim does not hold, or nothing was. */
export function measuredOf(preset: Preset, data: MeasuredData | null, idea: IdeaName): Measured | null {
  const found = measuredIdeas.find(([on, id, name]) => on === data && id === preset.id && name === idea);
  return found ? { figure: ideas[idea].figure, first: found[3], second: found[4] } : null;
}

/** The best ones first: those that were seen to do what they say, and another seed, which claims nothing. */
export function ideasFor(preset: Preset, data: MeasuredData | null): IdeaName[] {
  const isOffered = (name: IdeaName) => name === 'seed' || measuredOf(preset, data, name) !== null;
  return ideaNames.filter((name) => ideas[name].suits(preset.config) && isOffered(name));
}

/** What makes no other experiment: a seed is one of many, and measuring changes nothing. */
const isIncidental: ReadonlySet<string> = new Set(['seed', 'diagnoseEvery']);

/** The idea that the settings are; null where they are the preset's own, or anything else. */
export function ideaInForce({ draft, preset }: Pick<SetupState, 'draft' | 'preset'>): IdeaName | null {
  if (!draft || !preset || (draft.config.changes ?? []).length > 0) return null;
  const isLike = (config: RunConfig) =>
    differences(draft, { ...preset, config }).every((name) => isIncidental.has(name));
  if (isLike(preset.config)) return draft.config.seed === preset.config.seed ? null : 'seed';
  return (
    ideaNames.find((name) => {
      const idea: Idea = ideas[name];
      return name !== 'seed' && idea.suits(preset.config) && isLike(idea.change(preset.config));
    }) ?? null
  );
}
