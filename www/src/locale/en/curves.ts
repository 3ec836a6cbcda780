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
} as const;
