/** Links that carry a run, in English. */
export const sharing = {
  'share.title': 'Share',
  'share.about': 'Whoever opens this link gets the same settings and the same seed, and so the same run.',
  'share.files': 'Your own images are not in the link: whoever opens it has to add them.',
  'share.invalid': 'A setting needs correcting before the run can be shared.',
  'share.link': 'Link to this run',
  'share.copy': 'Copy link',
  'share.copied': 'Copied.',
  'share.refused': 'The browser did not allow copying. The link is marked: copy it by hand.',
  'error.linkBad': 'The link to a run is damaged, so the page opened with its usual settings. Ask for it again.',
  'error.linkFuture':
    'The link was made by a later version of Kiln, so the page opened with its usual settings. Reload the page to get that version.',
  'error.linkFiles':
    'The run in the link was trained on somebody’s own images. Add yours under Data, or train on these.',
} as const;
