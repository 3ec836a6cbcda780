/**
 * What every widget shares in looks: the tokens, the basics of its shadow root, and colours resolved for a canvas. Owns
 * no colour itself: those are in styles/tokens.css.
 */
import { css, type ReactiveController, type ReactiveControllerHost, unsafeCSS } from 'lit';
import { type CurveColor, runColors } from '../state/curves/line-look.js';
import tokens from '../styles/tokens.css?inline';
import visuallyHidden from '../styles/visually-hidden.css?inline';

const otherColors = [
  'train',
  'validation',
  'test',
  'text',
  'muted',
  'line',
  'surface',
  'accent',
  'ink',
  'paper',
] as const;

/** Colours that a canvas may ask for, by their names in tokens.css. */
export type ColorName = CurveColor | (typeof otherColors)[number];

export const baseStyles = [
  unsafeCSS(tokens),
  unsafeCSS(visuallyHidden),
  css`
    :host {
      display: block;
      color: var(--text);
      font-family: var(--font);
      font-size: var(--size-body);
      line-height: 1.45;
      font-variant-numeric: tabular-nums;
    }
    :host([hidden]) {
      display: none;
    }
    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }
    :focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 2px;
    }
    @media (prefers-reduced-motion: reduce) {
      *,
      *::before,
      *::after {
        transition: none !important;
        animation: none !important;
      }
    }
  `,
];

/** Until colours may have changed: each look at one has the browser work out the styles of the whole page anew. */
const resolved = new WeakMap<ShadowRoot, ReadonlyMap<string, string>>();

/** What the browser makes of a colour token here and now, as `rgb(...)`: a canvas knows neither var() nor light-dark(). */
export function resolveColor(root: ShadowRoot, name: ColorName): string {
  const colors = resolved.get(root) ?? resolveAll(root);
  resolved.set(root, colors);
  return colors.get(name) ?? 'currentColor';
}

function resolveAll(root: ShadowRoot): ReadonlyMap<string, string> {
  const probe = document.createElement('span');
  probe.hidden = true;
  const samples = [...otherColors, ...runColors].map((name) => {
    const sample = document.createElement('span');
    sample.style.color = `var(--${name})`;
    return [name, sample] as const;
  });
  probe.append(...samples.map(([, sample]) => sample));
  root.append(probe);
  const colors = new Map(samples.map(([name, sample]) => [name, getComputedStyle(sample).color]));
  probe.remove();
  return colors;
}

/** Tells its host when colours may have changed: the system's scheme, or attributes of the document's root. */
export class SchemeController implements ReactiveController {
  readonly #forget: () => void;
  readonly #changed: () => void;
  readonly #query = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  #observer: MutationObserver | undefined;

  constructor(host: ReactiveControllerHost & { readonly shadowRoot: ShadowRoot | null }, changed: () => void) {
    this.#forget = () => {
      if (host.shadowRoot) resolved.delete(host.shadowRoot);
    };
    this.#changed = () => {
      this.#forget();
      changed();
    };
    host.addController(this);
  }

  hostConnected(): void {
    this.#forget();
    this.#query?.addEventListener('change', this.#changed);
    this.#observer = new MutationObserver(this.#changed);
    this.#observer.observe(document.documentElement, { attributeFilter: ['class', 'style', 'data-theme'] });
  }

  hostDisconnected(): void {
    this.#query?.removeEventListener('change', this.#changed);
    this.#observer?.disconnect();
  }
}

/** Registers an element once, however many copies of this module a page loads. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
