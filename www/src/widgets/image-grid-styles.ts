/** How <kiln-image-grid> looks. */
import { css } from 'lit';
import { bareButtonStyles } from './button-styles.js';
import { baseStyles } from './look.js';

export const gridStyles = [
  ...baseStyles,
  bareButtonStyles,
  css`
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(var(--kiln-tile, 46px), 1fr));
      gap: 4px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    button {
      position: relative;
      display: grid;
      justify-items: center;
      gap: 1px;
      width: 100%;
      padding: 4px 2px 2px;
      border-radius: 6px;
      color: var(--muted);
      font-size: var(--size-small);
      line-height: 1.3;
    }
    button:hover {
      background: var(--sunken);
    }
    canvas {
      width: 36px;
      height: 36px;
      border-radius: 3px;
      object-fit: contain;
      background: var(--paper);
      image-rendering: pixelated;
    }
    .caption {
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .wrong .caption {
      color: var(--bad);
      font-weight: 600;
    }
    @media (pointer: coarse), (max-width: 700px) {
      button {
        min-height: 60px;
      }
    }
  `,
];
