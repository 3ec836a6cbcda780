/** Training images as a run will see them, in English. */
export const preview = {
  'preview.off': 'No augmentation: the images are learnt from as they are.',
  'preview.title': 'Some training images, as they are and as the run will see them',
  'preview.looking': 'Varying some training images',
  'preview.original': 'As it is',
  'preview.seen': 'As epochs {from} to {to} will see it',
  'preview.epoch': 'Epoch {epoch}',
  'preview.row.original': 'Image {position} as it is',
  'preview.row.seen': 'Image {position} as the run will see it',
  'preview.images': 'Other images',
  'preview.epochs': 'Later epochs',
} as const;
