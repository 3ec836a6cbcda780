/** What the page may ask of the runs that are kept. Every failure is told by the store; nothing here rejects. */

import type { KeptRun } from '../../state/run/kept-run.js';
import type { Afterwards } from '../../state/slices/notices.js';

/** What the user wants to remember of a run; what is undefined is forgotten. */
export type Remarks = Pick<KeptRun, 'note' | 'tags'>;

export interface Runs {
  /** Whether its curves are on the charts of the comparison; brings them. */
  show(id: string, isShown: boolean): Promise<void>;
  /** Empty: named by its preset and number again. */
  rename(id: string, name: string): Promise<void>;
  /**
   * Makes it the run at hand, with its data and settings: paused where its weights were kept, or as it ended. What is at
   * hand before is kept first. Turns to the view where it can be trained.
   */
  open(id: string): Promise<void>;
  /** Begins a new run with its data, settings and seed. */
  repeat(id: string): Promise<void>;
  /**
   * Loads the files that a run learnt from, chosen anew, and does then what could not be done without them.
   */
  bringFiles(id: string, afterwards: Afterwards, files: readonly File[]): Promise<void>;
  /**
   * Trains its configuration with other seeds, one run after the other, until there are finished runs of so many seeds;
   * those that are there count. Goes on by itself from run to run, also after the page was loaded again and the run was
   * resumed; stopping a run ends it.
   */
  trainSeeds(id: string, count: number): Promise<void>;
  /** The run at hand goes on; no other follows. */
  stopSeeds(): Promise<void>;
  /** What the user wants to remember of it; what is undefined is forgotten. */
  annotate(id: string, remarks: Remarks): Promise<void>;
  /** Also those that are set aside. */
  remove(ids: readonly string[]): Promise<void>;
  /** Forgets weights and keeps curves, for room. */
  removeCheckpoints(ids: readonly string[]): Promise<void>;
  /** To the browser's downloads, as one file; one that is set aside as it lies there. */
  exportRun(id: string): Promise<void>;
  /** Drawings that are kept and cannot be read: to the browser's downloads, as they lie there. */
  exportDamagedDrawings(): Promise<void>;
  /** For good. */
  removeDamagedDrawings(): Promise<void>;
  /** From files that `exportRun` has written. */
  importRuns(files: readonly File[]): Promise<void>;
}
