import type { EngineProblem } from '../engine/api/report';
import type { HostProblem } from '../host-api/host-api';

type Problem = EngineProblem | HostProblem;

/** A text for each code, made from the fields of the problem. A language that lacks a code does not compile. */
export type ProblemTexts = {
  readonly [Code in Problem['code']]: (problem: Extract<Problem, { readonly code: Code }>) => string;
};

/** The text of a problem: what happened, and what to do. */
export function problemText(texts: ProblemTexts, problem: Problem): string {
  const text = texts[problem.code] as (problem: Problem) => string;
  return text(problem);
}
