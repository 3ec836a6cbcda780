/** What the view offers to the page and to the embedded element: the store's reducer and the widgets. */
export { KilnChart } from '../charts/chart.js';
export { levelLines, verdictOf } from '../charts/chart-verdicts.js';
export { axisEnd, lines, type MeasureName, measures, summarize } from '../state/curves/curves.js';
export { bestTest, isActive, noRun, type RunAction, type RunState, reduceRun } from '../state/run/run.js';
export { KilnDeviceBadge } from '../widgets/device-badge.js';
export { type DrawDetail, KilnDrawPad } from '../widgets/draw-pad/draw-pad.js';
export { KilnImageStrip } from '../widgets/image-strip.js';
export { KilnProbabilities } from '../widgets/probabilities.js';
export { KilnProgress } from '../widgets/progress.js';
