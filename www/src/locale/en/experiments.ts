/** Suggested experiments, in English. `look` says what to watch once it trains. */
export const experiments = {
  'try.title': 'Try next',
  'try.all': 'All ideas',
  'try.set': 'Set for the next run.',
  'try.undo': 'Undo',
  'try.back': 'Other ideas',
  'try.train': 'Press Train.',

  'try.rateOne': 'What happens with learning rate 1?',
  'try.rateOne.look':
    'Each correction is now far too large. Look at the loss: it leaps up and stays near that of guessing, or fails outright.',
  'try.noActivations': 'Take out the activations',
  'try.noActivations.relu': 'Take the ReLUs out',
  'try.noActivations.look':
    'Without them the layers collapse into a single linear one. Look at the test accuracy: it stops lower than before.',
  'try.fewImages': 'Only 100 images',
  'try.fewImages.look':
    'So few can be learnt by heart. Look at the gap: training accuracy nears 100%, while the test stays far below.',
  'try.oneImage': 'One image at a time',
  'try.oneImage.look':
    'Each correction follows the whim of one image. Look at the faint curve and at the images per second.',
  'try.zeros': 'Start from all zeros',
  'try.zeros.look':
    'Every unit of a layer gets the same correction, so none learns anything of its own. Look at the loss: it hardly moves.',
  'try.plainSgd': 'Plain gradient descent',
  'try.plainSgd.look':
    'No memory of earlier steps, and the same rate for every weight. Look at how much slower the loss falls.',
  'try.oneCycle': 'Let the learning rate rise and fall',
  'try.oneCycle.look':
    'Look at the learning rate beside the loss: the rough middle costs little, and the calm end gains accuracy.',
  'try.augmentation': 'Shift and turn every image',
  'try.augmentation.look':
    'No image comes twice. Training accuracy drops; draw a crooked digit afterwards and see whether it is read better.',
  'try.dropout': 'Switch off half the units at random',
  'try.dropout.look':
    'No unit can rely on another. Look at both curves: training now reads worse than the test, which sees the whole network.',
  'try.seed': 'The same again with another seed',
  'try.seed.look': 'Only chance has changed. Look at how far the result moves: smaller differences mean nothing.',
} as const;
