/** Links that carry a run, in English. */
export const sharing = {
  'share.title': 'Share',
  'share.about': 'Whoever opens this link gets the same settings and the same seed, and so the same run.',
  'share.files': 'Your own images are not in the link: whoever opens it has to add them.',
  'share.drawings': 'Your drawings are not in the link: whoever opens it trains without them.',
  'share.invalid': 'A setting needs correcting before the run can be shared.',
  'share.form': 'What to copy',
  'share.form.link': 'Link',
  'share.form.frame': 'For a web page',
  'share.link': 'Link to this run',
  'share.frame': 'HTML that shows it in a web page',
  'share.frame.about':
    'Paste this into the page that is to show it. It trains on all cores only if that page is cross-origin isolated, and otherwise on one.',
  'share.copy.link': 'Copy link',
  'share.copy.frame': 'Copy HTML',
  'share.copied': 'Copied.',
  'share.refused': 'The browser did not allow copying. The text is marked: copy it by hand.',
  'error.linkBad': 'The link to a run is damaged, so the page opened with its usual settings. Ask for it again.',
  'error.linkFuture':
    'The link was made by a later version of Kiln, so the page opened with its usual settings. Reload the page to get that version; the link stays in the address until you change a setting.',
  'error.linkFiles':
    'The run in the link was trained on somebody’s own images. Add yours under Data, or train on these.',
} as const;
