/**
 * <kiln-draw-pad>: a square to draw on with mouse, finger, pen or keyboard, or to put a picture on. Tells what is on it
 * by `kiln-draw`; what it means is for others to find out.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../../locale/words.js';
import { icon } from '../icon.js';
import { keyName } from '../key-name.js';
import { define, resolveColor, SchemeController } from '../look.js';
import { type Brush, brushNames, drawStrokes, extend, type Point, RASTER_SIZE, type Stroke } from './ink.js';
import { type Layer, visible } from './layers.js';
import { Pen } from './pen.js';
import { drawPicture, type Picture, PictureError, type PictureProblem, readPicture, swapped } from './picture.js';
import { PictureInput } from './picture-input.js';
import { rasterize } from './rasterize.js';
import { padStyles } from './styles.js';

/** Null pixels: the pad is empty. Otherwise `width * height` of grayscale, 0 = background, 255 = ink. */
export interface DrawDetail {
  pixels: Uint8Array | null;
  width: number;
  height: number;
}

export class KilnDrawPad extends LitElement {
  static override properties = {
    words: { attribute: false },
    pastesAnywhere: { type: Boolean, attribute: 'pastes-anywhere' },
    layers: { state: true },
    brush: { state: true },
    problem: { state: true },
    isOver: { state: true },
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
  #isTelling = false;
  /** The last picture had to be swapped, and so may the next. */
  #isSwapping = false;
  readonly #pen: Pen;
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
    new SchemeController(this, () => this.#paint());
    this.#pen = new Pen(this, {
      pad: () => this.#pad(),
      brush: () => this.brush,
      begin: (point) => this.#set([...this.layers, [point]]),
      extend: (points) => this.#extend(points),
      clear: () => this.clear(),
      undo: () => this.undo(),
    });
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
  }

  protected override render(): TemplateResult {
    const empty = this.layers.length === 0;
    const pen = this.#pen.keyPen;
    const { picture } = visible(this.layers);
    return html`<div
        class=${this.isOver ? 'pad over' : 'pad'}
        role="application"
        tabindex="0"
        aria-label=${this.words.t('draw.pad')}
        @pointerdown=${this.#pen.down}
        @pointermove=${this.#pen.move}
        @pointerup=${this.#pen.up}
        @pointercancel=${this.#pen.up}
        @keydown=${this.#pen.key}
      >
        <canvas></canvas>
        ${empty ? html`<p class="invite">${this.words.t('draw.invite')}</p>` : nothing}
        ${
          pen
            ? html`<span
                class=${pen.down ? 'pen down' : 'pen'}
                style="left:${pen.x * 100}%;top:${pen.y * 100}%"
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
          title=${this.words.t('pad.picture.about', { key: keyName('ctrl+v') })}
          @click=${() => this.shadowRoot?.querySelector('input')?.click()}
        >
          ${icon('upload')}
        </button>
        <input type="file" accept="image/*" tabindex="-1" aria-hidden="true" @change=${this.#choose} />
      </div>
      <div class="told">
        <div role="status">${this.#told()}</div>
        ${picture && !this.problem ? this.#swap(picture) : nothing}
      </div>`;
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
      return html`<p class="problem">${words.t(`pad.bad.${problem.problem}`, { name: problem.name })}</p>`;
    }
    const { picture } = visible(this.layers);
    if (!picture) return nothing;
    return html`<p>${words.t(`pad.${picture.isSwapped ? 'swapped' : 'ground'}.${picture.ground}`)}</p>`;
  }

  #swap(picture: Picture): TemplateResult {
    return html`<button
      type="button"
      class="swap"
      aria-pressed=${picture.isSwapped}
      @click=${() => {
        this.#isSwapping = !picture.isSwapped;
        this.#set(this.layers.map((layer) => (layer === picture ? swapped(picture) : layer)));
      }}
    >
      ${icon('swap')}${this.words.t('pad.swap')}
    </button>`;
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

  /** The last stroke goes on; one that was taken away meanwhile begins again. */
  #extend(points: readonly Point[]): void {
    const last: Stroke = visible(this.layers).strokes.at(-1) ?? [];
    const stroke = points.reduce(extend, last);
    const before = last.length > 0 ? this.layers.slice(0, -1) : this.layers;
    if (stroke !== last) this.#set([...before, stroke]);
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
      const found = await readPicture(file);
      const picture = this.#isSwapping ? swapped(found) : found;
      this.#pen.hide();
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

define('kiln-draw-pad', KilnDrawPad);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-draw-pad': KilnDrawPad;
  }
  interface HTMLElementEventMap {
    'kiln-draw': CustomEvent<DrawDetail>;
  }
}
