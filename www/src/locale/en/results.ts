/** Test results, in English. */
export const results = {
  'results.title': 'Test results',
  'results.empty': 'After every epoch the whole test set is read, and the result stands here.',
  'results.epoch': 'Epoch',
  'results.loss': 'Test loss',
  'results.accuracy': 'Test accuracy',
  'results.wrong': 'Wrong',
  'results.wrong.of': '{wrong} of {images}',
  'results.best': 'best',
  'results.last': 'Last test',
  'results.bestSoFar': 'Best',
  'results.table': 'Test results after each epoch',
} as const;
