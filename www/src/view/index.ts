/** What the view offers to the page and to the embedded element: the store's reducer and the widgets. */
export { KilnChart } from './chart.js';
export { levelLines, verdictOf } from './chart-verdicts.js';
export { axisEnd, lines, type MeasureName, measures, summarize } from './curves.js';
export { KilnDeviceBadge } from './device-badge.js';
export { type DrawDetail, KilnDrawPad } from './draw-pad.js';
export { KilnImageStrip } from './image-strip.js';
export { KilnProbabilities } from './probabilities.js';
export { KilnProgress } from './progress.js';
export { bestTest, isActive, noRun, type RunAction, type RunState, reduceRun } from './run.js';
