/**
 * <kiln-draw-pad>: a square to draw on with mouse, finger, pen or keyboard, or to put a picture on. Tells what is on it
 * by `kiln-draw`; what it means is for others to find out.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { padStyles } from './draw-pad-styles.js';
import { icon } from './icon.js';
import { type Brush, brushNames, drawStrokes, extend, type Point, penWidth, RASTER_SIZE } from './ink.js';
import { type Layer, strokesOf, visible } from './layers.js';
import { define, resolveColor, SchemeController } from './look.js';
import { drawPicture, type Ground, type Picture, PictureError, type PictureProblem, readPicture } from './picture.js';
import { PictureInput } from './picture-input.js';
import { rasterize } from './rasterize.js';

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
    pastesAnywhere: { type: Boolean, attribute: 'pastes-anywhere' },
    layers: { state: true },
    brush: { state: true },
    problem: { state: true },
    isOver: { state: true },
    pen: { state: true },
  };

  declare words: Words;
  /** A picture pasted anywhere on the page is meant for this pad. */
  declare pastesAnywhere: boolean;
  declare private layers: readonly Layer[];
  declare private brush: Brush;
  /** Why the last file gave no picture. */
  declare private problem: { problem: PictureProblem; name: string } | null;
  /** Something is being dragged over it. */
  declare private isOver: boolean;
  /** Where the keyboard's pen is, and whether it is down; null until a key is pressed. */
  declare private pen: { x: number; y: number; down: boolean } | null;
  /** The pointer that draws: others are ignored until it is lifted. */
  #pointer: number | null = null;
  #isTelling = false;
  readonly #resize = new ResizeObserver(() => this.#paint());

  static override styles = padStyles;

  constructor() {
    super();
    this.words = new Words('en');
    this.pastesAnywhere = false;
    this.layers = [];
    this.brush = 'medium';
    this.problem = null;
    this.isOver = false;
    this.pen = null;
    new SchemeController(this, () => this.#paint());
    new PictureInput(this, {
      take: (file) => void this.#take(file),
      undo: () => this.undo(),
      dragged: (isOver) => {
        this.isOver = isOver;
      },
    });
  }

  /** Empties the pad. */
  clear(): void {
    if (this.layers.length > 0 || this.problem) this.#set([]);
  }

  /** Takes the last stroke back, or the picture and with it what that had covered. */
  undo(): void {
    if (this.layers.length > 0) this.#set(this.layers.slice(0, -1));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#pointer = null;
  }

  protected override render(): TemplateResult {
    const empty = this.layers.length === 0;
    return html`<div
        class=${this.isOver ? 'pad over' : 'pad'}
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
        ${this.#tool('undo', this.words.t('draw.undo'), empty, () => this.undo())}
        ${this.#tool('clear', this.words.t('draw.clear'), empty, () => this.clear())}
        <div class="brushes" role="group" aria-label=${this.words.t('pad.brush')}>
          ${brushNames.map(
            (brush) => html`<button
              type="button"
              class=${brush}
              aria-pressed=${brush === this.brush}
              aria-label=${this.words.t(`pad.brush.${brush}`)}
              title=${this.words.t(`pad.brush.${brush}`)}
              @click=${() => {
                this.brush = brush;
              }}
            >
              <span></span>
            </button>`,
          )}
        </div>
        <button
          type="button"
          class="picture"
          aria-label=${this.words.t('pad.picture')}
          title=${this.words.t('pad.picture.about')}
          @click=${() => this.shadowRoot?.querySelector('input')?.click()}
        >
          ${icon('upload')}
        </button>
        <input type="file" accept="image/*" tabindex="-1" aria-hidden="true" @change=${this.#choose} />
      </div>
      <div role="status">${this.#told()}</div>`;
  }

  #tool(name: 'undo' | 'clear', label: string, isDisabled: boolean, press: () => void): TemplateResult {
    return html`<button type="button" aria-label=${label} title=${label} ?disabled=${isDisabled} @click=${press}>
      ${icon(name)}
    </button>`;
  }

  /** What was made of the last file. */
  #told(): TemplateResult | typeof nothing {
    const { words, problem } = this;
    if (problem) {
      return html`<p class="told problem">${words.t(`pad.bad.${problem.problem}`, { name: problem.name })}</p>`;
    }
    const { picture } = visible(this.layers);
    return picture ? html`<p class="told">${words.t(`pad.ground.${picture.ground satisfies Ground}`)}</p>` : nothing;
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
    if (point) this.#set([...this.layers, [point]]);
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    const last = strokesOf(this.layers).at(-1) ?? [];
    let stroke = last;
    for (const one of events.length > 0 ? events : [event]) {
      const point = this.#point(one);
      if (point) stroke = extend(stroke, point);
    }
    if (stroke !== last) this.#set([...this.layers.slice(0, -1), stroke]);
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
      width: penWidth(pressure, this.brush),
    };
  }

  #key(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const pen = this.pen ?? { x: 0.5, y: 0.5, down: false };
    if (arrow) {
      const next = { x: limit(pen.x + arrow[0]), y: limit(pen.y + arrow[1]), down: pen.down };
      this.pen = next;
      const stroke = strokesOf(this.layers).at(-1);
      if (next.down && stroke) {
        this.#set([...this.layers.slice(0, -1), extend(stroke, { ...next, width: penWidth(null, this.brush) })]);
      }
    } else if (event.key === ' ') {
      this.pen = { ...pen, down: !pen.down };
      if (this.pen.down) this.#set([...this.layers, [{ x: pen.x, y: pen.y, width: penWidth(null, this.brush) }]]);
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

  #choose(event: Event): void {
    const input = event.currentTarget;
    if (!(input instanceof HTMLInputElement)) return;
    const [file] = input.files ?? [];
    input.value = '';
    if (file) void this.#take(file);
  }

  /** A picture covers what was there before; undoing it brings that back. */
  async #take(file: File): Promise<void> {
    try {
      const picture: Picture = await readPicture(file);
      this.pen = null;
      this.#set([...this.layers, picture]);
    } catch (thrown) {
      if (!(thrown instanceof PictureError)) throw thrown;
      this.problem = { problem: thrown.problem, name: file.name };
    }
  }

  /** Tells the news at most once a frame: a pointer moves more often than anybody needs to know. */
  #set(layers: readonly Layer[]): void {
    this.layers = layers;
    this.problem = null;
    if (this.#isTelling) return;
    this.#isTelling = true;
    requestAnimationFrame(() => {
      this.#isTelling = false;
      const pixels = this.layers.length > 0 ? rasterize(visible(this.layers)) : null;
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
    const ink = resolveColor(this.shadowRoot, 'ink');
    const { picture, strokes } = visible(this.layers);
    if (picture) drawPicture(context, picture, size, ink);
    context.strokeStyle = ink;
    drawStrokes(context, strokes, size);
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
