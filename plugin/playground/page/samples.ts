/** A portrait that the playground's server offers. */
export interface Sample {
  readonly file: string;
  /** Name of its layer. */
  readonly name: string;
}

/** The portraits of `plugin/playground/samples/`, which names their sources. The first one is shown at the start. */
export const SAMPLES = {
  near: { file: 'portrait-30cm.jpg', name: 'Portrait, near.jpg' },
  far: { file: 'portrait-45cm.jpg', name: 'Portrait.jpg' },
  astronaut: { file: 'astronaut.png', name: 'Astronaut.png' },
} as const satisfies Readonly<Record<string, Sample>>;

/** The samples that the page starts with: `?sample=KEY` in its address asks for one. Usually both portraits. */
export function firstSamples(search: string): readonly Sample[] {
  const asked = new URLSearchParams(search).get('sample');
  const sample = Object.entries(SAMPLES).find(([key]) => key === asked)?.[1];
  return sample === undefined ? [SAMPLES.near, SAMPLES.far] : [sample];
}
