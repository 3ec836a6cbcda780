/**
 * <kiln-predictions>: images in a row, each with the class it was read as, how sure that was, and whether it is right: by a
 * mark and by words, not by colour alone. Reads nothing itself; `kiln-open` tells which one is to be opened.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import type { StripImages } from '../state/slices/data.js';
import type { ImagePrediction } from '../state/slices/test-images.js';
import { bareButtonStyles } from './button-styles.js';
import { paintStrip } from './gray.js';
import { icon } from './icon.js';
import { baseStyles, define, SchemeController } from './look.js';

export class KilnPredictions extends LitElement {
  static override properties = {
    strip: { attribute: false },
    predictions: { attribute: false },
    imageWidth: { type: Number, attribute: 'image-width' },
    imageHeight: { type: Number, attribute: 'image-height' },
    classNames: { attribute: false },
    words: { attribute: false },
  };

  declare strip: StripImages | null;
  /** One an image; null before they were read. */
  declare predictions: readonly ImagePrediction[] | null;
  declare imageWidth: number;
  declare imageHeight: number;
  declare classNames: readonly string[];
  declare words: Words;

  static override styles = [
    ...baseStyles,
    bareButtonStyles,
    css`
      :host {
        container-type: inline-size;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(36px, 1fr));
        gap: 4px 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        justify-items: center;
        min-width: 0;
        font-size: var(--size-small);
        line-height: 1.3;
      }
      canvas,
      .space {
        display: block;
        width: 36px;
        aspect-ratio: 1;
        border-radius: 3px;
        background: var(--paper);
        image-rendering: pixelated;
      }
      button {
        border-radius: 3px;
      }
      button:hover {
        outline: 2px solid var(--line-strong);
      }
      .space {
        background: var(--sunken);
      }
      .read {
        display: flex;
        align-items: center;
        gap: 2px;
        max-width: 100%;
        margin-top: 2px;
        font-size: var(--size-body);
        font-weight: 600;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .read svg {
        flex: none;
        width: 12px;
        height: 12px;
      }
      .right svg {
        color: var(--test);
      }
      .wrong .read {
        color: var(--bad);
      }
      .confidence {
        color: var(--muted);
      }
      @container (max-width: 428px) {
        ul {
          grid-template-columns: repeat(5, 1fr);
          gap: 8px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.strip = null;
    this.predictions = null;
    this.imageWidth = 28;
    this.imageHeight = 28;
    this.classNames = [];
    this.words = new Words('en');
    new SchemeController(this, () => this.#paint());
  }

  protected override render(): TemplateResult {
    const { strip } = this;
    if (!strip) {
      const places = Array.from({ length: 10 }, () => html`<li><span class="space"></span>${this.#text(null)}</li>`);
      return html`<ul aria-hidden="true">${places}</ul>`;
    }
    return html`<ul role="list">
      ${Array.from(strip.labels, (label, index) => this.#item(label, index, this.predictions?.[index] ?? null))}
    </ul>`;
  }

  #item(label: number, index: number, prediction: ImagePrediction | null): TemplateResult {
    const told = this.#tell(label, prediction);
    const look = prediction === null ? '' : prediction.read === label ? 'right' : 'wrong';
    return html`<li class=${look} title=${told}>
      <button type="button" aria-haspopup="dialog" @click=${() => this.#open(index)}>
        <canvas role="img" aria-label=${told}></canvas>
      </button>
      ${this.#text(prediction, look)}
    </li>`;
  }

  #open(place: number): void {
    this.dispatchEvent(new CustomEvent('kiln-open', { detail: place, bubbles: true, composed: true }));
  }

  #text(prediction: ImagePrediction | null, look = ''): TemplateResult {
    return html`<span class="read" aria-hidden="true">
        ${look === '' ? nothing : icon(look === 'right' ? 'right' : 'close')}
        <span class="name">${prediction ? this.#name(prediction.read) : '–'}</span>
      </span>
      <span class="confidence" aria-hidden="true">
        ${prediction ? this.words.percent(prediction.confidence) : html`&nbsp;`}
      </span>`;
  }

  #tell(label: number, prediction: ImagePrediction | null): string {
    const { words } = this;
    const name = this.#name(label);
    if (!prediction) return words.t('testImages.item.unread', { label: name });
    const confidence = words.percent(prediction.confidence);
    const read = this.#name(prediction.read);
    return words.t(prediction.read === label ? 'testImages.item.right' : 'testImages.item.wrong', {
      label: name,
      read,
      confidence,
    });
  }

  #name(label: number): string {
    return this.classNames[label] ?? String(label);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('strip') || changed.has('imageWidth')) this.#paint();
  }

  #paint(): void {
    if (!this.shadowRoot || !this.strip) return;
    paintStrip(this.shadowRoot, this.strip.images, this.imageWidth, this.imageHeight);
  }
}

define('kiln-predictions', KilnPredictions);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-predictions': KilnPredictions;
  }
}
