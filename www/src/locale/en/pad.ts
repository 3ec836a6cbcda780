/** Tools of the draw pad, pictures brought to it, and the drawings that are kept, in English. */
export const pad = {
  'pad.brush': 'Brush',
  'pad.brush.thin': 'Thin brush',
  'pad.brush.medium': 'Medium brush',
  'pad.brush.thick': 'Thick brush',
  'pad.picture': 'Open an image',
  'pad.picture.about': 'Open an image; or drop one here, or paste it with Ctrl+V',
  'pad.ground.light': 'From your image: the dark was taken for ink.',
  'pad.ground.dark': 'From your image: the light was taken for ink, on a dark ground.',
  'pad.ground.transparent': 'From your image: whatever is not transparent was taken for ink.',
  'pad.bad.unreadable': '“{name}” is no image that this browser can open. Choose a PNG, JPEG or WebP file.',
  'pad.bad.blank':
    'Nothing stands out in “{name}”. Choose an image with a digit that is clearly darker or lighter than its ground.',
  'pad.bad.tooLarge': '“{name}” is larger than 64 MB. Choose a smaller image.',

  'mine.correct': 'What is it really?',
  'mine.correct.about': 'Choose the class, and the drawing is kept to learn from.',
  'mine.class': 'It is {name}',
  'mine.kept': 'Kept as {name}.',
  'mine.title': 'My drawings',
  'mine.count': '{count} kept while this page is open',
  'mine.remove': 'Remove this {name}',
  'mine.join': 'Add to the training images',
  'mine.joining': 'Adding',
  'mine.join.about':
    'Each is added {repeats} times, so that it counts among the others. This begins a new data set; then press Train.',
  'mine.joined': 'All are among the training images. Press Train to learn from them.',
  'mine.locked': 'Stop the run to add them to the training images.',
  'mine.otherSize': 'They are of another size than the images at hand and cannot be added to them.',
} as const;
