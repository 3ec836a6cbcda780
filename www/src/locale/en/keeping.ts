/** Runs that are kept, and come back, in English. */
export const keeping = {
  'run.named': '{preset}, run {number}',
  'run.numbered': 'Run {number}',
  'run.differs': '{preset}: {differences}',
  'run.setting': '{label} {value}',
  'run.between': ', ',
  'run.more': '{differences} and {count} more',
  'run.on': '{name}, {data}',
  'run.again': '{name}, run {number}',
  'run.byHand': 'changed by hand',
  'run.layers': 'other layers',
  'run.without': 'without {layer}',
  'run.moreOf': 'with more {layer}',
  'run.fewerOf': 'with less {layer}',
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

  'notice.filesWanted':
    '“{name}” learnt from files of your own, which a page may not open again by itself. Choose the same four files ({train} to train, {test} to test, {width} × {height} pixels), and it opens.',
  'notice.setAside.one':
    '{count} run that was kept cannot be read any more by this version. It is set aside under Compare, where it can be exported.',
  'notice.setAside.other':
    '{count} runs that were kept cannot be read any more by this version. They are set aside under Compare, where they can be exported.',
  'notice.setAside.act': 'See under Compare',
  'notice.drawingsSetAside.one':
    '{count} drawing that was kept cannot be read any more by this version, so it is not among yours. Export writes what is stored to a file.',
  'notice.drawingsSetAside.other':
    '{count} drawings that were kept cannot be read any more by this version, so they are not among yours. Export writes what is stored to a file.',
  'notice.drawingsSetAside.remove': 'Delete what cannot be read',
  'notice.drawingsSetAside.removeNow': 'Delete for good',
  'notice.others.one': '{count} more of this kind',
  'notice.others.other': '{count} more of this kind',

  'aside.title': 'Set aside',
  'aside.about':
    'These runs are kept, but this version of Kiln cannot read them. A file of one may be read by a later version.',
  'aside.unreadable': 'What is stored is no run.',

  'error.runElsewhere': 'The run is open in another tab. Go on there, or close that tab first.',
  'error.runFiles':
    'The run learnt from images of your own, which are not kept. Add the same files under Data, then open the run again.',
  'error.runData': 'The images that the run learnt from are not at hand, so it cannot go on.',
  'error.runGone': 'The run is no longer there, or can no longer be read.',
  'error.runOtherFiles': 'The run learnt from other files than these, so it stays as it is. Choose those.',
  'error.runFile': 'The file is no run that Kiln has written, or was cut off.',
  'error.runFile.detail': 'File: {file}',
  'error.runFileDamaged': 'The file is damaged: its parts do not go together. Export the run again.',
  'error.runFileDamaged.missing': '{file}: {part} is missing.',
  'error.runFileDamaged.altered': '{file}: {part} is not as it was written.',
  'error.runFileDamaged.unreadable': '{file}: {part} cannot be read.',
  'error.runFileDamaged.mismatch': '{file}: the weights are not those of the run.',
  'error.runFileRefused':
    'The file holds a run that cannot be trained here: it was altered, or is from a later version of Kiln.',
  'error.runFileFuture': 'The file was written by a later version of Kiln. Reload the page to get that version.',
  'error.runFileFuture.detail': '{file}: form {found}; this page reads up to {expected}.',
} as const;
