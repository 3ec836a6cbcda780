/**
 * A panel whose code is loaded when its view is first opened, since few visitors open every view. Until it is there the
 * view is empty for a moment; where it cannot be had, a notice says so.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Context } from '../context.js';

export type Panel = (context: Context) => TemplateResult | typeof nothing;

export function later(load: () => Promise<Panel>): Panel {
  let panel: Panel | null = null;
  let coming: Promise<void> | null = null;
  return (context) => {
    // In the same place as what is drawn first, which so stays, with the focus in it, when it is drawn again.
    const show = (drawn: unknown) => html`${drawn}`;
    if (panel) return show(panel(context));
    coming ??= load().then(
      (loaded) => {
        panel = loaded;
      },
      (thrown: unknown) =>
        context.dispatch({ type: 'failed', failure: { code: 'viewMissing', message: String(thrown) } }),
    );
    return show(
      until(
        coming.then(() => panel?.(context) ?? nothing),
        nothing,
      ),
    );
  };
}
