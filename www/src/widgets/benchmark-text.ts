/** The result of a benchmark in words: for the table, and as text to be copied. Pure, so that it can be tested. */
import type { TrainingFigures } from '../benchmark/figures.js';
import { type BackendResult, type BenchmarkState, type Obstacle, shareOf } from '../benchmark/state.js';
import { workloadNames } from '../benchmark/workloads.js';
import type { Words } from '../locale/words.js';
import { deviceName } from './device-badge.js';

/** Of this browser, for a result that is read elsewhere. */
export interface Surroundings {
  userAgent: string;
  /** As many as the browser tells. */
  cores: number;
}

/** "CPU, 2 threads", or what was looked for where nothing was found. */
export function nameOf({ backend, device }: BackendResult, words: Words): string {
  return device ? deviceName(device, words) : words.t(`benchmark.backend.${backend}`);
}

export function reasonOf(obstacle: Obstacle, words: Words): string {
  if (obstacle.kind === 'failed') return words.find(`error.${obstacle.code}`) ?? obstacle.message;
  const { cause, message } = obstacle;
  const reason = words.find(`benchmark.unavailable.${cause}`) ?? words.find(`device.fallback.${cause}`) ?? message;
  return words.t('benchmark.unavailable', { reason });
}

/** What stands in a row of the table, in its order. */
export function cellsOf(figures: TrainingFigures, ceiling: number | null, words: Words): string[] {
  const share = shareOf(ceiling, figures);
  return [
    words.number(figures.imagesPerSecond),
    words.significant(figures.stepMsMedian),
    words.number(figures.gflops, 1),
    share === null ? '' : words.percent(share),
  ];
}

/** Every figure, with what it takes to compare it with another machine's. */
export function textOf(state: BenchmarkState, words: Words, { userAgent, cores }: Surroundings): string {
  const date = state.date === null ? '' : new Date(state.date).toISOString();
  const head = [
    `${words.t('benchmark.text.title')} · ${date}`,
    userAgent,
    words.t('benchmark.text.cores', { cores }),
    ...(state.phase === 'cancelled' ? [words.t('benchmark.cancelled')] : []),
  ];
  return [head, ...state.results.map((result) => block(result, words))].map((lines) => lines.join('\n')).join('\n\n');
}

function block(result: BackendResult, words: Words): string[] {
  const { ceiling, obstacle } = result;
  const rows = workloadNames.flatMap((name) => {
    const figures = result.training[name];
    if (!figures) return [];
    const [images, ms, gflops, share] = cellsOf(figures, ceiling, words);
    const cells = [
      words.t('benchmark.text.images', { images: images ?? '' }),
      words.t('benchmark.text.step', { ms: ms ?? '', least: words.significant(figures.stepMsMin) }),
      `${gflops} GFLOP/s`,
      ...(share ? [words.t('benchmark.text.share', { share })] : []),
    ];
    return [`  ${name}, ${words.t(`benchmark.${name}`)}: ${cells.join(' · ')}`];
  });
  const variant = result.device ? ` (${result.device.variant})` : '';
  return [
    `${nameOf(result, words)}${variant}`,
    ...(ceiling === null ? [] : [`  ${ceilingText(ceiling, words)}`]),
    ...rows,
    ...(obstacle ? [`  ${reasonOf(obstacle, words)}`] : []),
  ];
}

export function ceilingText(ceiling: number, words: Words): string {
  return words.t('benchmark.ceiling', { gflops: words.number(ceiling, 1) });
}
