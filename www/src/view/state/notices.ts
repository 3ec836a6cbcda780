/** What is told once, until it is dismissed. */
import type { Failure } from './failure.js';

export type Notice = { readonly id: number } & (
  | { kind: 'error'; failure: Failure }
  | { kind: 'restarted'; detail: string }
);

type NoticeBody = Notice extends infer N ? (N extends Notice ? Omit<N, 'id'> : never) : never;

export function notify(notices: readonly Notice[], notice: NoticeBody): readonly Notice[] {
  const id = (notices.at(-1)?.id ?? 0) + 1;
  return [...notices, { ...notice, id }];
}

/** Once for each failure, also where both a call and an event report it; a fatal one is told by what follows it. */
export function fail(notices: readonly Notice[], failure: Failure): readonly Notice[] {
  const isTold = notices.some((notice) => notice.kind === 'error' && notice.failure.message === failure.message);
  return isTold || failure.code === 'fatal' ? notices : notify(notices, { kind: 'error', failure });
}
