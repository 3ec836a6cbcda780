/**
 * <kiln-progress>: how far a run is, how fast it goes and how long it will take, as a bar and a line of numbers that
 * keep their places while they grow. Reads the clock stamps of the run, never a clock.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { duration, Words } from '../locale/words.js';
import { isActive, noRun, type RunState } from '../state/run/run.js';
import { imagesPerSecond, secondsRemaining } from '../state/run/throughput.js';
import { baseStyles, define } from './look.js';

interface Fact {
  /** Left out where there is little room. */
  rank: 'major' | 'step' | 'elapsed' | 'speed' | 'result' | 'forecast';
  label: string;
  value: string | null;
  /** The longest it will get, so that nothing moves. */
  width: string;
  why?: string;
}

export class KilnProgress extends LitElement {
  static override properties = {
    run: { attribute: false },
    note: { type: String },
    forecast: { type: Number },
    words: { attribute: false },
  };

  declare run: RunState;
  /** What is going on, in a word or two. */
  declare note: string;
  /** Seconds that the run which could begin now will take, as far as is known. */
  declare forecast: number | null;
  declare words: Words;

  static override styles = [
    ...baseStyles,
    css`
      :host {
        min-width: 0;
        container-type: inline-size;
      }
      .track {
        height: 6px;
        border-radius: 3px;
        background: var(--sunken);
        overflow: hidden;
      }
      .bar {
        display: block;
        height: 100%;
        background: var(--line-strong);
        transform-origin: left;
        transition: transform 100ms linear;
      }
      .live .bar {
        background: var(--accent);
      }
      .facts {
        display: flex;
        align-items: baseline;
        gap: 4px 20px;
        margin: 6px 0 0;
        min-height: 20px;
        white-space: nowrap;
      }
      .note {
        display: flex;
        align-items: center;
        gap: 8px;
        flex: 1 1 auto;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .dot {
        display: none;
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--accent);
      }
      .live .dot {
        display: block;
        animation: breathe 1s ease-in-out infinite alternate;
      }
      dl {
        display: flex;
        gap: 4px 20px;
        margin: 0;
      }
      dl > div {
        display: flex;
        gap: 6px;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        text-align: right;
      }
      @keyframes breathe {
        to {
          opacity: 0.35;
        }
      }
      .note [role='status'] {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      /* How far, how long and how well stays; how fast, and each step, is for who has room for it. */
      @container (max-width: 1060px) {
        .speed {
          display: none;
        }
      }
      @container (max-width: 880px) {
        .step {
          display: none;
        }
        dl,
        .facts {
          gap: 4px 14px;
        }
      }
      @container (max-width: 680px) {
        .facts {
          flex-wrap: wrap;
        }
        .note {
          flex-basis: 100%;
        }
        dl {
          flex: 1 1 auto;
          flex-wrap: wrap;
          justify-content: space-between;
          font-size: var(--size-small);
        }
      }
      @container (max-width: 400px) {
        .elapsed ~ .forecast {
          display: none;
        }
        dl,
        .facts {
          gap: 0 8px;
        }
        dl > div {
          gap: 4px;
        }
      }
      /* Beside buttons in a small frame: the bar tells how far it is. */
      @container (max-width: 300px) {
        dl > div:not(.result, .forecast) {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.run = noRun;
    this.note = '';
    this.forecast = null;
    this.words = new Words('en');
  }

  protected override render(): TemplateResult {
    const { run, words } = this;
    const share = run.info ? run.step / run.info.numSteps : 0;
    const live = run.status === 'running';
    return html`<div class=${live ? 'live' : ''}>
      <div
        class="track"
        role="progressbar"
        aria-label=${words.t('command.progress')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.floor(share * 100)}
      >
        <span class="bar" style=${styleMap({ transform: `scaleX(${share.toFixed(4)})` })}></span>
      </div>
      <div class="facts">
        <span class="note"><span class="dot"></span><span role="status">${this.note}</span></span>
        <dl>
          ${facts(run, this.forecast, words).map(({ rank, label, value, width, why }) =>
            value === null
              ? nothing
              : html`<div class=${rank} title=${why ?? nothing}>
                  <dt>${label}</dt>
                  <dd style="min-width:${width}">${value}</dd>
                </div>`,
          )}
        </dl>
      </div>
    </div>`;
  }
}

/** In a unit in which it is a small number: nobody knows it to the second. */
function about(seconds: number, words: Words): string {
  if (seconds < 10) return words.plural('progress.about.seconds', Math.max(1, Math.round(seconds)));
  if (seconds < 90) return words.plural('progress.about.seconds', Math.round(seconds / 5) * 5);
  if (seconds < 90 * 60) return words.plural('progress.about.minutes', Math.round(seconds / 60));
  return words.plural('progress.about.hours', Math.round(seconds / 3_600));
}

function facts(run: RunState, forecast: number | null, words: Words): Fact[] {
  const { info, config } = run;
  const expected: Fact = {
    rank: 'forecast',
    label: words.t(info ? 'progress.forecast.next' : 'progress.forecast'),
    value: forecast === null ? null : about(forecast, words),
    width: '0',
    why: words.t('progress.forecast.why'),
  };
  if (!info || !config) return [expected];
  const rate = imagesPerSecond(run.pace);
  const read = info.numValidation > 0 ? run.validations : run.tests;
  const left = secondsRemaining(run.pace, info, run.step, read.length);
  const [test, validation] = [run.tests.at(-1), run.validations.at(-1)];
  const result = test ?? validation;
  const of = (done: number, total: number) => words.t('progress.of', { done, total });
  const chars = (text: string) => `${text.length}ch`;
  const epoch = of(config.numEpochs, config.numEpochs);
  const step = of(info.numSteps, info.numSteps);
  const speed = words.t('progress.rate', { images: 10_000 });
  return [
    { rank: 'major', label: words.t('progress.epoch'), value: of(run.epoch, config.numEpochs), width: chars(epoch) },
    { rank: 'step', label: words.t('progress.step'), value: of(run.step, info.numSteps), width: chars(step) },
    {
      rank: 'speed',
      label: words.t('progress.speed'),
      value: rate === null ? '–' : words.t('progress.rate', { images: words.steady(rate) }),
      width: chars(speed),
    },
    { rank: 'elapsed', label: words.t('progress.elapsed'), value: duration(run.seconds), width: '5ch' },
    {
      rank: 'major',
      label: words.t('progress.remaining'),
      value: isActive(run.status) ? (left === null ? '–' : duration(left)) : null,
      width: '5ch',
    },
    {
      rank: 'result',
      label: words.t(validation && !test ? 'progress.validation' : 'progress.accuracy'),
      value: result ? words.percent(result.accuracy, 2) : '–',
      width: '7ch',
    },
    // Of a run that is over, what is said stands beside what the next one will take.
    ...(isActive(run.status) ? [] : [expected]),
  ];
}

define('kiln-progress', KilnProgress);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-progress': KilnProgress;
  }
}
