/** The benchmark, in a dialog of its own: what hinders it, and what it may ask for. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Length } from '../../benchmark/plan.js';
import type { State } from '../../state/state.js';
import type { Context } from '../context.js';
import { dialogHead } from './dialog-head.js';

export function benchmark({ state, words, session }: Context): TemplateResult | typeof nothing {
  if (!state.benchmark.isOpen) return nothing;
  return html`${dialogHead(words.t('benchmark.title'), words.t('benchmark.close'), () => session.closeBenchmark())}
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
