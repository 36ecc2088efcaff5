/** What the Diagnostics view tells, in this order. Each value is plain text that needs no translation: names, numbers, yes and no. */
export const FACTS = [
  'browser',
  'secure',
  'address',
  'gpu',
  'gpuLimits',
  'gpuFeatures',
  'webgl',
  'workers',
  'jspi',
  'threads',
  'functions',
  'host',
  'colours',
  'toHost',
  'fromHost',
  'memory',
  'softLight',
  'engine',
  'violations',
] as const;
export type Fact = (typeof FACTS)[number];

/** What is known so far; a fact that is looked for has no value yet. */
export type Facts = Readonly<Partial<Record<Fact, string>>>;

/** The whole report as text, a fact a line, to be sent on. */
export function reportText(facts: Facts, labels: Readonly<Record<Fact, string>>): string {
  return FACTS.map((fact) => `${labels[fact]}: ${facts[fact] ?? '–'}`).join('\n');
}

export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
