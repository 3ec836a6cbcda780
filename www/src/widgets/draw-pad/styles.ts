/** How <kiln-draw-pad> looks. */
import { css } from 'lit';
import { buttonStyles } from '../button-styles.js';
import { baseStyles } from '../look.js';

export const padStyles = [
  ...baseStyles,
  buttonStyles,
  css`
    :host {
      container-type: inline-size;
    }
    .pad {
      position: relative;
      aspect-ratio: 1;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--paper);
      overflow: hidden;
      touch-action: none;
      cursor: crosshair;
      user-select: none;
      -webkit-user-select: none;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    .invite {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      margin: 0;
      padding: 0 12px;
      color: var(--muted);
      text-align: center;
      pointer-events: none;
    }
    .pen {
      position: absolute;
      width: 14px;
      height: 14px;
      margin: -7px;
      border: 2px solid var(--focus);
      border-radius: 50%;
      pointer-events: none;
    }
    .pad:not(:focus) .pen {
      display: none;
    }
    .pen.down {
      background: var(--focus);
    }
    .pad.over {
      border-color: var(--accent);
      background: var(--accent-soft);
    }
    .tools {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-top: 8px;
    }
    .tools > button {
      width: 36px;
      padding: 0;
    }
    .tools > .picture {
      margin-left: auto;
    }
    .brushes {
      display: flex;
      padding: 2px;
      border-radius: var(--radius);
      background: var(--sunken);
    }
    .brushes button {
      width: 34px;
      min-height: 32px;
      padding: 0;
      border-color: transparent;
      border-radius: calc(var(--radius) - 2px);
      background: none;
      color: var(--muted);
    }
    .brushes button[aria-pressed='true'] {
      background: var(--raised);
      color: var(--text);
    }
    @container (max-width: 240px) {
      .tools {
        gap: 4px;
      }
      .brushes button {
        width: 30px;
      }
    }
    @container (max-width: 225px) {
      .tools > button {
        width: 32px;
      }
      .brushes button {
        width: 26px;
      }
    }
    .brushes span {
      border-radius: 50%;
      background: currentColor;
    }
    .thin span {
      width: 5px;
      height: 5px;
    }
    .medium span {
      width: 9px;
      height: 9px;
    }
    .thick span {
      width: 14px;
      height: 14px;
    }
    .told {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 12px;
      color: var(--muted);
      font-size: var(--size-small);
    }
    .told p,
    .swap {
      margin: 4px 0 0;
    }
    .swap {
      min-height: 32px;
      padding: 0 8px;
      font-size: var(--size-small);
    }
    .swap[aria-pressed='true'] {
      border-color: transparent;
      background: var(--sunken);
    }
    .told .problem {
      padding: 8px 12px;
      border-radius: var(--radius);
      background: var(--bad-soft);
      color: var(--text);
    }
    input[type='file'] {
      display: none;
    }
    @media (pointer: coarse), (max-width: 700px) {
      .tools > button,
      .brushes button {
        width: 44px;
        min-height: 44px;
      }
      .swap {
        min-height: 44px;
      }
    }
  `,
];
