/** Above the settings: what was done to them last, taken back or done again. */
import { html, type TemplateResult } from 'lit';
import type { PlainKey } from '../../locale/words.js';
import { type IconName, icon } from '../../widgets/icon.js';
import { keyName } from '../../widgets/key-name.js';
import type { Context } from '../context.js';

export function setupHistory({ state, words, dispatch }: Context): TemplateResult {
  const { past, future, told } = state.setup.history;
  const button = (type: 'undone' | 'redone', label: PlainKey, name: IconName, keys: string, isEnabled: boolean) => {
    const title = `${words.t(label)} (${keyName(keys)})`;
    return html`<button
      type="button"
      class="quiet icon-only"
      aria-label=${words.t(label)}
      title=${title}
      aria-disabled=${!isEnabled}
      @click=${() => isEnabled && dispatch({ type })}
    >
      ${icon(name)}
    </button>`;
  };
  return html`<div class="setup-history">
    <span class="hint">${words.t('setup.title')}</span>
    <span class="visually-hidden" role="status">${told ? words.t(`setup.${told}`) : ''}</span>
    ${button('undone', 'setup.undo', 'undo', 'ctrl+z', past.length > 0)}
    ${button('redone', 'setup.redo', 'redo', 'ctrl+shift+z', future.length > 0)}
  </div>`;
}
