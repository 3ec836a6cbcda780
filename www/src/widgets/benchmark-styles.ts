/** How the benchmark looks; colours come from the tokens. */
import { css, unsafeCSS } from 'lit';
import progressBar from '../styles/progress-bar.css?inline';
import { buttonStyles } from './button-styles.js';
import { baseStyles } from './look.js';

export const benchmarkStyles = [
  ...baseStyles,
  buttonStyles,
  unsafeCSS(progressBar),
  css`
    p,
    h3 {
      margin: 0;
    }
    .hint,
    .note,
    .ceiling,
    .absent,
    details {
      color: var(--muted);
      font-size: var(--size-small);
    }
    .controls {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      margin-top: 16px;
    }
    .length {
      flex: 0 1 auto;
      min-width: 0;
    }
    select {
      width: 100%;
      min-height: 36px;
      padding: 0 8px;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--text);
      font: inherit;
    }
    .course {
      flex: 1 1 200px;
      min-width: 0;
    }
    .course p {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 16px;
    }
    .left {
      color: var(--muted);
    }
    progress {
      margin-top: 4px;
    }
    .status {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      min-height: 36px;
      margin-top: 4px;
      color: var(--muted);
      font-size: var(--size-small);
    }
    .result {
      margin-top: 8px;
      padding-top: 12px;
      border-top: 1px solid var(--line);
    }
    .result + .result {
      margin-top: 16px;
    }
    h3 {
      font-size: var(--size-body);
      font-weight: 600;
    }
    table {
      width: 100%;
      margin-top: 8px;
      border-collapse: collapse;
      font-size: var(--size-small);
    }
    th,
    td {
      padding: 4px 0 4px 12px;
      font-weight: 400;
      text-align: left;
      vertical-align: bottom;
    }
    th:first-child {
      padding-left: 0;
    }
    thead th {
      border-bottom: 1px solid var(--line);
      color: var(--muted);
    }
    .number {
      text-align: right;
    }
    td.number,
    .nowrap {
      white-space: nowrap;
    }
    .failure {
      margin-top: 8px;
      padding: 8px 12px;
      border-radius: var(--radius);
      background: var(--bad-soft);
    }
    summary {
      cursor: pointer;
    }
    .note {
      margin-top: 16px;
      padding-top: 12px;
      border-top: 1px solid var(--line);
    }
    pre {
      margin: 8px 0 0;
      padding: 12px;
      border-radius: var(--radius);
      background: var(--sunken);
      font-size: var(--size-small);
      overflow: auto;
      user-select: all;
      white-space: pre-wrap;
    }
    @media (max-width: 420px) {
      th:not(:first-child),
      td {
        padding-left: 4px;
      }
    }
    @media (pointer: coarse), (max-width: 700px) {
      select {
        min-height: 44px;
      }
    }
  `,
];
