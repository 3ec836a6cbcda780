/** Keeps every run: to be written. */
import type { Runs } from './runs.js';
import type { Session } from './session.js';
import type { Store } from './store.js';

export class Keeper implements Runs {
  constructor(
    readonly store: Store,
    readonly session: Session,
  ) {}

  async show(id: string, isShown: boolean): Promise<void> {
    this.store.dispatch({ type: 'runShown', id, isShown });
  }
  async rename(): Promise<void> {}
  async open(): Promise<void> {}
  async repeat(): Promise<void> {}
  async remove(ids: readonly string[]): Promise<void> {
    this.store.dispatch({ type: 'runsRemoved', ids });
  }
  async removeCheckpoints(): Promise<void> {}
  async exportRun(): Promise<void> {}
  async importRuns(): Promise<void> {}
}
