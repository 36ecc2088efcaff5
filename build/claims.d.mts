/** A text of publish/ that says something about Softlight. */
export interface Claim {
  readonly file: string;
  readonly text: string;
  /** Ids of rows of docs/promises.md. */
  readonly promises: readonly string[];
}
/** Ids of the promises in docs/promises.md that a test keeps. */
export function keptPromises(): Set<string>;
/** Every claim of the kit's files, in their order. */
export function claimsOfKit(): Claim[];
/** Answers of a Markdown table whose last column names promises. */
export function claimsOfAnswers(file: string, table: string): Claim[];
/** Paragraphs and list items of a Markdown page that do not say that they claim nothing. */
export function claimsOfPage(file: string, page: string): Claim[];
/** One line for each claim that names no promise, and for each promise that is not kept. */
export function faultsOfClaims(claims: readonly Claim[], kept: ReadonlySet<string>): string[];
