/** What a run that was kept looks like from outside. Checks everything that the page would stumble over. */
import {
  type Guard,
  isAmount,
  isCount,
  isNumber,
  isText,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  refine,
} from '../guards.js';
import type { RunInfo } from '../protocol.js';
import { isConfig } from '../state/run/config-shape.js';
import { type KeptData, type KeptRun, NUM_RUN_COLORS, numAdded } from '../state/run/kept-run.js';
import type { TestResult } from '../state/run/run.js';
import { isKnownConfig } from '../state/setup/known-config.js';
import type { AddedDrawing } from '../state/slices/data.js';

type LayerSummary = RunInfo['summary']['layers'][number];

/** The loss of a network that has run away is not finite. */
export const isTestResult: Guard<TestResult> = object<TestResult>({
  step: isCount,
  epoch: isCount,
  loss: isNumber,
  accuracy: isNumber,
  correct: isCount,
  images: isCount,
});

/** Of a layer, and of those within it. */
const isLayerSummary: Guard<LayerSummary> = (value): value is LayerSummary =>
  object<LayerSummary>({
    output: (output): output is number[] => listOf(isCount)(output),
    numParams: isCount,
    multiplyAdds: isCount,
    layers: (layers): layers is LayerSummary[] => listOf(isLayerSummary)(layers),
  })(value);

const isInfo: Guard<RunInfo> = refine(
  object<RunInfo>({
    summary: object<RunInfo['summary']>({
      layers: (value): value is LayerSummary[] => listOf(isLayerSummary)(value),
      numParams: isCount,
      multiplyAdds: isCount,
      imageBytes: isCount,
    }),
    stepsPerEpoch: isCount,
    numSteps: isCount,
    numTrain: isCount,
    numValidation: isCount,
    numTest: isCount,
  }),
  ({ stepsPerEpoch, numSteps }) => stepsPerEpoch > 0 && numSteps > 0,
);

const isAddedDrawing: Guard<AddedDrawing> = object<AddedDrawing>({ label: isCount, repeats: isCount, pixels: isText });

const isData: Guard<KeptData> = refine(
  object<KeptData>({
    choice: oneOf('synthetic', 'mnist', 'files'),
    numTrain: isCount,
    numTest: isCount,
    height: isCount,
    width: isCount,
    classNames: listOf(isText),
    seed: optional(isCount),
    fingerprint: optional(isCount),
    drawings: optional(listOf(isAddedDrawing)),
  }),
  // What is made again must not take all memory first.
  ({ drawings, numTrain }) => numAdded(drawings ?? []) <= numTrain,
);

export const isKeptRun: Guard<KeptRun> = refine(
  object<KeptRun>({
    id: isText,
    name: orNull(isText),
    number: isCount,
    preset: orNull(isText),
    color: refine(isCount, (color) => color < NUM_RUN_COLORS),
    beganAt: isAmount,
    savedAt: isAmount,
    status: oneOf('paused', 'finished', 'stopped', 'failed'),
    config: refine(isConfig, isKnownConfig),
    info: isInfo,
    data: isData,
    step: isCount,
    epoch: isCount,
    seconds: isAmount,
    lastTest: orNull(isTestResult),
    bestTest: orNull(isTestResult),
    outcome: orNull(
      object<NonNullable<KeptRun['outcome']>>({
        reason: oneOf('epochs', 'steps', 'ended', 'accuracy', 'convergence'),
        restored: isCount,
      }),
    ),
    failure: orNull(object<NonNullable<KeptRun['failure']>>({ code: isText, message: isText })),
    checkpoint: orNull(object<NonNullable<KeptRun['checkpoint']>>({ step: isCount, bytes: isCount })),
    finalTest: optional(orNull(isTestResult)),
    note: optional(isText),
    tags: optional(listOf(isText)),
    seeds: optional(listOf(isCount)),
  }),
  ({ id, checkpoint, step }) => id.length > 0 && (checkpoint === null || checkpoint.step <= step),
);
