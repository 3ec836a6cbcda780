/** What went wrong, before it is put into words. */
import type { ErrorValues, KilnCode } from '../../kiln-error.js';

export interface Failure {
  readonly code: KilnCode;
  /** Technical English, for those who want to know. */
  readonly message: string;
  /** What the message was made of, to be said in another language. */
  readonly values?: ErrorValues;
}
