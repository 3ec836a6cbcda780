/** What a data set is called, everywhere it is shown. */
import type { Words } from '../../locale/words.js';
import type { AddedDrawing, DataChoice } from '../slices/data.js';

export function dataName(
  { choice, drawings = [] }: { readonly choice: DataChoice; readonly drawings?: readonly AddedDrawing[] },
  words: Words,
): string {
  const name = words.t(`data.${choice}`);
  return drawings.length > 0 ? words.plural('data.withDrawings', drawings.length, 'count', { name }) : name;
}
