/** Ideas to try, in English. `look` says what to watch once it trains. */
export const ideas = {
  'idea.title': 'Try next',
  'idea.all': 'All ideas',
  'idea.set': 'Set for the next run.',
  'idea.undo': 'Undo',
  'idea.others': 'Other ideas',
  'idea.invalid': 'Ideas come back once the settings can be trained.',
  'idea.setAside': 'Each starts from “{preset}” as it comes; your changes are set aside, and Undo brings them back.',
  'idea.unmeasured': 'Others are offered where what they claim was measured: not with this network on these images.',
  'idea.edited': '“{idea}”, and edited since',
  'idea.edited.about': 'What was measured of the idea says nothing of these settings. Undo takes back both.',
  'idea.compared': 'Compared with “{preset}” as it comes.',
  'idea.measured.test': 'Measured on {data}, median of three seeds: test accuracy {second}, without it {first}.',
  'idea.measured.train': 'Measured on {data}, median of three seeds: training accuracy {second}, without it {first}.',
  'idea.measured.loss': 'Measured on {data}, median of three seeds: training loss {second}, without it {first}.',
  'idea.measured.jump':
    'Measured on {data}, median of three seeds: from one step to the next the loss jumps by {second}, without it by {first}.',
  'idea.measured.gap': 'Measured on {data}, median of three seeds: training accuracy {first}, test accuracy {second}.',
  'idea.measured.range': 'Measured on {data}: three seeds reached a test accuracy of {first} to {second}.',
  'idea.measured.diverged': 'Measured on {data}: most of three runs failed, as their loss was no number any more.',
  'idea.measured.none': 'Not measured on these images.',
  'idea.train': 'Press Train.',

  'idea.rateOne': 'What happens with learning rate 1?',
  'idea.rateOne.look': 'Each correction is now far too large. Look at the loss: it leaps up.',
  'idea.noActivations': 'Take out the activations',
  'idea.noActivations.relu': 'Take the ReLUs out',
  'idea.noActivations.look':
    'Without them the layers collapse into a single linear one. Look at the test accuracy: it stops lower than with them.',
  'idea.fewImages': 'Only 100 images',
  'idea.fewImages.look':
    'So few can be learnt by heart. Look at the gap: training accuracy nears 100%, while the test stays far below.',
  'idea.oneImage': 'One image at a time',
  'idea.oneImage.look':
    'Each correction follows the whim of one image. Look at how far the faint curve jumps, and at the images per second.',
  'idea.zeros': 'Start from all zeros',
  'idea.zeros.look':
    'Every unit of a layer gets the same correction, so none learns anything of its own. Look at the loss: it hardly moves.',
  'idea.plainSgd': 'Plain gradient descent',
  'idea.plainSgd.look':
    'No memory of earlier steps, and the same rate for every weight. Look at how much slower the loss falls.',
  'idea.oneCycle': 'Let the learning rate rise and fall',
  'idea.oneCycle.look':
    'Look at the learning rate beside the loss: the rough middle costs little, and the calm end gains accuracy.',
  'idea.augmentation': 'Shift and turn every image',
  'idea.augmentation.look':
    'No image comes twice. Training accuracy drops; draw a crooked digit afterwards and see whether it is read better.',
  'idea.dropout': 'Switch off half the units at random',
  'idea.dropout.look':
    'No unit can rely on another. Look at both curves: training now reads worse than the test, which sees the whole network.',
  'idea.seed': 'The same again with another seed',
  'idea.seed.look': 'Only chance has changed. Look at how far the result moves: smaller differences mean nothing.',
} as const;
