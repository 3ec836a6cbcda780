/**
 * A hand on the page: the mouse, a finger or a pen that goes down, moves along points and is lifted. Fingers and pens are
 * the browser's own input, so that scrolling, gestures and pointer events come as they would from a screen.
 */
import type { CDPSession, Locator, Page } from '@playwright/test';

/** Within a square from 0 to 1. */
export type Point = readonly [x: number, y: number];

/** How many events from one point to the next. */
const STEPS = 6;
/** How long a finger stays where it has come to before it is lifted. */
const REST_MS = 120;

export class Hand {
  readonly page: Page;
  /** Whether it is a finger. */
  readonly touches: boolean;
  #session: Promise<CDPSession> | null = null;

  constructor(page: Page, touches: boolean) {
    this.page = page;
    this.touches = touches;
  }

  /** Down at the first of the points within an element, and up at the last. */
  async along(element: Locator, points: readonly Point[]): Promise<void> {
    const path = between(await pointsWithin(element, points));
    await (this.touches ? this.#touch([path]) : this.#move(path));
  }

  /** The same with a pen, which presses as hard as it is told to, from 0 to 1. */
  async pen(element: Locator, points: readonly Point[], force: number): Promise<void> {
    const session = await this.#devtools();
    const path = between(await pointsWithin(element, points));
    const tell = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', [x, y]: Point) => {
      const down = type === 'mouseReleased' ? 0 : 1;
      await session.send('Input.dispatchMouseEvent', {
        type,
        x,
        y,
        button: 'left',
        buttons: down,
        clickCount: 1,
        pointerType: 'pen',
        force: down * force,
      });
    };
    await tell('mousePressed', first(path));
    for (const point of path.slice(1)) await tell('mouseMoved', point);
    await tell('mouseReleased', last(path));
  }

  /** Two fingers at once, each along its points. */
  async pinch(element: Locator, one: readonly Point[], other: readonly Point[]): Promise<void> {
    await this.#touch([between(await pointsWithin(element, one)), between(await pointsWithin(element, other))]);
  }

  /**
   * Something is taken by its middle and put down so far down another one, from 0 to 1, by way of a short pull that starts
   * the dragging. As a hand does, it waits for what makes way, and has not stopped moving by then.
   */
  async drag(taken: Locator, target: Locator, share: number): Promise<void> {
    // Both are looked for before either is measured: to bring one into sight moves the other.
    await isSettled(taken, [0.5, 0.5]);
    await isSettled(target, [0.5, share]);
    const [from, to] = [await placeOf(taken, 0.5), await placeOf(target, share)];
    const pull: Point = [from[0], from[1] + Math.sign(to[1] - from[1]) * 10];
    const path = between([from, pull, to, to]);
    const waver = Array.from({ length: 4 }, (_, index): Point => [to[0] + ((index + 1) % 2), to[1]]);
    await (this.touches ? this.#touch([path], waver) : this.#move(path, waver));
  }

  async #move(path: readonly Point[], waver: readonly Point[] = []): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(...first(path));
    await mouse.down();
    for (const point of path.slice(1)) await mouse.move(...point);
    for (const point of waver) {
      await this.page.waitForTimeout(REST_MS);
      await mouse.move(...point);
    }
    if (waver.length > 0) await this.page.waitForTimeout(REST_MS);
    await mouse.up();
  }

  async #touch(paths: readonly (readonly Point[])[], waver: readonly Point[] = []): Promise<void> {
    const session = await this.#devtools();
    const length = Math.max(...paths.map((path) => path.length));
    for (let i = 0; i < length; i++) {
      const touchPoints = paths.map((path, id) => {
        const [x, y] = path[i] ?? last(path);
        return { x, y, id };
      });
      await session.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints });
    }
    for (const [x, y] of waver) {
      await this.page.waitForTimeout(REST_MS);
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y, id: 0 }] });
    }
    // Lifted while it moves, a finger throws the page, and the next tap would only catch it.
    await this.page.waitForTimeout(REST_MS);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  #devtools(): Promise<CDPSession> {
    this.#session ??= this.page.context().newCDPSession(this.page);
    return this.#session;
  }
}

/** In pixels of the window, of what is settled: the middle of an element's width, so far down its height, from 0 to 1. */
async function placeOf(element: Locator, share: number): Promise<Point> {
  const box = await boxOf(element);
  return [box.x + box.width / 2, box.y + share * box.height];
}

/**
 * Waits for what a hand waits for: the element is seen, stands still, and nothing lies over the place that is touched.
 * Playwright's own checks before a click, without the click.
 */
async function isSettled(element: Locator, [x, y]: Point): Promise<void> {
  await element.waitFor({ state: 'visible' });
  const { width, height } = await boxOf(element);
  await element.click({ trial: true, position: { x: x * width, y: y * height } });
}

async function pointsWithin(element: Locator, points: readonly Point[]): Promise<Point[]> {
  await isSettled(element, first(points));
  const box = await boxOf(element);
  return points.map(([x, y]): Point => [box.x + x * box.width, box.y + y * box.height]);
}

async function boxOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error(`expected ${element} to be seen, found it hidden`);
  return box;
}

/** As many points more as a hand makes events on its way. */
function between(points: readonly Point[]): Point[] {
  return points.flatMap((point, index): Point[] => {
    const before = points[index - 1];
    if (!before) return [point];
    return Array.from({ length: STEPS }, (_, step): Point => {
      const share = (step + 1) / STEPS;
      return [before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])];
    });
  });
}

function first(path: readonly Point[]): [number, number] {
  const [point] = path;
  if (!point) throw new Error('expected a way along points, found none');
  return [point[0], point[1]];
}

function last(path: readonly Point[]): Point {
  return path.at(-1) ?? first(path);
}
