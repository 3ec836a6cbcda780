/** Runs that are kept, and come back, in English. */
export const keeping = {
  'run.named': '{preset}, run {number}',
  'run.numbered': 'Run {number}',
  'status.comingBack': 'Bringing the run back',

  'notice.restarted.back':
    'The device failed and was started again. The run is back from where it was saved last, paused at step {step}.',
  'notice.full':
    'There is no room left to keep runs. Nothing is lost while this page is open; make room before you close it.',
  'notice.full.act': 'Make room under Compare',
  'notice.unavailable':
    'This browser keeps nothing for this page, so runs last only as long as it is open. Export those that matter.',
  'notice.unavailable.act': 'To the runs',
  'notice.interrupted': '“{name}” stopped at step {step} of {total}.',
  'notice.interrupted.act': 'Go on',

  'error.runElsewhere': 'The run is open in another tab. Go on there, or close that tab first.',
  'error.runFiles':
    'The run learnt from images of your own, which are not kept. Add the same files under Data, then open the run again.',
  'error.runData': 'The images that the run learnt from are not at hand, so it cannot go on.',
  'error.runGone': 'The run is no longer there, or can no longer be read.',
  'error.runsDamaged': 'Some runs that were kept cannot be read any more, and are not listed.',
  'error.runFile': 'The file is no run that Kiln has written, or was cut off.',
  'error.runFileDamaged': 'The file is damaged: its parts do not go together. Export the run again.',
  'error.runFileFuture': 'The file was written by a later version of Kiln. Reload the page to get that version.',
} as const;
