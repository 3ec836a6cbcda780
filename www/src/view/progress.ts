/**
 * <kiln-progress>: how far a run is, how fast it goes and how long it will take, as a bar and a line of numbers that
 * keep their places while they grow. Reads the clock stamps of the run, never a clock.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { duration, Words } from '../locale/words.js';
import { baseStyles, define } from './look.js';
import { isActive, noRun, type RunState } from './run.js';
import { imagesPerSecond, secondsRemaining } from './throughput.js';

interface Fact {
  /** Left out where there is little room. */
  rank: 'major' | 'step' | 'elapsed' | 'speed';
  label: string;
  value: string | null;
  /** The longest it will get, so that nothing moves. */
  width: string;
}

export class KilnProgress extends LitElement {
  static override properties = {
    run: { attribute: false },
    note: { type: String },
    words: { attribute: false },
  };

  declare run: RunState;
  /** What is going on, in a word or two. */
  declare note: string;
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
      @container (max-width: 1000px) {
        .elapsed {
          display: none;
        }
      }
      @container (max-width: 860px) {
        .step {
          display: none;
        }
        dl,
        .facts {
          gap: 4px 14px;
        }
      }
      @container (max-width: 720px) {
        .speed {
          display: none;
        }
      }
      @container (max-width: 620px) {
        .facts {
          flex-wrap: wrap;
        }
        .note {
          flex-basis: 100%;
        }
        dl {
          flex: 1 1 auto;
          justify-content: space-between;
          font-size: var(--size-small);
        }
      }
      /* Beside buttons in a small frame: the bar tells how far it is. */
      @container (max-width: 300px) {
        dl > div:not(:last-child) {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.run = noRun;
    this.note = '';
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
          ${facts(run, words).map(({ rank, label, value, width }) =>
            value === null
              ? nothing
              : html`<div class=${rank}>
                  <dt>${label}</dt>
                  <dd style="min-width:${width}">${value}</dd>
                </div>`,
          )}
        </dl>
      </div>
    </div>`;
  }
}

function facts(run: RunState, words: Words): Fact[] {
  const { info, config } = run;
  if (!info || !config) return [];
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
      rank: 'major',
      label: words.t(validation && !test ? 'progress.validation' : 'progress.accuracy'),
      value: result ? words.percent(result.accuracy, 2) : '–',
      width: '7ch',
    },
  ];
}

define('kiln-progress', KilnProgress);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-progress': KilnProgress;
  }
}
