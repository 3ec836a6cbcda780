/**
 * Two fingers on a chart: spread, they show less of the run, and together more of it, the steps under them staying there.
 * A finger alone is left to the browser, which scrolls.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StepRange } from '../state/curves/scale.js';

/** Where the two fingers are, as shares of the chart's width, in any order. */
export type Fingers = readonly [number, number];

/** Nearer to each other than this, fingers say nothing about a width. */
const MIN_SPREAD = 0.02;
/** Fewer steps than this are not worth a chart. */
const MIN_SPAN = 4;

/** What is to be shown once the fingers have gone from `before` to `now`; null for everything. */
export function pinched(shown: StepRange, whole: StepRange, before: Fingers, now: Fingers): StepRange | null {
  const [low, high] = sorted(before);
  const [left, right] = sorted(now);
  const span = Math.max(
    MIN_SPAN,
    ((shown.to - shown.from) * Math.max(MIN_SPREAD, high - low)) / Math.max(MIN_SPREAD, right - left),
  );
  if (span >= whole.to - whole.from) return null;
  // The step that was midway between the fingers is so still.
  const middle = shown.from + ((low + high) / 2) * (shown.to - shown.from);
  const from = middle - ((left + right) / 2) * span;
  const start = Math.min(Math.max(whole.from, from), whole.to - span);
  return { from: start, to: start + span };
}

interface Pinching {
  /** What the fingers lie on; null where there is nothing to look into. */
  readonly area: () => DOMRect | null;
  readonly shown: () => StepRange;
  readonly whole: () => StepRange;
  readonly ask: (range: StepRange | null) => void;
}

export class Pinch implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #chart: Pinching;
  #start: { fingers: Fingers; shown: StepRange; area: DOMRect } | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, chart: Pinching) {
    this.#host = host;
    this.#chart = chart;
    host.addController(this);
  }

  hostConnected(): void {
    // Not passive: the page must not be made larger by the same two fingers.
    this.#host.addEventListener('touchstart', this.#begin, { passive: false });
    this.#host.addEventListener('touchmove', this.#move, { passive: false });
    this.#host.addEventListener('touchend', this.#end);
    this.#host.addEventListener('touchcancel', this.#end);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('touchstart', this.#begin);
    this.#host.removeEventListener('touchmove', this.#move);
    this.#host.removeEventListener('touchend', this.#end);
    this.#host.removeEventListener('touchcancel', this.#end);
    this.#start = null;
  }

  readonly #begin = (event: TouchEvent) => {
    const area = event.touches.length === 2 ? this.#chart.area() : null;
    const fingers = area && fingersOn(area, event.touches);
    this.#start = area && fingers && { fingers, shown: this.#chart.shown(), area };
    if (this.#start && event.cancelable) event.preventDefault();
  };

  readonly #move = (event: TouchEvent) => {
    const { fingers, shown, area } = this.#start ?? {};
    const now = area && fingersOn(area, event.touches);
    if (!fingers || !shown || !now) return;
    if (event.cancelable) event.preventDefault();
    this.#chart.ask(pinched(shown, this.#chart.whole(), fingers, now));
  };

  readonly #end = () => {
    this.#start = null;
  };
}

function fingersOn({ left, width }: DOMRect, touches: TouchList): Fingers | null {
  const [one, other] = touches;
  if (touches.length !== 2 || !one || !other || width === 0) return null;
  return [(one.clientX - left) / width, (other.clientX - left) / width];
}

function sorted([one, other]: Fingers): Fingers {
  return one < other ? [one, other] : [other, one];
}
