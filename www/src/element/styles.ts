/** How <kiln-playground> lays its widgets out, by its own width and not the page's. */
import { css } from 'lit';
import { buttonStyles } from '../widgets/button-styles.js';
import { baseStyles } from '../widgets/look.js';

export const styles = [
  ...baseStyles,
  buttonStyles,
  css`
    :host {
      container-type: inline-size;
      max-width: 960px;
    }
    .playground {
      display: grid;
      gap: 16px;
      padding: 16px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }
    .curves {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .drawing {
      display: grid;
      grid-template-columns: minmax(0, 220px) minmax(160px, 1fr);
      gap: 16px;
      align-items: start;
    }
    .command {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    kiln-progress {
      flex: 1 1 300px;
    }
    .failure {
      margin: 0;
      padding: 8px 12px;
      border-radius: var(--radius);
      background: var(--bad-soft);
      color: var(--bad);
    }
    @container (max-width: 480px) {
      .drawing {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    @container (min-width: 760px) {
      .playground {
        grid-template-columns: minmax(0, 1fr) 320px;
        grid-template-areas: 'device device' 'curves drawing' 'failure failure' 'command command';
      }
      kiln-device-badge {
        grid-area: device;
      }
      .curves {
        grid-area: curves;
      }
      .drawing {
        grid-area: drawing;
        grid-template-columns: minmax(0, 1fr);
      }
      .failure {
        grid-area: failure;
      }
      .command {
        grid-area: command;
      }
    }
  `,
];
