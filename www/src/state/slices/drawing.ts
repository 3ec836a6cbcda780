/** What was drawn, and what the network makes of it. */
import type { Prediction } from '../../protocol.js';
import type { Failure } from './failure.js';

export interface DrawingState {
  readonly isEmpty: boolean;
  readonly prediction: Prediction | null;
  /** Steps of training behind the prediction. */
  readonly step: number;
  readonly failure: Failure | null;
}

export type DrawingEvent =
  | { type: 'drawn'; isEmpty: boolean }
  | { type: 'predicted'; prediction: Prediction; step: number }
  | { type: 'predictionFailed'; failure: Failure };

export const noDrawing: DrawingState = { isEmpty: true, prediction: null, step: 0, failure: null };

export function reduceDrawing(drawing: DrawingState, event: DrawingEvent): DrawingState {
  switch (event.type) {
    case 'drawn':
      return event.isEmpty ? noDrawing : { ...drawing, isEmpty: false };
    case 'predicted':
      if (drawing.isEmpty) return drawing;
      return { ...drawing, prediction: event.prediction, step: event.step, failure: null };
    case 'predictionFailed':
      return drawing.isEmpty ? drawing : { ...drawing, prediction: null, failure: event.failure };
    default:
      return event satisfies never;
  }
}
