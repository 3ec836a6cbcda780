/** The head of a dialog: its title, and a button that closes it. */
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { icon } from '../../widgets/icon.js';

export function dialogHead(title: string, label: string, close: () => void): TemplateResult {
  return html`<header>
    <h2>${title}</h2>
    <button type="button" class="quiet icon-only" aria-label=${label} title=${label} ${ref(takeFocus)} @click=${close}>
      ${icon('close')}
    </button>
  </header>`;
}

/** As a dialog does itself with what is there when it opens: what is loaded when it is asked for comes a moment later. */
function takeFocus(close: Element | undefined): void {
  queueMicrotask(() => {
    if (close instanceof HTMLElement && close.closest('dialog') === document.activeElement) close.focus();
  });
}
