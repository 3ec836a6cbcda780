/** How <kiln-chart> looks around its canvas; what is on the canvas is drawn by plot.ts. */
import { css, unsafeCSS } from 'lit';
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';
import { bareButtonStyles } from '../widgets/button-styles.js';
import { baseStyles } from '../widgets/look.js';
import { lineKeyStyles } from './line-key.js';

export const chartStyles = [
  ...baseStyles,
  bareButtonStyles,
  lineKeyStyles,
  unsafeCSS(uplotStyles),
  css`
    :host {
      display: flex;
      flex-direction: column;
      container-type: inline-size;
      min-width: 0;
      min-height: 200px;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 16px;
      min-height: 24px;
    }
    h3 {
      margin: 0;
      font-size: var(--size-body);
      font-weight: 600;
    }
    .about {
      color: var(--muted);
      font-size: var(--size-small);
      flex: 1 1 auto;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 16px;
      margin: 0;
      padding: 0;
      list-style: none;
      font-size: var(--size-small);
    }
    li {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      max-width: 100%;
      color: var(--muted);
    }
    .value {
      flex: none;
      min-width: 5ch;
      white-space: nowrap;
      color: var(--text);
      text-align: right;
    }
    li.faded {
      opacity: 0.45;
    }
    .name {
      flex: 0 1 auto;
      min-width: 4ch;
      max-width: min(26ch, 44cqi);
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .notes p,
    .outside {
      display: flex;
      gap: 6px;
      margin: 0;
      font-size: var(--size-small);
      line-height: 1.35;
      color: var(--muted);
    }
    .notes p {
      color: var(--text);
    }
    .notes .bad {
      color: var(--bad);
    }
    .notes svg {
      flex: none;
      width: 14px;
      height: 14px;
      margin-top: 1px;
    }
    .body {
      display: flex;
      flex: 1 1 0;
      gap: 0 8px;
    }
    /* Many lines: their names beside them, in as many rows as there is height for. */
    .list {
      flex: none;
      flex-direction: column;
      flex-wrap: nowrap;
      width: 220px;
      overflow: auto;
      contain: size;
      scrollbar-width: thin;
      scrollbar-color: var(--line) transparent;
    }
    .list li {
      display: block;
      flex: none;
    }
    .list button {
      display: flex;
      align-items: center;
      gap: 6px;
      width: 100%;
      min-height: 24px;
      padding: 0 4px;
      border-radius: 4px;
    }
    .list button:focus-visible {
      outline-offset: -2px;
    }
    .list button[aria-pressed="true"] {
      background: var(--sunken);
      color: var(--text);
    }
    .list .name {
      flex: 1 1 0;
      max-width: none;
      text-align: left;
    }
    .plot {
      position: relative;
      flex: 1 1 0;
      /* Whatever else is shown: flatter, a curve tells nothing. */
      min-height: var(--kiln-plot-height, 160px);
    }
    .canvas {
      position: absolute;
      inset: 0;
      overflow: hidden;
    }
    .u-cursor-x {
      border-right: 1px solid var(--line-strong) !important;
    }
    /* Over the canvas for the eye that follows the focus, and under the mouse, which is the canvas'. */
    .keys {
      position: absolute;
      inset: 0;
      border-radius: 4px;
      pointer-events: none;
    }
    .u-at {
      position: absolute;
      top: 0;
      padding: 0 6px;
      color: var(--text);
      font-size: var(--size-small);
      white-space: nowrap;
      pointer-events: none;
      text-shadow:
        0 0 3px var(--surface),
        0 0 3px var(--surface),
        0 0 3px var(--surface);
    }
    .u-at[hidden] {
      display: none;
    }
    .u-select {
      background: color-mix(in srgb, var(--focus) 16%, transparent);
    }
    .empty {
      position: absolute;
      inset: 8px 24px 42px 52px;
      display: grid;
      place-content: center;
      justify-items: center;
      margin: 0;
      padding: 0 16px;
      color: var(--muted);
      text-align: center;
      pointer-events: none;
      overflow: auto;
    }
    .empty ::slotted(*) {
      pointer-events: auto;
    }
    .empty span {
      padding: 4px 12px;
      border-radius: var(--radius);
      background: var(--surface);
    }
    @media (pointer: coarse) {
      .list button {
        min-height: 44px;
      }
    }
    /* Below them, to be swept through, where there is no room beside them. */
    @container (max-width: 520px) {
      .body {
        flex-direction: column;
      }
      .list {
        flex-direction: row;
        width: auto;
        height: 44px;
        scrollbar-width: none;
      }
    }
    @container (max-width: 560px) {
      /* On a line of its own, below title and legend. */
      .about {
        order: 1;
        flex: 1 0 100%;
      }
      header {
        justify-content: space-between;
        gap: 0 8px;
      }
      ul {
        gap: 0 8px;
      }
      li {
        gap: 4px;
      }
      .key {
        width: 16px;
        height: 8px;
      }
    }
  `,
];
