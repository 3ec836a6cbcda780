/** Measuring for the benchmark of the repository, which runs in pages of its own: `npm run bench`. */
export { ceilingOf, inferenceFigures, trainingFigures } from './figures.js';
export { measureInference, measureProduct, measureTraining } from './measure.js';
export { workloads } from './workloads.js';
