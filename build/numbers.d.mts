export interface SharedNumber {
  /** Text as it stands in documents. */
  readonly value: string;
  /** Document that holds the measurement, relative to docs/. */
  readonly source: string;
}
export function readNumbers(): Readonly<Record<string, SharedNumber>>;
export function numberKeys(text: string): readonly string[];
export function fillNumbers(text: string, numbers: Readonly<Record<string, SharedNumber>>): string;
