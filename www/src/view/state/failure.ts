/** What went wrong, before it is put into words. */
export interface Failure {
  readonly code: string;
  /** Technical English, for those who want to know. */
  readonly message: string;
}
