/**
 * Layers dragged about with a pointer, by SortableJS, which is loaded for whoever opens the list. It moves elements
 * by itself; they are put back before anyone is told, so that the page goes on to draw what the state says.
 */
import type Sortable from 'sortablejs';

/** A layer was dropped: in front of the one at `index` of the list, itself not counted. */
export interface Drop {
  readonly key: number;
  /** The block whose list it is; null for the network's. */
  readonly block: number | null;
  readonly index: number;
}

const lists = new WeakMap<HTMLElement, Promise<Sortable>>();

/** Makes a list sortable once. Its items are `li[data-key]`, its name is in `data-block`. */
export async function makeSortable(list: HTMLElement, onDrop: (drop: Drop) => void): Promise<void> {
  const made = lists.get(list) ?? create(list, onDrop);
  lists.set(list, made);
  await made;
}

async function create(list: HTMLElement, onDrop: (drop: Drop) => void): Promise<Sortable> {
  const { default: Sortable } = await import('sortablejs');
  let origin: { parent: Node | null; next: Node | null } = { parent: null, next: null };
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return new Sortable(list, {
    group: 'layers',
    handle: '.grip',
    draggable: 'li',
    animation: isStill ? 0 : 120,
    // The browser's own dragging knows no touch.
    forceFallback: true,
    // The column is a world of its own for what is fixed in it.
    fallbackOnBody: true,
    fallbackTolerance: 3,
    invertSwap: true,
    ghostClass: 'dragged',
    onStart: ({ item }) => {
      origin = { parent: item.parentNode, next: item.nextSibling };
    },
    onEnd: ({ item, to, from, newDraggableIndex, oldDraggableIndex }) => {
      origin.parent?.insertBefore(item, origin.next);
      if (newDraggableIndex === undefined || (to === from && newDraggableIndex === oldDraggableIndex)) return;
      const block = to.dataset['block'];
      onDrop({ key: Number(item.dataset['key']), block: block ? Number(block) : null, index: newDraggableIndex });
    },
  });
}
