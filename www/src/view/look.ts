/**
 * What every widget shares in looks: the tokens, the basics of its shadow root, and colours resolved for a canvas. Owns
 * no colour itself: those are in styles/tokens.css.
 */
import { css, type ReactiveController, type ReactiveControllerHost, unsafeCSS } from 'lit';
import tokens from '../styles/tokens.css?inline';

/** Of runs beside each other, as many as `NUM_RUN_COLORS`. */
export const runColors = ['run-0', 'run-1', 'run-2', 'run-3', 'run-4', 'run-5'] as const;
export type RunColor = (typeof runColors)[number];

/** Colours of a curve: of what it shows of one run, or of its run among others. */
export type CurveColor = 'train' | 'validation' | 'test' | RunColor;

/** Colours that a canvas may ask for, by their names in tokens.css. */
export type ColorName = CurveColor | 'text' | 'muted' | 'line' | 'surface' | 'accent' | 'ink' | 'paper';

export const baseStyles = [
  unsafeCSS(tokens),
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
    /* For screen readers only. */
    .unseen {
      position: absolute;
      width: 1px;
      height: 1px;
      margin: -1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
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

/** What the browser makes of a colour token here and now, as `rgb(...)`: a canvas knows neither var() nor light-dark(). */
export function resolveColor(root: ShadowRoot, name: ColorName): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  root.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The same of several at once: each look at a style has the browser work out all styles anew. */
export function resolveColors(root: ShadowRoot, names: readonly ColorName[]): (name: ColorName) => string {
  const probes = new Map(
    names.map((name) => {
      const probe = document.createElement('span');
      probe.style.color = `var(--${name})`;
      return [name, probe];
    }),
  );
  root.append(...probes.values());
  const colors = new Map([...probes].map(([name, probe]) => [name, getComputedStyle(probe).color]));
  for (const probe of probes.values()) probe.remove();
  return (name) => colors.get(name) ?? resolveColor(root, name);
}

/** Tells its host when colours may have changed: the system's scheme, or attributes of the document's root. */
export class SchemeController implements ReactiveController {
  readonly #changed: () => void;
  readonly #query = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  #observer: MutationObserver | undefined;

  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
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
