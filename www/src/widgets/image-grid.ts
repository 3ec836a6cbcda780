/**
 * <kiln-image-grid>: test images to look at one by one, each on a canvas, in rows that the arrow keys walk through. Tells
 * by `kiln-look` which image is under the pointer or in focus, and by `kiln-open` which one is to be opened; what the network makes of it is for others to show.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { paintGray } from './gray.js';
import { gridStyles } from './image-grid-styles.js';
import { define, resolveColor, SchemeController } from './look.js';

export interface GridImage {
  /** Place in the test set. */
  readonly index: number;
  /** Null while they are on their way. */
  readonly pixels: Uint8Array | null;
  /** Below the image. */
  readonly caption: string;
  /** A second line there; may be empty. */
  readonly note: string;
  /** For those who cannot see it. */
  readonly label: string;
  readonly isWrong: boolean;
}

/** Null when nothing is looked at any more. */
export type LookDetail = {
  index: number;
  box: { left: number; top: number; right: number; bottom: number };
} | null;

export class KilnImageGrid extends LitElement {
  static override properties = {
    images: { attribute: false },
    imageWidth: { type: Number, attribute: 'image-width' },
    label: { type: String },
    current: { state: true },
  };

  declare images: readonly GridImage[];
  declare imageWidth: number;
  /** What the images are. */
  declare label: string;
  /** Position, among these, of the one that the tab key comes to. */
  declare private current: number;
  readonly #painted = new WeakMap<HTMLCanvasElement, Uint8Array>();

  static override styles = gridStyles;

  constructor() {
    super();
    this.images = [];
    this.imageWidth = 28;
    this.label = '';
    this.current = 0;
    new SchemeController(this, () => this.#paint(true));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('images') && this.current >= this.images.length) this.current = 0;
  }

  protected override render(): TemplateResult {
    return html`<ul role="list" aria-label=${this.label} @keydown=${this.#key}>
      ${this.images.map(
        (image, position) => html`<li>
          <button
            type="button"
            class=${image.isWrong ? 'wrong' : ''}
            tabindex=${position === this.current ? 0 : -1}
            @pointerenter=${(event: PointerEvent) => event.pointerType !== 'touch' && this.#look(event, image.index)}
            @pointerleave=${(event: PointerEvent) => event.pointerType !== 'touch' && this.#leave()}
            @focus=${(event: FocusEvent) => {
              this.current = position;
              this.#look(event, image.index);
            }}
            aria-haspopup="dialog"
            @click=${() => this.#open(image.index)}
            @blur=${this.#leave}
          >
            <span class="visually-hidden">${image.label}</span>
            <canvas aria-hidden="true"></canvas>
            <span class="caption" aria-hidden="true">${image.caption}</span>
            ${image.note ? html`<span class="note" aria-hidden="true">${image.note}</span>` : nothing}
          </button>
        </li>`,
      )}
    </ul>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('images') || changed.has('imageWidth')) this.#paint(false);
  }

  #look(event: Event, index: number): void {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { left, top, right, bottom } = event.currentTarget.getBoundingClientRect();
    this.#tell({ index, box: { left, top, right, bottom } });
  }

  #open(index: number): void {
    this.dispatchEvent(new CustomEvent('kiln-open', { detail: index, bubbles: true, composed: true }));
  }

  #leave(): void {
    this.#tell(null);
  }

  #tell(detail: LookDetail): void {
    this.dispatchEvent(new CustomEvent('kiln-look', { detail, bubbles: true, composed: true }));
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#leave();
    const buttons = [...(this.shadowRoot?.querySelectorAll('button') ?? [])];
    const columns = columnsOf(buttons);
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      Home: -this.current,
      End: buttons.length - 1 - this.current,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    buttons[this.current + move]?.focus();
  }

  /** Again only where there are other pixels, or other colours. */
  #paint(isOtherColor: boolean): void {
    const root = this.shadowRoot;
    if (!root) return;
    const ink = resolveColor(root, 'ink');
    for (const [position, canvas] of root.querySelectorAll('canvas').entries()) {
      const pixels = this.images[position]?.pixels;
      if (!pixels) {
        canvas.width = canvas.height = this.imageWidth;
        this.#painted.delete(canvas);
      } else if (isOtherColor || this.#painted.get(canvas) !== pixels) {
        paintGray(canvas, pixels, this.imageWidth, ink);
        this.#painted.set(canvas, pixels);
      }
    }
  }
}

/** How many stand in the first row. */
function columnsOf(buttons: readonly HTMLElement[]): number {
  const top = buttons[0]?.offsetTop;
  const second = buttons.findIndex((button) => button.offsetTop !== top);
  return second === -1 ? Math.max(1, buttons.length) : second;
}

define('kiln-image-grid', KilnImageGrid);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-image-grid': KilnImageGrid;
  }
  interface HTMLElementEventMap {
    'kiln-look': CustomEvent<LookDetail>;
    /** Place in the test set, or among the images of a strip. */
    'kiln-open': CustomEvent<number>;
  }
}
