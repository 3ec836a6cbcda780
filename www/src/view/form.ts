/**
 * The training settings as text being typed, and what they mean. Owns parsing and ranges that a person should hear of
 * before pressing Train; defaults come from the presets, and the core has the last word.
 */
import type { Preset, RunConfig } from '../protocol.js';

type OptimizerType = RunConfig['optimizer']['type'];

/** As typed. */
export interface Draft {
  readonly optimizer: OptimizerType;
  readonly learningRate: string;
  readonly batchSize: string;
  readonly numEpochs: string;
  readonly seed: string;
}

export type FieldName = keyof Draft;
type NumberField = Exclude<FieldName, 'optimizer'>;

/** What is wrong with a field: the key of a message under `training.bad`, and its blanks. */
export type Problem = { kind: 'positive' } | { kind: 'whole'; min: number; max: number };

type Rule = { kind: 'choice'; options: readonly OptimizerType[] } | Problem;

/** In the order in which they are shown. Ranges are those of the core's `RunConfig::validate`. */
export const fields = {
  optimizer: { kind: 'choice', options: ['adam', 'adamw', 'sgd', 'rmsprop', 'adagrad', 'muon'] },
  learningRate: { kind: 'positive' },
  batchSize: { kind: 'whole', min: 1, max: 4_096 },
  numEpochs: { kind: 'whole', min: 1, max: 10_000 },
  seed: { kind: 'whole', min: 0, max: 2 ** 32 - 1 },
} as const satisfies Record<FieldName, Rule>;

export const fieldNames: readonly FieldName[] = ['optimizer', 'learningRate', 'batchSize', 'numEpochs', 'seed'];

const maxLearningRate = 1_000;

export interface Checked {
  /** Null while a field is wrong. */
  readonly config: RunConfig | null;
  readonly problems: Readonly<Partial<Record<FieldName, Problem>>>;
}

export function draftOf(config: RunConfig): Draft {
  return {
    optimizer: config.optimizer.type,
    learningRate: String(config.learningRate),
    batchSize: String(config.batchSize),
    numEpochs: String(config.numEpochs),
    seed: String(config.seed),
  };
}

/** What no field speaks of stays as the preset has it. */
export function check(draft: Draft, { config: preset }: Preset): Checked {
  const problems: Partial<Record<FieldName, Problem>> = {};
  const read = (name: NumberField): number => {
    const value = parse(draft[name], fields[name]);
    if (value === null) problems[name] = fields[name];
    return value ?? Number.NaN;
  };
  const config: RunConfig = {
    ...preset,
    // The preset's numbers are its own optimizer's; another one gets the core's usual ones.
    optimizer: draft.optimizer === preset.optimizer.type ? preset.optimizer : { type: draft.optimizer },
    learningRate: read('learningRate'),
    batchSize: read('batchSize'),
    numEpochs: read('numEpochs'),
    seed: read('seed'),
  };
  return { config: Object.keys(problems).length === 0 ? config : null, problems };
}

/** Both 0.001 and 1e-3, and a decimal comma; null for what is no number or out of range. */
function parse(text: string, rule: Problem): number | null {
  const trimmed = text.trim().replace(',', '.');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
  switch (rule.kind) {
    case 'positive':
      return value > 0 && value <= maxLearningRate ? value : null;
    case 'whole':
      return Number.isInteger(value) && value >= rule.min && value <= rule.max ? value : null;
    default:
      return rule satisfies never;
  }
}

/** Whether a draft says anything else than its preset. */
export function isEdited(draft: Draft, preset: Preset): boolean {
  const original = draftOf(preset.config);
  return fieldNames.some((name) => draft[name] !== original[name]);
}
