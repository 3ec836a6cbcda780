/** Reports of runs, in English. */
export const report = {
  'report.save': 'Save report',
  'report.about': 'A file with settings, curves, confusion matrix and mistakes. It needs no network, and prints.',
  'report.none': 'Train a network first: there is nothing to report yet.',
  'report.collecting': 'Collecting images',
  'report.writing': 'Writing the report',
  'report.kind': 'Report of a training run',
  'report.title': '{network} · {data}',
  'report.interval': '{low} to {high} with 95% confidence',
  'report.epoch': 'epoch {epoch} of {epochs}',
  'report.data': '{name}: {counts}. {size}.',
  'report.time': 'Time of training',
  'report.seconds': '{seconds} s',
  'report.results': 'Results by epoch',
  'report.some': '{shown} of {all} readings, the best and the last among them.',
  'report.validationLoss': 'Validation loss',
  'report.matrix':
    'A row for each true class, a column for each guess: images read rightly are blue, mistakes are red.',
  'report.settings': 'Settings',
  'report.images': 'Images',
  'report.augmentation': 'Augmentation',
  'report.layer': 'Layer',
  'report.changes': 'Changed by hand during the run',
  'report.change': 'After step {step}: {what}',
  'report.meaning': 'What these numbers mean',
  'report.meaning.accuracy.one':
    'The network read {correct} of {images} test image correctly. It was not trained on it.',
  'report.meaning.accuracy.other':
    'Of {images} test images, the network read {correct} correctly. It was not trained on any of them.',
  'report.meaning.interval':
    'A test of this size tells the accuracy on images of the same kind only so far: with 95% confidence, by Wilson’s method, it lies between {low} and {high}.',
  'report.meaning.difference':
    'Where two networks differ by less than that, it may be chance. Another seed alone moves the result, too.',
  'report.meaning.chosen':
    'The test set was read {count} times on the way. Whoever chooses settings or the best epoch by it finds a number that is a little too good; images set aside for validation are there for that.',
  'report.meaning.unfinished': 'The run had not come to its end: this is the network as it was after step {step}.',
  'report.meaning.synthetic':
    'These digits were drawn by a program, with less variety than handwriting has. The result says nothing about digits that people write.',
  'report.meaning.mnist':
    'MNIST holds digits that American students and census employees wrote, cut out, centred and shrunk. On other handwriting, or in photographs, expect less.',
  'report.meaning.files':
    'The images are the user’s own. The result holds for images that come about in the same way, and only as far as the test images are a fair sample of them.',
  'report.again': 'The same run again',
  'report.again.about':
    'This link opens Kiln with these settings, this data set and this seed: the same run, but for the last digits on another kind of device.',
} as const;
