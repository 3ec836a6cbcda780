/** What is told once, until it is dismissed. */
import type { Failure } from './failure.js';

export type Notice = { readonly id: number } & (
  | { kind: 'error'; failure: Failure }
  /** `step` is where the run came back; null where there was none, or it could not be brought back. */
  | { kind: 'restarted'; detail: string; step: number | null }
  /** Runs are held in memory only. */
  | { kind: 'unkept'; keeping: 'full' | 'unavailable' }
  /** A run that an earlier visit left unfinished. */
  | { kind: 'interrupted'; run: string }
);

export type NoticeBody = Notice extends infer N ? (N extends Notice ? Omit<N, 'id'> : never) : never;

export function notify(notices: readonly Notice[], notice: NoticeBody): readonly Notice[] {
  const id = (notices.at(-1)?.id ?? 0) + 1;
  return [...notices, { ...notice, id }];
}

export function without(notices: readonly Notice[], kind: Notice['kind']): readonly Notice[] {
  const left = notices.filter((notice) => notice.kind !== kind);
  return left.length === notices.length ? notices : left;
}

/** A new run says nothing of how the old one failed; what is held in memory only is so still. */
export function forNewRun(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ kind }) => kind === 'unkept');
}

/** Once for each failure, also where both a call and an event report it; a fatal one is told by what follows it. */
export function fail(notices: readonly Notice[], failure: Failure): readonly Notice[] {
  const isTold = notices.some((notice) => notice.kind === 'error' && notice.failure.message === failure.message);
  return isTold || failure.code === 'fatal' ? notices : notify(notices, { kind: 'error', failure });
}
