/** Facts of the Diagnostics view, in its order. */
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
