/** Charts, in English. */
export const curves = {
  'chart.loss': 'Loss',
  'chart.loss.about': 'How wrong the network is; lower is better.',
  'chart.accuracy': 'Accuracy',
  'chart.accuracy.about': 'The share of digits read correctly.',
  'chart.step': 'step',
  'chart.train': 'Training',
  'chart.trainRaw': 'each step',
  'chart.validation': 'Validation',
  'chart.test': 'Test',
  'chart.empty.loss': 'Press Train, and the loss of every step is drawn here.',
  'chart.empty.accuracy': 'The accuracy of training, and of the test after each epoch.',
  'chart.summary.empty': '{name}: nothing to show yet.',
  'chart.summary.one': '{name} over {steps} step: training from {first} to {last}.',
  'chart.summary.other': '{name} over {steps} steps: training from {first} to {last}.',
  'chart.summary.validation': 'Validation after epoch {epoch}: {value}.',
  'chart.summary.test': 'Test after epoch {epoch}: {value}.',
  'chart.guessing': 'Guessing',
  'chart.before': 'Run before',
  'chart.outside': 'Beyond the axis: up to {value}, {place}.',
  'chart.at.step': 'step {step}',
  'chart.at.epoch': 'epoch {epoch}',
  'chart.at.second': '{seconds} s',

  'trouble.diverged':
    'Diverged after step {step}: the loss grew beyond all numbers. Try a learning rate of {less} instead of {rate}.',
  'trouble.diverged.mark': 'diverged',
  'trouble.diverging':
    'Diverging since step {step}: the loss, up to {peak}, is far worse than guessing ({chance}). Try a learning rate of {less} instead of {rate}.',
  'trouble.diverging.mark': 'diverging',
  'trouble.broken':
    'Ran away at step {step}, up to {peak}, and came back no better than guessing ({chance}). Try a learning rate of {less} instead of {rate}.',
  'trouble.broken.mark': 'ran away',
  'trouble.stuck':
    'No better than guessing ({chance}) up to step {step}. If it stays so, try another learning rate or other first weights.',
  'turn.validation':
    'Over-fitting since epoch {epoch}, step {step}: validation rose from {before} to {now} while training fell from {trainBefore} to {trainNow}. Stop there, or use more images, augmentation or dropout.',
  'turn.validation.mark': 'validation turns',
  'turn.test':
    'Over-fitting since epoch {epoch}, step {step}: the test loss rose from {before} to {now} while training fell from {trainBefore} to {trainNow}. Use more images, augmentation or dropout.',
  'turn.test.mark': 'test turns',

  'before.better': '{points} points better than the run before.',
  'before.worse': '{points} points worse than the run before.',
  'before.same': 'As accurate as the run before.',
  'before.epochs': ' Read after epoch {now}, the run before after epoch {before}.',
  'before.spread': '{count} seeds of these settings spread by {points}.',
  'before.noise': 'A test of {images} cannot tell that from chance.',
  'before.unknown': 'What another seed alone would change is not known.',
} as const;
