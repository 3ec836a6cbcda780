/** Suggested experiments, in English. `look` says what to watch once it trains. */
export const experiments = {
  'try.title': 'Try next',
  'try.all': 'All ideas',
  'try.set': 'Set for the next run.',
  'try.undo': 'Undo',
  'try.others': 'Other ideas',
  'try.invalid': 'Ideas come back once the settings can be trained.',
  'try.setAside': 'Each starts from “{preset}” as it comes; your changes are set aside, and Undo brings them back.',
  'try.unmeasured': 'Others are offered where what they claim was measured: not with this network on these images.',
  'try.edited': '“{idea}”, and edited since',
  'try.edited.about': 'What was measured of the idea says nothing of these settings. Undo takes back both.',
  'try.compared': 'Compared with “{preset}” as it comes.',
  'try.measured.test': 'Measured on {data}, median of three seeds: test accuracy {second}, without it {first}.',
  'try.measured.train': 'Measured on {data}, median of three seeds: training accuracy {second}, without it {first}.',
  'try.measured.loss': 'Measured on {data}, median of three seeds: training loss {second}, without it {first}.',
  'try.measured.jump':
    'Measured on {data}, median of three seeds: from one step to the next the loss jumps by {second}, without it by {first}.',
  'try.measured.gap': 'Measured on {data}, median of three seeds: training accuracy {first}, test accuracy {second}.',
  'try.measured.range': 'Measured on {data}: three seeds reached a test accuracy of {first} to {second}.',
  'try.measured.diverged': 'Measured on {data}: most of three runs failed, as their loss was no number any more.',
  'try.measured.none': 'Not measured on these images.',
  'try.train': 'Press Train.',

  'try.rateOne': 'What happens with learning rate 1?',
  'try.rateOne.look': 'Each correction is now far too large. Look at the loss: it leaps up.',
  'try.noActivations': 'Take out the activations',
  'try.noActivations.relu': 'Take the ReLUs out',
  'try.noActivations.look':
    'Without them the layers collapse into a single linear one. Look at the test accuracy: it stops lower than with them.',
  'try.fewImages': 'Only 100 images',
  'try.fewImages.look':
    'So few can be learnt by heart. Look at the gap: training accuracy nears 100%, while the test stays far below.',
  'try.oneImage': 'One image at a time',
  'try.oneImage.look':
    'Each correction follows the whim of one image. Look at how far the faint curve jumps, and at the images per second.',
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
