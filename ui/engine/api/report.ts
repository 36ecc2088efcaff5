import type { Box } from '../geometry/box';
import type { ManualFace } from './choices';
import type { RetouchSettings, Unsure } from './settings';
import type { ShapeReport } from './shape';

export type { Box };

export type FaceState =
  | { readonly state: 'done'; /** `small`: 64–100 pixels, so the effect is small. */ readonly note?: 'small' }
  | { readonly state: 'skipped'; readonly reason: SkipReason };

/** `no-face` and `known-face` are for boxes of the designer: no face in it, or a face that is in the list already. */
export type SkipReason = 'too-small' | 'no-face' | 'known-face';

/**
 * A detected face, or a box of the designer (`manual`). Boxes are in picture pixels. `score` is the landmark network's
 * face probability, 0–1; `angle` is the roll in radians.
 */
export type FaceReport = {
  readonly box: Box;
  readonly score: number;
  readonly angle: number;
  readonly manual?: ManualFace;
  /** The box of ModelScope's detector; only with its networks, for comparison. */
  readonly detectorBox?: Box;
} & FaceState;

/** Whether a report describes a face, and not a box without one. */
export function isFace(report: FaceReport): boolean {
  return report.state === 'done' || report.reason === 'too-small';
}

export type SpotKind = 'blemish' | 'mark';

/** A healed spot: centre and radius in picture pixels, `score` 0–1. */
export interface SpotReport {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly kind: SpotKind;
  readonly score: number;
}

/**
 * The judge's answer for a find. `healed`: surely a blemish, or everything is healed. `unsure`: it may be a blemish;
 * the setting "When unsure" decides. `kept`: it stays.
 */
export type SpotAnswer = 'healed' | 'unsure' | 'kept';

/**
 * The reason for an answer. `blemish`: surely one. `brown`: dark and not red, as moles are. `like-others`: like
 * several others of the face, as freckles are. `worn`: a stud, paint or letters. `faint`: it hardly differs from the
 * skin around. `unclear`: none of these. `large`: larger than the largest spot that the settings heal. `too-many`: the
 * spots together cover too much of the face's skin.
 */
export type ReasonKind = 'blemish' | 'brown' | 'like-others' | 'worn' | 'faint' | 'unclear' | 'large' | 'too-many';

/** The reason for an answer, and what the find looks like against the skin around it. */
export interface SpotReason {
  readonly kind: ReasonKind;
  /** `pale`: lighter than the skin; `skin`: hardly another colour. */
  readonly colour: 'red' | 'brown' | 'pale' | 'skin';
  readonly edge: 'sharp' | 'soft';
  /** Number of other finds of the face that have the same colour and density. */
  readonly like: number;
}

/** A find of the search, with the judge's answer. */
export interface SpotFind extends SpotReport {
  /** Probability of a blemish that the judge gives, 0–1. `score` is the probability of any spot by the network. */
  readonly judged: number;
  readonly answer: SpotAnswer;
  readonly reason: SpotReason;
}

/** Whether a find is healed, given the setting "When unsure". The designer's choices come on top. */
export function isHealed({ answer }: SpotFind, unsure: Unsure): boolean {
  return answer === 'healed' || (answer === 'unsure' && unsure === 'heal');
}

export const STAGES = ['decode', 'faces', 'skin', 'heal', 'blend', 'light', 'compose', 'shape', 'encode'] as const;
export type Stage = (typeof STAGES)[number];

export interface RetouchReport {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceReport[];
  readonly spots: readonly SpotReport[];
  /** Finds that these settings do not heal, the likeliest blemish first. */
  readonly kept: readonly SpotFind[];
  /** Number of spots that stay because the spots together cover too much of a face's skin. */
  readonly spotsLeft: number;
  /** The layers of the result, bottom first; opacities 0–1. */
  readonly layers: readonly { readonly role: string; readonly opacity: number }[];
  /** Milliseconds spent in each stage that ran. */
  readonly milliseconds: Readonly<Partial<Record<Stage, number>>>;
  readonly executionProvider: 'wasm' | 'webgpu' | 'native';
  readonly settings: RetouchSettings;
  /** Only if Shape was asked for. Every other place in the report is one of the picture before Shape. */
  readonly shape?: ShapeReport;
  /** Network name → sha-256 of its file, in hexadecimal. */
  readonly networks: Readonly<Record<string, string>>;
}

/** Progress of a picture: the current stage, and the share of the whole work that is done, 0–1. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
}

/** Why a picture cannot be retouched. The host, the panel and the command line turn the codes into messages. */
export type EngineProblem =
  | { readonly code: 'empty-file' }
  | { readonly code: 'unknown-format' }
  | { readonly code: 'unsupported-format'; readonly format: string }
  | { readonly code: 'animated'; readonly format: string }
  | { readonly code: 'damaged-file'; readonly format: string }
  | { readonly code: 'too-large'; readonly width: number; readonly height: number; readonly limit: number }
  | { readonly code: 'too-small'; readonly width: number; readonly height: number; readonly limit: number }
  | { readonly code: 'fully-transparent' }
  | { readonly code: 'network-missing'; readonly network: string }
  | { readonly code: 'network-damaged'; readonly network: string }
  /** A request named ModelScope's networks, and this engine has none. */
  | { readonly code: 'imported-absent' }
  /** ModelScope's networks were imported, but one of them cannot be used. */
  | {
      readonly code: 'imported-unusable';
      readonly network: string;
      readonly reason: 'missing' | 'damaged' | 'failed-test';
    }
  | { readonly code: 'out-of-memory' }
  | { readonly code: 'gpu-lost'; readonly detail: string }
  | { readonly code: 'internal'; readonly detail: string };

/** Why a GPU is not used. `slow-gpu`: a software adapter on the CPU, where the wasm engine is faster. */
export type GpuRefusal = 'no-gpu' | 'slow-gpu' | 'small-gpu';

/** An error with a problem code. The worker sends its `problem` to the panel. */
export class EngineError extends Error {
  constructor(readonly problem: EngineProblem) {
    super(problem.code);
    this.name = 'EngineError';
  }
}

export type UnchangedReason = 'no-face' | 'faces-too-small' | 'nothing-to-change';
