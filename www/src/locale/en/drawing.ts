/** The draw pad, in English. */
export const drawing = {
  'draw.title': 'Draw',
  'draw.pad':
    'Drawing pad. Draw with mouse, finger or pen; or move with the arrow keys and press space to put the pen down or lift it.',
  'draw.invite': 'Draw a digit, or drop an image',
  'draw.undo': 'Undo',
  'draw.clear': 'Clear',
  'draw.seen': 'As the network sees it',
  'draw.seen.empty': 'Your drawing, centred and shrunk.',
  'draw.probabilities': 'Probability of each digit',
  'draw.best': 'Reads it as {digit}, {probability}',
  'draw.untrained': 'The network is untrained: these are random guesses.',
  'draw.novel': 'A network must pick one of {classes}; this looks like none of them.',
  'draw.novel.about':
    'Its edges are farther from those of every test image (distance {distance}) than 99 of 100 test images are from another ({limit}).',
  'draw.live': 'Updates while the network learns.',
} as const;
