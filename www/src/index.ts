/**
 * Kiln for other people's pages: `createPlayground()` and the element `<kiln-playground>`, which importing this module
 * registers. Owns the public names; everything not exported here may change.
 */
export { createPlayground } from './client/playground.js';
export { type SeedResult, type SeedResults, type TrainSeedsOptions, trainSeeds } from './client/train-seeds.js';
export type {
  LoadedDataset,
  LoadOptions,
  Playground,
  PlaygroundEvent,
  PlaygroundOptions,
} from './client/types.js';
export type { FileOrigin, Progress, SourceFailure, SourceId } from './dataset/types.js';
export { KilnPlayground } from './element/kiln-playground.js';
export { type KilnCode, KilnError } from './kiln-error.js';
export type {
  Case,
  Change,
  CleaningReport,
  DatasetInfo,
  DeviceChoice,
  DeviceReport,
  ImageStrip,
  LayerConfig,
  Prediction,
  PredictOptions,
  Preset,
  Reason,
  Report,
  RunConfig,
  RunEvent,
  RunInfo,
  RunStatus,
  Split,
  Summary,
  Trace,
  TrainEvent,
  Variant,
} from './protocol.js';
export type { Spread } from './spread.js';
