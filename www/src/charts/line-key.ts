/** A line as a legend shows it: its colour, its pattern, and the mark of rare values. Styled by `lineKeyStyles`. */
import { css, html, svg, type TemplateResult } from 'lit';
import type { Line } from '../state/curves/curves.js';
import { patternOf } from '../state/curves/line-look.js';

export function lineKey({ color, form, dash = 0 }: Pick<Line, 'color' | 'form' | 'dash'>): TemplateResult {
  const pattern = form === 'points' ? [3, 3] : patternOf(form, dash);
  const mark = svg`<circle cx="10" cy="5" r="3" fill=${dash % 2 === 0 ? 'var(--surface)' : 'currentColor'} />`;
  return html`<svg class="key" viewBox="0 0 20 10" style="color:var(--${color})" aria-hidden="true">
    <line x1="1" y1="5" x2="19" y2="5" stroke-dasharray=${pattern.join(' ')} />
    ${form === 'points' ? mark : ''}
  </svg>`;
}

export const lineKeyStyles = css`
  .key {
    flex: none;
    width: 20px;
    height: 10px;
    stroke: currentColor;
    stroke-width: 2;
  }
`;
