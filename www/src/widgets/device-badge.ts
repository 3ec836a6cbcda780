/** <kiln-device-badge>: which device runs and why, always in words. A fallback is never silent; it decides nothing. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import type { DeviceReport } from '../protocol.js';
import type { DeviceState } from '../state/state.js';
import { baseStyles, define } from './look.js';

export class KilnDeviceBadge extends LitElement {
  static override properties = {
    state: { type: String, reflect: true },
    device: { attribute: false },
    words: { attribute: false },
  };

  declare state: DeviceState;
  declare device: DeviceReport | null;
  declare words: Words;

  static override styles = [
    ...baseStyles,
    css`
      :host {
        min-width: 0;
      }
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        min-width: 0;
      }
      .dot {
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--train);
      }
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      :host([state='starting']) .dot {
        background: var(--line-strong);
        animation: breathe 1.2s ease-in-out infinite alternate;
      }
      :host([state='failed']) .dot {
        background: var(--bad);
      }
      @keyframes breathe {
        to {
          opacity: 0.3;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.state = 'starting';
    this.device = null;
    this.words = new Words('en');
  }

  protected override render(): TemplateResult {
    const text = describe(this.state, this.device, this.words);
    return html`<p role="status"><span class="dot"></span><span class="text" title=${text}>${text}</span></p>`;
  }
}

/** "WebGPU · google swiftshader", or "CPU, 2 threads: no WebGPU adapter". */
export function describe(state: DeviceState, device: DeviceReport | null, words: Words): string {
  if (state === 'failed') return words.t('device.failed');
  if (state === 'starting' || !device) return words.t('device.starting');
  const name = deviceName(device, words);
  if (!device.fallback) return name;
  return words.t('device.because', { device: name, reason: words.t(`device.fallback.${device.fallback.cause}`) });
}

/** "CPU, 2 threads" */
export function deviceName(device: DeviceReport, words: Words): string {
  switch (device.backend) {
    case 'webgpu':
      return device.adapter ? words.t('device.webgpu', { adapter: device.adapter }) : words.t('device.webgpu.unnamed');
    case 'cpu':
      return words.plural('device.cpu', device.threads, 'threads');
    default:
      return device.backend satisfies never;
  }
}

define('kiln-device-badge', KilnDeviceBadge);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-device-badge': KilnDeviceBadge;
  }
}
