/**
 * <kiln-draw-pad>: a square to draw on with mouse, finger, pen or keyboard. Tells what is on it by `kiln-draw`; what it
 * means is for others to find out.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { buttonStyles } from './button-styles.js';
import { icon } from './icon.js';
import { drawStrokes, extend, type Point, penWidth, RASTER_SIZE, rasterize, type Stroke } from './ink.js';
import { baseStyles, define, resolveColor, SchemeController } from './look.js';

/** Null pixels: the pad is empty. Otherwise `width * height` of grayscale, 0 = background, 255 = ink. */
export interface DrawDetail {
  pixels: Uint8Array | null;
  width: number;
  height: number;
}

/** How far an arrow key moves the pen: one pixel of what the network sees. */
const KEY_STEP = 1 / 28;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

export class KilnDrawPad extends LitElement {
  static override properties = {
    words: { attribute: false },
    strokes: { state: true },
    pen: { state: true },
  };

  declare words: Words;
  declare private strokes: readonly Stroke[];
  /** Where the keyboard's pen is, and whether it is down; null until a key is pressed. */
  declare private pen: { x: number; y: number; down: boolean } | null;
  /** The pointer that draws: others are ignored until it is lifted. */
  #pointer: number | null = null;
  #told = false;
  readonly #resize = new ResizeObserver(() => this.#paint());

  static override styles = [
    ...baseStyles,
    buttonStyles,
    css`
      .pad {
        position: relative;
        aspect-ratio: 1;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        overflow: hidden;
        touch-action: none;
        cursor: crosshair;
        user-select: none;
        -webkit-user-select: none;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .invite {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        margin: 0;
        color: var(--muted);
        pointer-events: none;
      }
      .pen {
        position: absolute;
        width: 14px;
        height: 14px;
        margin: -7px;
        border: 2px solid var(--focus);
        border-radius: 50%;
        pointer-events: none;
      }
      .pad:not(:focus) .pen {
        display: none;
      }
      .pen.down {
        background: var(--focus);
      }
      .tools {
        display: flex;
        gap: 8px;
        margin-top: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.words = new Words('en');
    this.strokes = [];
    this.pen = null;
    new SchemeController(this, () => this.#paint());
  }

  /** Empties the pad. */
  clear(): void {
    if (this.strokes.length > 0) this.#set([]);
  }

  /** Takes the last stroke back. */
  undo(): void {
    if (this.strokes.length > 0) this.#set(this.strokes.slice(0, -1));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#pointer = null;
  }

  protected override render(): TemplateResult {
    const empty = this.strokes.length === 0;
    return html`<div
        class="pad"
        role="application"
        tabindex="0"
        aria-label=${this.words.t('draw.pad')}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @keydown=${this.#key}
      >
        <canvas></canvas>
        ${empty ? html`<p class="invite">${this.words.t('draw.invite')}</p>` : nothing}
        ${
          this.pen
            ? html`<span
                class=${this.pen.down ? 'pen down' : 'pen'}
                style="left:${this.pen.x * 100}%;top:${this.pen.y * 100}%"
              ></span>`
            : nothing
        }
      </div>
      <div class="tools">
        <button type="button" ?disabled=${empty} @click=${this.undo}>
          ${icon('undo')}${this.words.t('draw.undo')}
        </button>
        <button type="button" ?disabled=${empty} @click=${this.clear}>
          ${icon('clear')}${this.words.t('draw.clear')}
        </button>
      </div>`;
  }

  protected override updated(): void {
    this.#paint();
  }

  protected override firstUpdated(): void {
    const pad = this.#pad();
    if (pad) this.#resize.observe(pad);
  }

  #pad(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.pad') ?? null;
  }

  #down(event: PointerEvent): void {
    if (this.#pointer !== null || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.#pad()?.setPointerCapture(event.pointerId);
    this.pen = null;
    const point = this.#point(event);
    if (point) this.#set([...this.strokes, [point]]);
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    let stroke = this.strokes.at(-1) ?? [];
    for (const one of events.length > 0 ? events : [event]) {
      const point = this.#point(one);
      if (point) stroke = extend(stroke, point);
    }
    if (stroke !== this.strokes.at(-1)) this.#set([...this.strokes.slice(0, -1), stroke]);
  }

  #up(event: PointerEvent): void {
    if (event.pointerId === this.#pointer) this.#pointer = null;
  }

  #point(event: PointerEvent): Point | null {
    const box = this.#pad()?.getBoundingClientRect();
    if (!box || box.width === 0) return null;
    const pressure = event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : null;
    return {
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
      width: penWidth(pressure),
    };
  }

  #key(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const pen = this.pen ?? { x: 0.5, y: 0.5, down: false };
    if (arrow) {
      const next = { x: limit(pen.x + arrow[0]), y: limit(pen.y + arrow[1]), down: pen.down };
      this.pen = next;
      const stroke = this.strokes.at(-1);
      if (next.down && stroke) {
        this.#set([...this.strokes.slice(0, -1), extend(stroke, { ...next, width: penWidth(null) })]);
      }
    } else if (event.key === ' ') {
      this.pen = { ...pen, down: !pen.down };
      if (this.pen.down) this.#set([...this.strokes, [{ x: pen.x, y: pen.y, width: penWidth(null) }]]);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.pen = { ...pen, down: false };
      this.clear();
    } else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      this.pen = { ...pen, down: false };
      this.undo();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Tells the news at most once a frame: a pointer moves more often than anybody needs to know. */
  #set(strokes: readonly Stroke[]): void {
    this.strokes = strokes;
    if (this.#told) return;
    this.#told = true;
    requestAnimationFrame(() => {
      this.#told = false;
      const pixels = this.strokes.length > 0 ? rasterize(this.strokes) : null;
      const detail: DrawDetail = { pixels, width: RASTER_SIZE, height: RASTER_SIZE };
      this.dispatchEvent(new CustomEvent('kiln-draw', { detail, bubbles: true, composed: true }));
    });
  }

  #paint(): void {
    const canvas = this.shadowRoot?.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !this.shadowRoot) return;
    const size = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== size) {
      canvas.width = size;
      canvas.height = size;
    }
    context.clearRect(0, 0, size, size);
    context.strokeStyle = resolveColor(this.shadowRoot, 'ink');
    drawStrokes(context, this.strokes, size);
  }
}

function limit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

define('kiln-draw-pad', KilnDrawPad);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-draw-pad': KilnDrawPad;
  }
  interface HTMLElementEventMap {
    'kiln-draw': CustomEvent<DrawDetail>;
  }
}
