/** The page itself, in English. */
export const page = {
  'page.title': 'Kiln: train a neural network in this page',
  'page.setup': 'Setup',
  'page.curves': 'Curves',
  'page.drawing': 'Draw a digit',
  'page.command': 'Training controls',
  'page.top': 'Device and preferences',
  'page.skip': 'Skip to the training controls',

  'intro.text':
    'New here? Kiln trains a neural network inside this page. Press Train, watch the loss fall, then draw a digit and see what the network makes of it.',
  'intro.about': 'What is this page?',

  'view.label': 'Views',
  'view.train': 'Train',
  'view.evaluate': 'Evaluate',
  'view.compare': 'Compare',

  'language.label': 'Language',

  'theme.label': 'Theme',
  'theme.system': 'System',
  'theme.light': 'Light',
  'theme.dark': 'Dark',

  'notice.dismiss': 'Dismiss',
  'notice.details': 'Details',
  'notice.restarted': 'The device failed and was started again. Curves are kept; press Train to begin a new run.',
} as const;
