import { expect, it } from 'vitest';
import { type Part, Reveal } from './reveal.js';

function frames(): { next: () => void; nextFrame: (task: () => void) => void } {
  let task: (() => void) | null = null;
  return {
    nextFrame: (asked) => {
      task = asked;
    },
    next: () => {
      const due = task;
      task = null;
      due?.();
    },
  };
}

it('shows the parts of a view a frame apart, the first at once', () => {
  const { next, nextFrame } = frames();
  const reveal = new Reveal(nextFrame);
  const parts: Part[] = [{ hidden: true }, { hidden: true }, { hidden: true }];
  const hidden = () => parts.map((part) => part.hidden);
  // Asked for again and again, as the page is drawn.
  for (let i = 0; i < 2; i++) for (const part of parts) reveal.show(part);
  expect(hidden()).toEqual([false, true, true]);
  next();
  expect(hidden()).toEqual([false, false, true]);
  next();
  expect(hidden()).toEqual([false, false, false]);
  next();
  expect(hidden()).toEqual([false, false, false]);
});

it('hides at once, also what was still to come', () => {
  const { next, nextFrame } = frames();
  const reveal = new Reveal(nextFrame);
  const first: Part = { hidden: true };
  const second: Part = { hidden: true };
  reveal.show(first);
  reveal.show(second);
  reveal.hide(first);
  reveal.hide(second);
  next();
  expect([first.hidden, second.hidden]).toEqual([true, true]);
});
