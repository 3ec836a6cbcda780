/** What a run makes of its images, a row each: which of them, as which numbers, and how they are varied. */
import type { RunConfig } from '../../protocol.js';
import { choice, number, optional } from './field.js';
import { between, whole } from './number.js';
import type { RunField } from './training-fields.js';

type Data = NonNullable<RunConfig['data']>;
type Augmentation = NonNullable<Data['augmentation']>;

const put = (config: RunConfig, part: Partial<Data>): RunConfig => ({ ...config, data: { ...config.data, ...part } });

function variation(name: keyof Augmentation, max: number, usual = 0): RunField {
  return number(
    between(0, max),
    (config) => config.data?.augmentation?.[name] ?? usual,
    (config, value) => put(config, { augmentation: { ...config.data?.augmentation, [name]: value } }),
  );
}

export const dataFields = {
  numTrain: optional(
    whole(1, 1_000_000_000),
    (config) => config.data?.numTrain,
    (config, numTrain) => put(config, { numTrain }),
  ),
  validation: number(
    between(0, 0.5),
    (config) => config.data?.validation ?? 0,
    (config, validation) => put(config, { validation }),
  ),
  normalization: choice<RunConfig, 'unit' | 'standard'>(
    ['unit', 'standard'],
    (config) => config.data?.normalization ?? 'unit',
    (config, normalization) => put(config, { normalization }),
  ),

  augmentStrength: variation('strength', 1, 1),
  augmentShift: variation('shift', 0.5),
  augmentRotate: variation('rotate', 180),
  augmentScale: variation('scale', 0.5),
  augmentShear: variation('shear', 0.5),
  augmentElastic: variation('elastic', 10),
  augmentNoise: variation('noise', 0.5),
  augmentErase: variation('erase', 0.5),
} as const satisfies Readonly<Record<string, RunField>>;
