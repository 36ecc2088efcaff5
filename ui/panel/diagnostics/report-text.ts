import { FACTS, type Fact } from '../../locales/facts';

/** Values of the facts that are measured so far. A value is plain text without translation: names, numbers, yes, no. */
export type Facts = Readonly<Partial<Record<Fact, string>>>;

/** The report as text that can be sent on: one fact a line, `–` for a missing one. */
export function reportText(facts: Facts, labels: Readonly<Record<Fact, string>>): string {
  return FACTS.map((fact) => `${labels[fact]}: ${facts[fact] ?? '–'}`).join('\n');
}

export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
