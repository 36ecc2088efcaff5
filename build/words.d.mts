/** Throws unless every language has exactly the words of English; names the first that is missing or too many. */
export function checkWords(): Promise<void>;
/** The first key path that only one of two catalogues has, or that is of another kind; null if there is none. */
export function differenceBetween(one: unknown, other: unknown, at: string): string | null;
