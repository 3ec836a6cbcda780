/**
 * The words of the dataset room: sources, progress and what failed. Owns types only.
 */

/** Where a file may come from: the user, the browser's cache, a mirror, or the server of the page. */
export type SourceId = 'own' | 'cache' | 'jsdelivr' | 'github' | 'file';

/** Where one file of a data set was taken from. */
export interface FileOrigin {
  name: string;
  source: SourceId;
}

/** How far the loading of a data set is. */
export interface Progress {
  /** The file at hand and where it is being read from. */
  file: string;
  source: SourceId;
  /** Bytes of all files so far, as they travel (compressed). */
  received: number;
  /** Bytes of all files: from the server where it tells, from the published sizes where it does not. */
  total: number;
  filesDone: number;
  numFiles: number;
}

/** Why a source did not give a file. */
export type FailureReason =
  /** The source does not claim to have it; nothing was asked for. */
  | 'notHere'
  /** The browser says that there is no network. */
  | 'offline'
  | 'unreachable'
  | 'status'
  /** Nothing arrived for a while. */
  | 'timeout'
  /** Longer or shorter than the data set's file. */
  | 'size'
  /** Not readable as gzip. */
  | 'damaged'
  | 'digest'
  /** Did not answer for an earlier file. */
  | 'skipped';

/** Why one source did not give one file. */
export interface SourceFailure {
  file: string;
  source: SourceId;
  reason: FailureReason;
  detail: string;
}
