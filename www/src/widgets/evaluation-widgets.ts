/** The widgets of the view of the test set, in one file to load when it is first opened. */
export { KilnConfusionMatrix } from './confusion-matrix.js';
export { KilnImageGrid } from './image-grid.js';
export { KilnReliability } from './reliability.js';
