/** How <kiln-confusion-matrix> looks: blue where it is right, red where it is wrong, the stronger the larger the share. */
import { css } from 'lit';
import { bareButtonStyles } from './button-styles.js';
import { baseStyles } from './look.js';

export const matrixStyles = [
  ...baseStyles,
  bareButtonStyles,
  css`
    :host {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
    }
    .frame {
      /* What is for screen readers only stays within it, and widens nothing. */
      position: relative;
      overflow-x: auto;
      scrollbar-width: thin;
      scrollbar-color: var(--line) transparent;
      /* Room for the ring of focus at the edges. */
      margin: -3px;
      padding: 3px;
    }
    table {
      width: 100%;
      border-collapse: separate;
      border-spacing: 2px;
      table-layout: fixed;
      font-size: var(--size-small);
    }
    th {
      max-width: 72px;
      padding: 2px 4px;
      color: var(--muted);
      font-weight: 400;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    th[scope='row'],
    .corner {
      position: sticky;
      left: 0;
      z-index: 1;
      width: 28px;
      background: var(--surface);
      text-align: right;
    }
    .axis {
      padding: 0;
      color: var(--muted);
      text-align: center;
    }
    .side {
      writing-mode: vertical-rl;
      transform: rotate(180deg);
      font-size: var(--size-small);
    }
    /* Chinese is read downwards as it stands. */
    .side:lang(zh) {
      transform: none;
    }
    th.chosen {
      color: var(--text);
      font-weight: 600;
    }
    td {
      padding: 0;
    }
    button {
      --hue: var(--bad);
      width: 100%;
      min-width: 34px;
      height: 38px;
      border-radius: 4px;
      background: color-mix(in oklab, var(--hue) var(--tint), var(--sunken));
      color: var(--text);
    }
    button.right {
      --hue: var(--train);
      font-weight: 600;
    }
    button.none {
      background: none;
      color: var(--muted);
    }
    button:hover {
      box-shadow: inset 0 0 0 1px var(--line-strong);
    }
    button.chosen {
      box-shadow: inset 0 0 0 2px var(--text);
    }
    @media (pointer: coarse), (max-width: 700px) {
      table {
        width: max-content;
        min-width: 100%;
        table-layout: auto;
      }
      /* Narrow, so that the whole of it is seen at once; the gallery's choices lead to the same images. */
      button {
        min-width: 26px;
        padding: 0 1px;
        height: 44px;
      }
      table {
        border-spacing: 1px;
      }
    }
  `,
];
