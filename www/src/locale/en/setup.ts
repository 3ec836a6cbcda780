/** The settings beyond the first few, in English: groups, fields, their choices, and what is told of them. */
export const setup = {
  'setup.changed.one': '{count} changed',
  'setup.changed.other': '{count} changed',
  'setup.original': 'Changed; the preset has {value}',
  'setup.reset': 'Back to the preset',
  'setup.title': 'Settings',
  'setup.undo': 'Undo the last change of the settings',
  'setup.redo': 'Redo it',
  'setup.undone': 'Undone.',
  'setup.redone': 'Redone.',
  'setup.none': 'none',
  'setup.on': 'On',
  'setup.off': 'Off',
  'setup.changes.one': 'Repeats {count} change that was made by hand during the run.',
  'setup.changes.other': 'Repeats {count} changes that were made by hand during the run.',
  'setup.changes.drop': 'Leave them out',
  'setup.usualRate': 'Usual for {optimizer}: {value}.',
  'setup.usualRate.use': 'Use {value}',
  'setup.next': 'For the next run.',
  'setup.live.differs': 'The run has {value}.',
  'setup.live.apply': 'Apply now',
  'setup.live.since': 'Applied after step {step}.',
  'setup.applies':
    'Learning rate, weight decay, dropout and clipping change at once; the rest applies to the next run.',

  'setup.bad.whole': 'A whole number from {min} to {max}.',
  'setup.bad.wholeFrom': 'A whole number, {min} or more.',
  'setup.bad.wholeUpTo': 'A whole number, at most {max}.',
  'setup.bad.positive': 'A number above 0, such as 0.001 or 1e-3.',
  'setup.bad.notNegative': 'A number, 0 or more.',
  'setup.bad.between': 'A number from {min} to {max}.',
  'setup.bad.above': 'A number above {min}, at most {max}.',
  'setup.bad.below': 'A number from {min} to below {max}.',
  'setup.bad.inside': 'A number above {min} and below {max}.',
  'setup.bad.found': '{path}: {problem} Found: {found}.',
  'setup.bad.changes': 'Changes must be in the order of their steps.',
  'setup.bad.split': 'Set more images aside, or none: {share} of {images} is less than one.',
  'setup.bad.checkpoint': 'Name the file whose weights the run begins with.',
  'setup.bad.classes': 'The network tells {outputs} classes apart, and the data set has {classes}.',
  'setup.bad.optional': 'Or leave it empty.',
  'setup.bad.momentum': 'Nesterov looks ahead along the momentum: set a momentum above 0.',
  'setup.bad.validation': 'Patience watches validation images: set some aside under Data, for instance 0.1.',
  'setup.bad.memory': 'A step of this network would not fit into memory. Use a smaller batch.',

  'setup.group.optimizer': 'Optimizer and regularisation',
  'setup.group.schedule': 'Schedule',
  'setup.group.loss': 'Loss',
  'setup.group.start': 'First weights and seed',
  'setup.group.stopping': 'Stopping and measuring',
  'setup.group.images': 'Selection and augmentation',
  'setup.augmentation': 'Augmentation: random changes to each training image',

  'training.momentum': 'Momentum',
  'training.momentum.help':
    'How much of the last direction is kept, so that steps gather speed like a ball downhill. 0 for none; 0.9 is usual for SGD.',
  'training.nesterov': 'Nesterov',
  'training.nesterov.help':
    'Measures the slope a little ahead, where momentum is about to go, and so brakes earlier. Needs a momentum above 0.',
  'training.beta1': 'Beta 1',
  'training.beta1.help':
    'How long the average of past gradients remembers: 0.9 keeps nine tenths at each step. It smooths the direction.',
  'training.beta2': 'Beta 2',
  'training.beta2.help':
    'The same for the squares of gradients, by which each parameter’s pace is set. Lower values adapt sooner.',
  'training.alpha': 'Alpha',
  'training.alpha.help':
    'How long the average of squared gradients remembers, by which each parameter’s pace is set. Lower values adapt sooner.',
  'training.epsilon': 'Epsilon',
  'training.epsilon.help': 'A tiny number added before dividing, so that nothing is divided by zero.',
  'training.weightDecay': 'Weight decay',
  'training.weightDecay.help':
    'Draws all weights a little towards 0 at each step, so that none grows without need. Guards against learning by heart; 0 for none.',
  'training.dropout': 'Dropout',
  'training.dropout.help':
    'The share of activations left out at random while training, in every layer that drops any. Forces the network not to rely on single units.',
  'training.clippingNorm': 'Clip by norm',
  'training.clippingNorm.help':
    'Shortens a gradient that is longer than this, keeping its direction. Keeps a run from being thrown off course. Empty for no limit.',
  'training.clippingValue': 'Clip by value',
  'training.clippingValue.help':
    'Cuts every single number of the gradient to at most this size, before clipping by norm. Empty for no limit.',

  'training.schedule': 'Schedule',
  'training.schedule.help':
    'How the learning rate changes over the run: large steps first, to get near, small ones later, to settle.',
  'training.schedule.constant': 'Constant',
  'training.schedule.step': 'In steps',
  'training.schedule.exponential': 'Exponential',
  'training.schedule.cosine': 'Cosine',
  'training.schedule.oneCycle': 'One cycle',
  'training.scheduleEvery': 'Every … steps',
  'training.scheduleEvery.help':
    'After so many steps the learning rate is multiplied by the factor, again and again. Left empty, it follows the length of the run.',
  'training.scheduleEvery.empty': 'a quarter of the run',
  'training.scheduleFactor': 'Factor',
  'training.scheduleFactor.help': 'What the learning rate is multiplied by: 0.5 halves it.',
  'training.scheduleDecay': 'Factor of each step',
  'training.scheduleDecay.help':
    'What the learning rate is multiplied by after every step, so use numbers close to 1. Left empty, it follows the length of the run.',
  'training.scheduleDecay.empty': 'down to a tenth over the run',
  'training.scheduleFloor': 'Share left at the end',
  'training.scheduleFloor.help': 'Which share of the learning rate is left at the end of the run; 0 ends at nothing.',
  'training.scheduleRise': 'Share of rising',
  'training.scheduleRise.help':
    'For which share of the run the learning rate rises to its peak, before it falls to almost nothing.',
  'training.warmupSteps': 'Warm-up steps',
  'training.warmupSteps.help':
    'The learning rate first rises from nothing over so many steps, while the network is still random. 0 for none.',
  'setup.curve.one': 'Learning rate over {steps} step: at most {peak}, {last} at the end.',
  'setup.curve.other': 'Learning rate over {steps} steps: at most {peak}, {last} at the end.',
  'setup.curve.peak': 'peak {peak}',
  'setup.curve.last': 'end {last}',
  'setup.curve.steps.one': '{count} step',
  'setup.curve.steps.other': '{count} steps',
  'setup.curve.long': 'A run of {steps} steps is too long to draw.',

  'training.loss': 'Loss',
  'training.loss.help':
    'What training makes small. Cross-entropy asks for a high probability of the right class, and is usual; mean squared error compares numbers, and learns more slowly here.',
  'training.loss.crossEntropy': 'Cross-entropy',
  'training.loss.meanSquaredError': 'Mean squared error',
  'training.labelSmoothing': 'Label smoothing',
  'training.labelSmoothing.help':
    'Spreads this share of the target evenly over all classes, so that the network does not become too sure of itself. 0.1 is usual, 0 is none.',
  'training.lossOutput': 'Output',
  'training.lossOutput.help': 'What is made of the network’s numbers before they are compared with the target.',
  'training.lossOutput.identity': 'As they are',
  'training.lossOutput.softmax': 'Softmax: they sum to 1',
  'training.lossOutput.sigmoid': 'Sigmoid: each by itself',

  'training.initialization': 'First weights',
  'training.initialization.help':
    'How random the network begins. Xavier suits tanh and sigmoid, He suits ReLU. All zeros shows why chance is needed: every unit then learns the same.',
  'training.initialization.xavierUniform': 'Xavier, uniform',
  'training.initialization.xavierNormal': 'Xavier, normal',
  'training.initialization.heUniform': 'He, uniform',
  'training.initialization.heNormal': 'He, normal',
  'training.initialization.zeros': 'All zeros',
  'training.initialization.checkpoint': 'From a checkpoint',

  'training.maxSteps': 'Most steps',
  'training.maxSteps.help': 'Ends the run after so many corrections, even within an epoch. Empty for no limit.',
  'training.maxSeconds': 'Most seconds',
  'training.maxSeconds.help':
    'Ends the run after so many seconds of training; pauses do not count. Empty for no limit.',
  'training.targetAccuracy': 'Target accuracy',
  'training.targetAccuracy.help':
    'Ends the run once this share of the validation images is read correctly, or of the test images where none are set aside. 0.98 means 98%. Empty for no target.',
  'training.patience': 'Patience in epochs',
  'training.patience.help':
    'Ends the run when the validation loss has not improved for so many epochs. Needs validation images, see Data. Empty for no such end.',
  'training.minImprovement': 'Least improvement',
  'training.minImprovement.help': 'By how much the validation loss must fall to count as an improvement.',
  'training.restoreBest': 'Keep the best',
  'training.restoreBest.help': 'Goes back to the weights of the best epoch when the run ends.',
  'training.diagnoseEvery': 'Look inside every … steps',
  'training.diagnoseEvery.help':
    'Every so many steps gradients, updates and dead units are measured layer by layer. 0 for never; looking often takes time.',

  'training.numTrain': 'Most training images',
  'training.numTrain.help':
    'Learns from so many images only, chosen at random. With few images a network soon knows them by heart. Empty for all.',
  'training.validation': 'Share for validation',
  'training.validation.help':
    'Sets this share of the training images aside, never to be learnt from: they show after each epoch how well the network reads images that are new to it. 0.1 is usual, 0 for none.',
  'training.normalization': 'Pixel values',
  'training.normalization.help':
    'How gray values become numbers: from 0 to 1, or shifted and scaled so that they lie around 0, which many networks learn from more easily.',
  'training.normalization.unit': 'From 0 to 1',
  'training.normalization.standard': 'Mean 0, deviation 1',

  'training.augmentStrength': 'Strength of all',
  'training.augmentStrength.help':
    'Multiplies all that follows: 1 as it is, 0 switches augmentation off. Each image is changed anew in each epoch, so that the network sees more variety than there is.',
  'training.augmentShift': 'Shift',
  'training.augmentShift.help': 'Moves the image by up to this share of its side, in each direction.',
  'training.augmentRotate': 'Rotate, degrees',
  'training.augmentRotate.help':
    'Turns the image by up to so many degrees either way. Past 30 or so a 6 may become a 9.',
  'training.augmentScale': 'Scale',
  'training.augmentScale.help': 'Makes the image larger or smaller by up to this share.',
  'training.augmentShear': 'Shear',
  'training.augmentShear.help': 'Leans the image sideways, as italics do, by up to this share of its height.',
  'training.augmentElastic': 'Elastic, pixels',
  'training.augmentElastic.help':
    'Bends strokes smoothly, as if drawn on rubber, by up to so many pixels of an image 28 wide.',
  'training.augmentNoise': 'Noise',
  'training.augmentNoise.help': 'Adds random gray to each pixel: the standard deviation, of a range of 1.',
  'training.augmentErase': 'Erase',
  'training.augmentErase.help': 'Blanks a rectangle of up to this share of the area.',

  'samples.title': 'Samples by class',
  'samples.looking': 'Looking for the first images of each class',
  'samples.class': 'The first training images of {name}',
  'samples.none': 'no images',
} as const;
