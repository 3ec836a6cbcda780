/**
 * What of a run is measured beside loss and accuracy: the learning rate of every step, the length of the gradient and
 * what each layer did where they are looked at, and the speed. A pure reduction; reads no clock.
 */
import type { TrainEvent } from '../../protocol.js';
import { type LayerTraces, layersTraced, noLayerTraces } from './layer-traces.js';
import { Series } from './series.js';

/** Values that do not come with every step. */
export interface Samples {
  readonly step: Series;
  readonly value: Series;
}

export interface Traces {
  /** One a step, as the history has it. */
  readonly learningRate: Series;
  readonly gradientNorm: Samples;
  readonly layers: LayerTraces;
  /** Images a second, about four samples a second. */
  readonly speed: Samples;
  /** What the next reading of the speed will be made of. */
  readonly counted: { readonly images: number; readonly seconds: number };
}

/** Shorter than this, a reading says more about the clock than about training. */
const READING_SECONDS = 0.25;

const noSamples: Samples = { step: Series.empty, value: Series.empty };
const nothingCounted = { images: 0, seconds: 0 };

export const noTraces: Traces = {
  learningRate: Series.empty,
  gradientNorm: noSamples,
  layers: noLayerTraces,
  speed: noSamples,
  counted: nothingCounted,
};

/** Adds what a chunk of work told, which took `seconds`; one in which nothing was learnt says nothing of the speed. */
export function traced(traces: Traces, events: readonly TrainEvent[], seconds: number): Traces {
  const steps = events.filter((event) => event.type === 'step');
  const diagnoses = events.filter((event) => event.type === 'diagnosed');
  const gradientNorm =
    diagnoses.length === 0
      ? traces.gradientNorm
      : {
          step: traces.gradientNorm.step.append(diagnoses.map(({ step }) => step)),
          value: traces.gradientNorm.value.append(diagnoses.map(({ gradientNorm }) => gradientNorm)),
        };
  const layers = layersTraced(traces.layers, diagnoses);
  const last = steps.at(-1);
  if (!last) return diagnoses.length === 0 ? traces : { ...traces, gradientNorm, layers };
  const images = steps.reduce((sum, step) => sum + step.images, traces.counted.images);
  const counted = { images, seconds: traces.counted.seconds + seconds };
  const isEnough = counted.seconds >= READING_SECONDS;
  return {
    learningRate: traces.learningRate.append(steps.map(({ learningRate }) => learningRate)),
    gradientNorm,
    layers,
    speed: isEnough ? read(traces.speed, last.step, counted.images / counted.seconds) : traces.speed,
    counted: isEnough ? nothingCounted : counted,
  };
}

function read(samples: Samples, step: number, value: number): Samples {
  return { step: samples.step.append([step]), value: samples.value.append([value]) };
}
