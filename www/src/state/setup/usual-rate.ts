/**
 * The learning rate to begin with under the optimizer that is chosen, where the one that is set is far from it: what suits
 * Adam is hardly a step at all for plain gradient descent. The numbers are the core's.
 */
import type { Preset, RunConfig } from '../../protocol.js';
import { usualLearningRates } from './limits.js';

type OptimizerType = RunConfig['optimizer']['type'];

const rates: Readonly<Record<OptimizerType, number>> = usualLearningRates;

/** So many times larger or smaller, and it is another choice rather than a finer one. */
const FAR = 4;

/** Null where what is set is near enough. */
export function usualRateFor({ optimizer, learningRate }: RunConfig, preset: Preset | null): number | null {
  const usual = rates[optimizer.type];
  // A preset has a rate of its own, which suits all rules with steps of that size.
  const rate = preset && rates[preset.config.optimizer.type] === usual ? preset.config.learningRate : usual;
  return learningRate >= rate * FAR || learningRate * FAR <= rate ? rate : null;
}
