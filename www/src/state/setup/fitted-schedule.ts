/** What a schedule's numbers are that it leaves open, as text for their fields. The core fits them; nothing is computed here. */
import type { RateCurve } from '../slices/setup.js';
import type { RunFieldId } from './run-fields.js';

/** Null where it is not known, or the field is no such number. */
export function fittedText({ curve }: { curve: RateCurve | null }, id: RunFieldId): string | null {
  const schedule = curve?.schedule;
  if (id === 'scheduleEvery' && schedule?.type === 'step') return textOf(schedule.every);
  if (id === 'scheduleDecay' && schedule?.type === 'exponential') return textOf(schedule.factor);
  return null;
}

/** As many digits as tell a factor from 1. */
function textOf(value: number | null | undefined): string | null {
  if (typeof value !== 'number') return null;
  return String(value < 1 ? Number((1 - Number((1 - value).toPrecision(2))).toPrecision(12)) : value);
}
