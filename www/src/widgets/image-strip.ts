/**
 * <kiln-image-strip>: small grayscale images in rows, each pixel a square, ink in the theme's colour. Shows what it is
 * given and knows nothing of data sets. Where images can be opened, `kiln-open` tells which; the arrow keys walk along.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { bareButtonStyles } from './button-styles.js';
import { paintStrip } from './gray.js';
import { baseStyles, define, SchemeController } from './look.js';

export class KilnImageStrip extends LitElement {
  static override properties = {
    strip: { attribute: false },
    imageWidth: { type: Number, attribute: 'image-width' },
    imageHeight: { type: Number, attribute: 'image-height' },
    label: { type: String },
    captions: { type: Boolean },
    openable: { type: Boolean },
    current: { state: true },
  };

  /** Labels may be words. */
  declare strip: { images: Uint8Array; labels: ArrayLike<number | string> } | null;
  declare imageWidth: number;
  declare imageHeight: number;
  /** What the images are, for those who cannot see them. */
  declare label: string;
  declare captions: boolean;
  /** Whether each is a button. */
  declare openable: boolean;
  /** The one that the tab key comes to. */
  declare private current: number;

  static override styles = [
    ...baseStyles,
    bareButtonStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        font-size: var(--size-small);
        line-height: 1.2;
        text-align: center;
        color: var(--muted);
      }
      button {
        display: block;
        border-radius: 3px;
      }
      button:hover {
        outline: 2px solid var(--line-strong);
      }
      canvas {
        display: block;
        width: var(--kiln-image-size, 28px);
        aspect-ratio: 1;
        border-radius: 3px;
        background: var(--paper);
        image-rendering: pixelated;
      }
    `,
  ];

  constructor() {
    super();
    this.strip = null;
    this.imageWidth = 28;
    this.imageHeight = 28;
    this.label = '';
    this.captions = false;
    this.openable = false;
    this.current = 0;
    new SchemeController(this, () => this.#paint());
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.strip) return nothing;
    const labels = Array.from(this.strip.labels);
    const canvas = (label: number | string) => html`<canvas role="img" aria-label=${String(label)}></canvas>`;
    return html`<ul role="list" aria-label=${this.label} @keydown=${this.openable ? this.#key : nothing}>
      ${labels.map(
        (label, place) => html`<li>
          ${
            this.openable
              ? html`<button
                  type="button"
                  aria-haspopup="dialog"
                  tabindex=${place === Math.min(this.current, labels.length - 1) ? 0 : -1}
                  @focus=${() => {
                    this.current = place;
                  }}
                  @click=${() => this.dispatchEvent(new CustomEvent('kiln-open', { detail: place, bubbles: true, composed: true }))}
                >
                  ${canvas(label)}
                </button>`
              : canvas(label)
          }
          ${this.captions ? html`<span aria-hidden="true">${label}</span>` : nothing}
        </li>`,
      )}
    </ul>`;
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.shadowRoot?.querySelectorAll('button')[this.current + step]?.focus();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('strip') || changed.has('imageWidth')) this.#paint();
  }

  #paint(): void {
    if (!this.shadowRoot || !this.strip) return;
    paintStrip(this.shadowRoot, this.strip.images, this.imageWidth, this.imageHeight);
  }
}

define('kiln-image-strip', KilnImageStrip);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-image-strip': KilnImageStrip;
  }
}
