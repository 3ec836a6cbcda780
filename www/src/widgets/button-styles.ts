/** How buttons look inside shadow roots: as those of the page do, or as nothing but what they hold. */
import { css, unsafeCSS } from 'lit';
import buttons from '../styles/buttons.css?inline';

export const buttonStyles = unsafeCSS(buttons);

/** Of buttons that are an image, a number or a line of a list: no frame, no ground, the type around them. */
export const bareButtonStyles = css`
  button {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
`;
