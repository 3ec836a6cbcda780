/** What is told once, until it is dismissed. */
import type { Failure } from './failure.js';

export type Notice = { readonly id: number } /** `others` failed in the same way. */ & (
  | { kind: 'error'; failure: Failure; others: readonly Failure[] }
  /** `step` is where the run came back; null where there was none, or it could not be brought back. */
  | { kind: 'restarted'; detail: string; step: number | null }
  /** Runs are held in memory only. */
  | { kind: 'unkept'; storageStatus: 'full' | 'unavailable' }
  /** A run that an earlier visit left unfinished. */
  | { kind: 'interrupted'; run: string }
  /** A run learnt from files that are not here. */
  | { kind: 'filesWanted'; run: string; afterwards: Afterwards }
  /** Runs that are kept and cannot be read. */
  | { kind: 'setAside'; count: number }
  /** Drawings that are kept and cannot be read. */
  | { kind: 'drawingsSetAside'; count: number }
);

/** What is done with a run once its files are here. */
export type Afterwards = 'open' | 'repeat';

export type NoticeBody = Notice extends infer N ? (N extends Notice ? Omit<N, 'id'> : never) : never;

export function notify(notices: readonly Notice[], notice: NoticeBody): readonly Notice[] {
  const id = (notices.at(-1)?.id ?? 0) + 1;
  return [...notices, { ...notice, id }];
}

export function without(notices: readonly Notice[], kind: Notice['kind']): readonly Notice[] {
  const left = notices.filter((notice) => notice.kind !== kind);
  return left.length === notices.length ? notices : left;
}

const lasting: ReadonlySet<Notice['kind']> = new Set(['unkept', 'setAside', 'drawingsSetAside']);

/** A new run says nothing of how the old one failed; what is held in memory only, or set aside, is so still. */
export function forNewRun(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ kind }) => lasting.has(kind));
}

/**
 * Once for each failure, also where both a call and an event report it; a fatal one is told by what follows it. Failures of
 * one kind are told together: thirty files that are no runs are one notice.
 */
export function fail(notices: readonly Notice[], failure: Failure): readonly Notice[] {
  if (failure.code === 'fatal') return notices;
  const alike = notices.find((notice) => notice.kind === 'error' && notice.failure.code === failure.code);
  if (alike?.kind !== 'error') return notify(notices, { kind: 'error', failure, others: [] });
  if ([alike.failure, ...alike.others].some(({ message }) => message === failure.message)) return notices;
  const told = { ...alike, others: [...alike.others, failure] };
  return notices.map((notice) => (notice === alike ? told : notice));
}
