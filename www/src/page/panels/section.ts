/** A section of the setup: its title and a line of summary, and below them, when open, everything to change. */
import { html, type TemplateResult } from 'lit';
import { isShown, type LessonState } from '../../state/slices/lesson.js';
import { icon } from '../../widgets/icon.js';

/** Open where there is room for all three, or where it is alone; afterwards the user decides. */
const opensAtFirst = globalThis.matchMedia?.('(min-width: 701px)').matches ?? true;

const sections = ['data', 'network', 'training'] as const;

export function section(
  lesson: LessonState,
  id: (typeof sections)[number],
  title: string,
  summary: string,
  body: TemplateResult,
): TemplateResult {
  const isAlone = sections.filter((name) => isShown(lesson, name)).length === 1;
  return html`<details class="section" id=${id} ?open=${opensAtFirst || isAlone}>
    <summary>
      ${icon('open')}
      <h2>${title}</h2>
      <span class="section-summary">${summary}</span>
    </summary>
    <div class="section-body">${body}</div>
  </details>`;
}
