/** What is measured, as a table: a workload is added by adding a row, and its name to the dictionaries. */

export interface Workload {
  /** Of the core. */
  preset: string;
  /** Images a step. */
  batchSize: number;
}

/** W1 is Keras's own example of a convolutional network, W2 a perceptron with 128 hidden units. */
export const workloads = {
  W1: { preset: 'cnn-keras', batchSize: 128 },
  W2: { preset: 'mlp', batchSize: 128 },
} as const satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;

export const workloadNames: readonly WorkloadName[] = ['W1', 'W2'];

/** The way back costs about two ways forward: one for the gradient of the inputs, one for that of the weights. */
const passesAStep = 3;

/** Operations of a step of training; a multiply-add is two. Nothing is left out for being zero. */
export function operationsOfStep(multiplyAdds: number, batchSize: number): number {
  return 2 * passesAStep * multiplyAdds * batchSize;
}

/** Operations of reading images, without learning from them. */
export function operationsOfInference(multiplyAdds: number, numImages: number): number {
  return 2 * multiplyAdds * numImages;
}
