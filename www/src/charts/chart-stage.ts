/**
 * Where <kiln-chart> draws: makes the plot when its box has a size, again when what it was made for changes, and draws no
 * more often than can be seen. Owns the plot; what is drawn is its host's.
 */

import type { Peak } from '../state/curves/scale.js';
import { Plot, type PlotData, type PlotOptions } from './plot.js';
import { Redraw } from './redraw.js';

export interface StageHost {
  readonly box: () => HTMLElement | null;
  readonly options: () => Omit<PlotOptions, 'width' | 'height'>;
  readonly data: () => PlotData;
  /** It has been drawn; `outside` is the highest value beyond its axis. */
  readonly drawn: (outside: Peak | null) => void;
}

export class Stage {
  readonly #host: StageHost;
  #plot: Plot | null = null;
  /** What the plot was built for. */
  #built = '';
  readonly #redraw = new Redraw(() => this.draw());
  readonly #resize = new ResizeObserver(() => this.#fit());

  constructor(host: StageHost) {
    this.#host = host;
  }

  /** `needed` is all that a plot is built for. */
  update(needed: string): void {
    const box = this.#host.box();
    if (box) this.#resize.observe(box);
    if (this.#built !== needed) this.#discard();
    this.#built = needed;
    this.#redraw.ask();
  }

  /** Puts the crosshair at a step; null takes it away. */
  point(step: number | null): void {
    this.#plot?.point(step);
  }

  /** At once; false where there is no room yet. */
  draw(): boolean {
    const { box: find, options, data, drawn } = this.#host;
    const box = find();
    if (!box?.isConnected || box.clientWidth === 0 || box.clientHeight === 0) return false;
    const given = data();
    this.#plot ??= new Plot(box, given.lines, { ...options(), width: box.clientWidth, height: box.clientHeight });
    this.#plot.draw(given);
    drawn(this.#plot.outside);
    return true;
  }

  rebuild(): void {
    this.#discard();
    this.#redraw.ask();
  }

  end(): void {
    this.#resize.disconnect();
    this.#discard();
  }

  #fit(): void {
    const box = this.#host.box();
    if (!box || box.clientWidth === 0) return;
    this.#plot?.resize(box.clientWidth, box.clientHeight);
    this.#redraw.ask();
  }

  #discard(): void {
    this.#redraw.forget();
    this.#plot?.destroy();
    this.#plot = null;
  }
}
