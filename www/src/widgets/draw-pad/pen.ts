/**
 * What draws on the pad: a pointer, whether mouse, finger or pen, and the keyboard's pen, which arrows move and space
 * puts down. Owns where they are; strokes and what becomes of them are the pad's.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Brush, type Point, penWidth } from './ink.js';

export interface PenParts {
  /** Whose box the strokes are measured in. */
  pad: () => HTMLElement | null;
  brush: () => Brush;
  /** A stroke begins. */
  begin: (point: Point) => void;
  /** The last one goes on. */
  extend: (points: readonly Point[]) => void;
  clear: () => void;
  undo: () => void;
}

/** The keyboard's, in units of the pad. */
export interface KeyPen {
  readonly x: number;
  readonly y: number;
  readonly down: boolean;
}

/** How far an arrow key moves it: one pixel of what the network sees. */
const KEY_STEP = 1 / 28;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

export class Pen implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: PenParts;
  /** The pointer that draws: others are ignored until it is lifted. */
  #pointer: number | null = null;
  #keyPen: KeyPen | null = null;

  constructor(host: ReactiveControllerHost, parts: PenParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** Null until a key is pressed, and when something else is put on the pad. */
  get keyPen(): KeyPen | null {
    return this.#keyPen;
  }

  hide(): void {
    this.#move(null);
  }

  hostDisconnected(): void {
    this.#pointer = null;
  }

  readonly down = (event: PointerEvent): void => {
    if (this.#pointer !== null || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.#parts.pad()?.setPointerCapture(event.pointerId);
    this.hide();
    const point = this.#point(event);
    if (point) this.#parts.begin(point);
  };

  readonly move = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    const points = (events.length > 0 ? events : [event]).map((one) => this.#point(one));
    this.#parts.extend(points.filter((point) => point !== null));
  };

  readonly up = (event: PointerEvent): void => {
    if (event.pointerId === this.#pointer) this.#pointer = null;
  };

  readonly key = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    const pen = this.#keyPen ?? { x: 0.5, y: 0.5, down: false };
    if (arrow) {
      const next = { x: limit(pen.x + arrow[0]), y: limit(pen.y + arrow[1]), down: pen.down };
      this.#move(next);
      if (next.down) this.#parts.extend([this.#mark(next)]);
    } else if (event.key === ' ') {
      this.#move({ ...pen, down: !pen.down });
      if (!pen.down) this.#parts.begin(this.#mark(pen));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.#move({ ...pen, down: false });
      this.#parts.clear();
    } else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      this.#move({ ...pen, down: false });
      this.#parts.undo();
    } else {
      return;
    }
    event.preventDefault();
  };

  #move(keyPen: KeyPen | null): void {
    this.#keyPen = keyPen;
    this.#host.requestUpdate();
  }

  #mark({ x, y }: KeyPen): Point {
    return { x, y, width: penWidth(null, this.#parts.brush()) };
  }

  #point(event: PointerEvent): Point | null {
    const box = this.#parts.pad()?.getBoundingClientRect();
    if (!box || box.width === 0) return null;
    const pressure = event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : null;
    return {
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
      width: penWidth(pressure, this.#parts.brush()),
    };
  }
}

function limit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
