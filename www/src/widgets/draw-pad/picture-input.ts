/**
 * How a picture comes to the pad beside being chosen: dropped on it, or pasted; and Ctrl+Z for a pad that the pointer is
 * on. Owns listeners only; what is pasted into a field of text is nobody else's.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface PictureInputParts {
  take: (file: File) => void;
  undo: () => void;
  /** Something that may be a picture is held over the pad. */
  dragged: (isOver: boolean) => void;
}

type Host = ReactiveControllerHost & HTMLElement & { readonly pastesAnywhere: boolean };

export class PictureInput implements ReactiveController {
  readonly #host: Host;
  readonly #parts: PictureInputParts;
  #stop = new AbortController();

  constructor(host: Host, parts: PictureInputParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#host.addEventListener('dragover', (event) => this.#over(event), { signal });
    this.#host.addEventListener('dragleave', () => this.#parts.dragged(false), { signal });
    this.#host.addEventListener('drop', (event) => this.#drop(event), { signal });
    document.addEventListener('paste', (event) => this.#paste(event), { signal });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
  }

  hostDisconnected(): void {
    this.#stop.abort();
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#parts.dragged(true);
  }

  #drop(event: DragEvent): void {
    const [file] = event.dataTransfer?.files ?? [];
    this.#parts.dragged(false);
    if (!file) return;
    event.preventDefault();
    this.#parts.take(file);
  }

  #paste(event: ClipboardEvent): void {
    const [file] = event.clipboardData?.files ?? [];
    if (!file || isTyping(event) || !this.#host.checkVisibility()) return;
    if (!this.#host.pastesAnywhere && !this.#isMeant()) return;
    event.preventDefault();
    this.#parts.take(file);
  }

  #key(event: KeyboardEvent): void {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    // With the focus within, the pad hears of it itself.
    if (!isUndo || event.defaultPrevented || isTyping(event) || !this.#host.matches(':hover')) return;
    event.preventDefault();
    this.#parts.undo();
  }

  /** The pointer or the keyboard is on it. */
  #isMeant(): boolean {
    return this.#host.matches(':hover') || this.#host.matches(':focus-within');
  }
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return target.type !== 'file';
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
