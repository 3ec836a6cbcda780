/** The benchmark, in a dialog of its own: what hinders it, and what it may ask for. Its element is loaded when opened. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Length } from '../../benchmark/plan.js';
import { icon } from '../../view/icon.js';
import type { State } from '../../view/state.js';
import type { Context } from '../context.js';

export function benchmark({ state, words, session }: Context): TemplateResult | typeof nothing {
  if (!state.benchmark.isOpen) return nothing;
  return html`<header>
      <h2>${words.t('benchmark.title')}</h2>
      <button
        type="button"
        class="quiet icon-only"
        aria-label=${words.t('benchmark.close')}
        title=${words.t('benchmark.close')}
        @click=${() => session.closeBenchmark()}
      >
        ${icon('close')}
      </button>
    </header>
    <kiln-benchmark
      .state=${state.benchmark.state}
      .hindrance=${hindranceOf(state)}
      .words=${words}
      @kiln-benchmark-start=${(event: CustomEvent<Length>) => void session.benchmark(event.detail)}
      @kiln-benchmark-cancel=${() => session.cancelBenchmark()}
      @kiln-benchmark-pause=${() => void session.pause()}
    ></kiln-benchmark>`;
}

/** Two that compute at once would each be measured too slow. */
export function hindranceOf({ run, isStarting, data, device }: State): 'training' | 'loading' | null {
  if (run.status === 'running' || isStarting) return 'training';
  return device.phase === 'starting' || data.loading ? 'loading' : null;
}
