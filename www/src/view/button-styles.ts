/** Buttons as all of Kiln draws them: quiet by default, `.primary` for the one thing to do. Used inside shadow roots. */
import { css } from 'lit';

export const buttonStyles = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 36px;
    padding: 0 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--line-strong);
  }
  button:disabled {
    color: var(--muted);
    opacity: 0.6;
    cursor: default;
  }
  button.primary:not(:disabled) {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button svg {
    flex: none;
    width: 16px;
    height: 16px;
  }
  @media (pointer: coarse), (max-width: 700px) {
    button {
      min-height: 44px;
    }
  }
`;
