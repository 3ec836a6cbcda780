/** Runs from files: chosen, or dropped on the view. What is in them is read elsewhere. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';

export function importButton({ words, runs }: Context): TemplateResult {
  return html`<label class="button" title=${words.t('runs.import.about')}>
    ${icon('upload')}${words.t('runs.import')}
    <input
      type="file"
      multiple
      @change=${(event: Event) => {
        const input = event.currentTarget;
        if (!(input instanceof HTMLInputElement)) return;
        if (input.files && input.files.length > 0) void runs.importRuns([...input.files]);
        input.value = '';
      }}
    />
  </label>`;
}

/** Says that files can be let go here, while they hang over the view. */
export function overDrop(event: DragEvent): void {
  const view = event.currentTarget;
  if (!(view instanceof HTMLElement) || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  // Leaving a part for another part of the view is no leaving.
  const next = event.relatedTarget;
  const isWithin = event.type === 'dragover' || (next instanceof Node && view.contains(next));
  view.classList.toggle('over', isWithin);
}

export function dropped(event: DragEvent, take: (files: readonly File[]) => void): void {
  const view = event.currentTarget;
  if (view instanceof HTMLElement) view.classList.remove('over');
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  take(files);
}
