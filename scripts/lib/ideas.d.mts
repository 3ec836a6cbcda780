/** For the tests of the page, which hold its module to the table. */
export interface IdeaRow {
  readonly isOffered: boolean;
}
export function rowsOf(table: string): IdeaRow[];
export function moduleText(rows: readonly IdeaRow[]): string;
