/** Measuring for the benchmark of the repository, which runs in pages of its own: `npm run bench`. */
export { ceilingOf, readingFigures, trainingFigures } from './figures.js';
export { measureProduct, measureReading, measureTraining } from './measure.js';
export { workloads } from './workloads.js';
