/**
 * What a plot shows over its lines: marks of what happened on the way, where a line leaves the axis, and the words beside
 * the crosshair. Draws on the canvas of a uPlot that it is given; knows no runs.
 */
import type uPlot from 'uplot';

/** Something that happened at a place of the horizontal axis. */
export interface Mark {
  readonly x: number;
  /** Short: it stands on the chart where there is room. */
  readonly label: string;
}

/** A line that leaves the axis at its upper end. */
interface Cut {
  readonly color: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

interface Shown {
  readonly marks: readonly Mark[];
  readonly cut: readonly Cut[];
  /** Where the vertical axis ends. */
  readonly top: number;
}

interface Look {
  readonly scale: number;
  readonly fontSize: number;
  readonly fontFamily: string;
  readonly color: string;
  readonly surface: string;
}

/** Pixels between two marks at the upper end. */
const CUT_GAP = 11;
const CUT_SIZE = 4;
const PADDING = 4;

export class Overlay {
  readonly #look: Look;
  #shown: Shown = { marks: [], cut: [], top: 1 };
  #words: HTMLElement | null = null;

  constructor(look: Look) {
    this.#look = look;
  }

  show(shown: Shown): void {
    this.#shown = shown;
  }

  draw(plot: uPlot): void {
    const { ctx } = plot;
    ctx.save();
    this.#drawMarks(plot);
    this.#drawCuts(plot);
    ctx.restore();
  }

  /** Words beside the crosshair, on the side where there is more room; null takes them away. */
  point(plot: uPlot, at: { readonly left: number; readonly words: string } | null): void {
    this.#words ??= plot.over.appendChild(Object.assign(document.createElement('span'), { className: 'u-at' }));
    this.#words.hidden = at === null;
    if (!at) return;
    const isRight = at.left > plot.over.clientWidth / 2;
    this.#words.textContent = at.words;
    this.#words.style.left = `${at.left}px`;
    this.#words.style.translate = isRight ? '-100%' : '0';
  }

  #drawMarks(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const { marks } = this.#shown;
    const unit = this.#unit;
    ctx.strokeStyle = this.#look.color;
    ctx.fillStyle = this.#look.color;
    ctx.lineWidth = unit;
    ctx.font = `${this.#look.fontSize * unit}px ${this.#look.fontFamily}`;
    ctx.textBaseline = 'bottom';
    const right = bbox.left + bbox.width;
    const bottom = bbox.top + bbox.height;
    const places = marks
      .map(({ x, label }) => ({ at: Math.round(plot.valToPos(x, 'x', true)), label }))
      .filter(({ at }) => at >= bbox.left && at <= right);
    for (const [index, { at, label }] of places.entries()) {
      ctx.setLineDash([4 * unit, 3 * unit]);
      ctx.beginPath();
      ctx.moveTo(at, bbox.top);
      ctx.lineTo(at, bottom);
      ctx.stroke();
      ctx.setLineDash([]);
      // Where lines have come down, or have not yet gone up: beside the lower end.
      const next = places[index + 1]?.at ?? right;
      const width = ctx.measureText(label).width + 2 * PADDING * unit;
      const before = index === 0 ? bbox.left : (places[index - 1]?.at ?? bbox.left);
      if (width <= next - at) {
        ctx.textAlign = 'left';
        this.#write(ctx, label, at + PADDING * unit, bottom - 2 * unit);
      } else if (index === places.length - 1 && width <= at - before) {
        ctx.textAlign = 'right';
        this.#write(ctx, label, at - PADDING * unit, bottom - 2 * unit);
      }
    }
  }

  /** Readable upon a line, too. */
  #write(context: CanvasRenderingContext2D, label: string, x: number, y: number): void {
    context.save();
    context.strokeStyle = this.#look.surface;
    context.lineWidth = 4 * this.#unit;
    context.lineJoin = 'round';
    context.strokeText(label, x, y);
    context.restore();
    context.fillText(label, x, y);
  }

  /** A triangle that points to where the line has gone; a row of them as long as it is away. */
  #drawCuts(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const unit = this.#unit;
    const { cut, top } = this.#shown;
    const right = bbox.left + bbox.width;
    for (const { color, x, y } of cut) {
      ctx.fillStyle = color;
      let last = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < x.length; i++) {
        if (!((y[i] ?? 0) > top)) continue;
        const at = plot.valToPos(x[i] ?? 0, 'x', true);
        if (at < bbox.left || at > right || at - last < CUT_GAP * unit) continue;
        last = at;
        ctx.beginPath();
        ctx.moveTo(at, bbox.top);
        ctx.lineTo(at - CUT_SIZE * unit, bbox.top + 1.6 * CUT_SIZE * unit);
        ctx.lineTo(at + CUT_SIZE * unit, bbox.top + 1.6 * CUT_SIZE * unit);
        ctx.fill();
      }
    }
  }

  /** A pixel of the page on the canvas. */
  get #unit(): number {
    return this.#look.scale * (devicePixelRatio || 1);
  }
}
