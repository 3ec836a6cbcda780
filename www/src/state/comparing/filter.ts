/** Which runs are found by words: those that have all of them somewhere, however they are written. Knows no runs. */
export function filtered<T>(all: readonly T[], filter: string, textOf: (one: T) => string): readonly T[] {
  const wanted = plain(filter)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return all;
  return all.filter((one) => {
    const text = plain(textOf(one));
    return wanted.every((word) => text.includes(word));
  });
}

/** Without case, and wide letters as narrow ones. */
function plain(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase();
}
