/** What a visitor chose about the page itself. */
import type { Language } from '../../locale/words.js';
import type { DeviceChoice } from '../../protocol.js';

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly device: DeviceChoice;
}
