/** <kiln-probabilities>: one bar for each class, and its share in percent. Draws what it is given, sums nothing. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { Words } from '../locale/words.js';
import { baseStyles, define } from './look.js';

export class KilnProbabilities extends LitElement {
  static override properties = {
    probabilities: { attribute: false },
    numClasses: { type: Number, attribute: 'num-classes' },
    tentative: { type: Boolean, reflect: true },
    words: { attribute: false },
  };

  /** Shares from 0 to 1; null while nothing has been read. */
  declare probabilities: readonly number[] | null;
  /** Rows to show while there are no probabilities. */
  declare numClasses: number;
  /** The network is untrained: nothing deserves to be highlighted. */
  declare tentative: boolean;
  declare words: Words;

  static override styles = [
    ...baseStyles,
    css`
      ol {
        display: grid;
        gap: var(--kiln-row-gap, 3px);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1em 1fr 4.2em;
        align-items: center;
        gap: 8px;
        height: var(--kiln-row-height, 19px);
      }
      .class {
        color: var(--muted);
        text-align: right;
      }
      .track {
        height: 12px;
        border-radius: 2px;
        background: var(--sunken);
        overflow: hidden;
      }
      .bar {
        height: 100%;
        border-radius: 2px;
        background: var(--line-strong);
        transform-origin: left;
        transition: transform 120ms ease-out;
      }
      .share {
        text-align: right;
        color: var(--muted);
      }
      .top {
        font-weight: 600;
      }
      .top .class,
      .top .share {
        color: var(--text);
      }
      .top .bar {
        background: var(--accent);
      }
      :host([tentative]) .top .bar {
        background: var(--line-strong);
      }
    `,
  ];

  constructor() {
    super();
    this.probabilities = null;
    this.numClasses = 10;
    this.tentative = false;
    this.words = new Words('en');
  }

  protected override render(): TemplateResult {
    const shares: readonly (number | null)[] = this.probabilities ?? Array(this.numClasses).fill(null);
    const highest = this.probabilities ? Math.max(...this.probabilities) : null;
    return html`<ol aria-label=${this.words.t('draw.probabilities')}>
      ${shares.map(
        (share, index) => html`<li class=${share !== null && share === highest ? 'top' : ''}>
          <span class="class">${index}</span>
          <span class="track"><span class="bar" style=${styleMap(bar(share ?? 0))}></span></span>
          <span class="share">${share === null ? '–' : this.words.percent(share, 1)}</span>
        </li>`,
      )}
    </ol>`;
  }
}

function bar(share: number): Record<string, string> {
  return { display: 'block', transform: `scaleX(${share.toFixed(4)})` };
}

define('kiln-probabilities', KilnProbabilities);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-probabilities': KilnProbabilities;
  }
}
