/**
 * <kiln-image-strip>: small grayscale images in rows, each pixel a square, ink in the theme's colour. Shows what it is
 * given and knows nothing of data sets.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { paintStrip } from './gray.js';
import { baseStyles, define, SchemeController } from './look.js';

/** `images` is `labels.length * height * width` bytes; without labels, one image and no caption. */
export interface StripImages {
  images: Uint8Array;
  labels: ArrayLike<number>;
}

export class KilnImageStrip extends LitElement {
  static override properties = {
    strip: { attribute: false },
    imageWidth: { type: Number, attribute: 'image-width' },
    imageHeight: { type: Number, attribute: 'image-height' },
    label: { type: String },
    captions: { type: Boolean },
  };

  /** Labels may be words. */
  declare strip: { images: Uint8Array; labels: ArrayLike<number | string> } | null;
  declare imageWidth: number;
  declare imageHeight: number;
  /** What the images are, for those who cannot see them. */
  declare label: string;
  declare captions: boolean;

  static override styles = [
    ...baseStyles,
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
    new SchemeController(this, () => this.#paint());
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.strip) return nothing;
    const labels = Array.from(this.strip.labels);
    return html`<ul role="list" aria-label=${this.label}>
      ${labels.map(
        (label) => html`<li>
          <canvas role="img" aria-label=${String(label)}></canvas>
          ${this.captions ? html`<span aria-hidden="true">${label}</span>` : nothing}
        </li>`,
      )}
    </ul>`;
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
