/** Why a command line cannot run. */
export type UsageProblem =
  | { readonly code: 'unknown-option'; readonly option: string }
  | { readonly code: 'missing-value'; readonly option: string }
  | { readonly code: 'unexpected-value'; readonly option: string }
  | { readonly code: 'bad-value'; readonly option: string; readonly value: string; readonly expected: string }
  | { readonly code: 'needs'; readonly option: string; readonly needed: string }
  | { readonly code: 'excludes'; readonly option: string; readonly other: string }
  | { readonly code: 'no-photos' }
  /** `--watch` has several inputs. */
  | { readonly code: 'one-folder' }
  | { readonly code: 'no-out' }
  /** `--engine native` without its package. */
  | { readonly code: 'no-native' }
  /** An option of Shape without `--allow-shape`. */
  | { readonly code: 'ask-shape'; readonly option: string }
  /** `--clothes` without `--allow-clothes`. */
  | { readonly code: 'ask-clothes'; readonly option: string }
  /** An option of Shape, or `--clothes`, with several photos or a folder. */
  | { readonly code: 'one-photo'; readonly option: string };

/** An error in a command line; `readCommand` turns it into a `refused` command. */
export class Refusal extends Error {
  constructor(readonly problem: UsageProblem) {
    super(problem.code);
    this.name = 'Refusal';
  }
}
