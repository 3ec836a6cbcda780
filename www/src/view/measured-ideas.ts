/**
 * What was measured of ideas: data, preset, idea, and the two numbers of its figure, null where most runs diverged; and
 * where an idea does not do what it says. Written by `npm run ideas -- --write` from the table of docs/results.md, which a
 * test holds it to.
 */
import type { MeasuredIdea, RefutedIdea } from './ideas.js';

export const measuredIdeas: readonly MeasuredIdea[] = [
  ['digits', 'cnn-keras', 'rateOne', 0.9575, 0.1],
  ['digits', 'cnn-keras', 'fewImages', 1, 0.756],
  ['digits', 'cnn-keras', 'augmentation', 0.9639, 0.8979],
  ['digits', 'cnn-keras', 'oneCycle', 0.9575, 0.9735],
  ['digits', 'cnn-keras', 'oneImage', 0.0924, 0.36],
  ['digits', 'cnn-keras', 'zeros', 0.113, 2.3],
  ['digits', 'cnn-keras', 'plainSgd', 0.113, 1.06],
  ['digits', 'cnn-keras', 'dropout', 0.9291, 0.9555],
  ['digits', 'cnn-keras', 'seed', 0.956, 0.964],
  ['digits', 'mlp', 'rateOne', 0.8925, 0.102],
  ['digits', 'mlp', 'noActivations', 0.8925, 0.8445],
  ['digits', 'mlp', 'fewImages', 1, 0.6575],
  ['digits', 'mlp', 'augmentation', 0.911, 0.7616],
  ['digits', 'mlp', 'oneCycle', 0.8925, 0.9065],
  ['digits', 'mlp', 'oneImage', 0.0839, 0.631],
  ['digits', 'mlp', 'zeros', 0.313, 2.3],
  ['digits', 'mlp', 'plainSgd', 0.313, 1.03],
  ['digits', 'mlp', 'dropout', 0.856, 0.8825],
  ['digits', 'mlp', 'seed', 0.888, 0.893],
  ['digits', 'fast', 'fewImages', 1, 0.753],
  ['digits', 'fast', 'augmentation', 0.7432, 0.5614],
  ['digits', 'fast', 'oneImage', 0.079, 0.645],
  ['digits', 'fast', 'zeros', 0.78, 2.3],
  ['digits', 'fast', 'plainSgd', 0.78, 2.3],
  ['digits', 'fast', 'dropout', 0.6807, 0.9065],
  ['digits', 'fast', 'seed', 0.9095, 0.9175],
  ['digits', 'softmax', 'rateOne', 0.821, 0.7985],
  ['digits', 'softmax', 'augmentation', 0.8216, 0.4931],
  ['digits', 'softmax', 'oneCycle', 0.821, 0.8305],
  ['digits', 'softmax', 'oneImage', 0.057, 0.807],
  ['digits', 'softmax', 'plainSgd', 0.643, 1.2],
  ['digits', 'softmax', 'dropout', 0.7607, 0.8115],
  ['digits', 'softmax', 'seed', 0.8155, 0.823],
  ['digits', 'mlp-sigmoid', 'rateOne', 0.8445, 0.458],
  ['digits', 'mlp-sigmoid', 'augmentation', 0.8521, 0.5424],
  ['digits', 'mlp-sigmoid', 'oneCycle', 0.8445, 0.8625],
  ['digits', 'mlp-sigmoid', 'oneImage', 0.0548, 0.673],
  ['digits', 'mlp-sigmoid', 'plainSgd', 0.521, 2.02],
  ['digits', 'mlp-sigmoid', 'dropout', 0.777, 0.828],
  ['digits', 'mlp-sigmoid', 'seed', 0.8375, 0.85],
];

export const refutedIdeas: readonly RefutedIdea[] = [
  ['digits', 'fast', 'rateOne'],
  ['digits', 'softmax', 'fewImages'],
  ['digits', 'mlp-sigmoid', 'noActivations'],
  ['digits', 'mlp-sigmoid', 'fewImages'],
  ['digits', 'mlp-sigmoid', 'zeros'],
];
