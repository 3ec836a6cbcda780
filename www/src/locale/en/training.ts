/** Settings of training, in English. */
export const training = {
  'training.title': 'Training',
  'training.summary': '{optimizer} · {rate} · {epochs}',
  'training.epochs.one': '{count} epoch',
  'training.epochs.other': '{count} epochs',
  'training.about': 'What is “{field}”?',
  'training.optimizer': 'Optimizer',
  'training.optimizer.help':
    'The rule that turns each error into a correction of the network. Adam gives every parameter its own pace and seldom fails; AdamW, RMSProp and AdaGrad are its kin; Muon steers whole layers; SGD takes the same small step everywhere and wants a larger learning rate.',
  'training.optimizer.adam': 'Adam',
  'training.optimizer.adamw': 'AdamW',
  'training.optimizer.sgd': 'SGD',
  'training.optimizer.rmsprop': 'RMSProp',
  'training.optimizer.adagrad': 'AdaGrad',
  'training.optimizer.muon': 'Muon',
  'training.learningRate': 'Learning rate',
  'training.learningRate.help':
    'The size of each correction. Too small and learning crawls; too large and the loss jumps about or explodes. 0.001 suits Adam, 0.1 suits SGD.',
  'training.batchSize': 'Batch size',
  'training.batchSize.help':
    'How many images are looked at before each correction. Larger batches give steadier but fewer corrections.',
  'training.numEpochs': 'Epochs',
  'training.numEpochs.help': 'How often the whole training set is gone through. After each epoch the test set is read.',
  'training.seed': 'Seed',
  'training.seed.help':
    'Fixes the random start of the network and the order of the images: the same seed repeats the same run.',
} as const;
