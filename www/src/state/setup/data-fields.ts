/** What a run makes of its images, a row each: which of them, as which numbers, and how they are varied. */
import type { RunConfig } from '../../protocol.js';
import { choice, number, optional } from './field.js';
import { rangeOf, usual } from './limits.js';
import type { RunField } from './training-fields.js';

type Data = NonNullable<RunConfig['data']>;
type Augmentation = NonNullable<Data['augmentation']>;

const put = (config: RunConfig, part: Partial<Data>): RunConfig => ({ ...config, data: { ...config.data, ...part } });

const { augmentation, ...images } = usual.run.data;

function variation(name: keyof Augmentation): RunField {
  return number(
    rangeOf(`data.augmentation.${name}`),
    (config) => config.data?.augmentation?.[name] ?? augmentation[name],
    (config, value) => put(config, { augmentation: { ...config.data?.augmentation, [name]: value } }),
  );
}

export const dataFields = {
  numTrain: optional(
    rangeOf('data.numTrain'),
    (config) => config.data?.numTrain,
    (config, numTrain) => put(config, { numTrain }),
  ),
  validation: number(
    rangeOf('data.validation'),
    (config) => config.data?.validation ?? images.validation,
    (config, validation) => put(config, { validation }),
  ),
  normalization: choice<RunConfig, 'unit' | 'standard'>(
    ['unit', 'standard'],
    (config) => config.data?.normalization ?? images.normalization,
    (config, normalization) => put(config, { normalization }),
  ),

  augmentStrength: variation('strength'),
  augmentShift: variation('shift'),
  augmentRotate: variation('rotate'),
  augmentScale: variation('scale'),
  augmentShear: variation('shear'),
  augmentElastic: variation('elastic'),
  augmentNoise: variation('noise'),
  augmentErase: variation('erase'),
} as const satisfies Readonly<Record<string, RunField>>;
