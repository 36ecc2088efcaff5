import type { Box } from '../geometry/box';
import type { ManualFace } from './choices';
import type { RetouchSettings } from './settings';

export type { Box };

export type FaceState =
  | { readonly state: 'done'; /** `small`: 64–100 px, little can be gained. */ readonly note?: 'small' }
  | { readonly state: 'skipped'; readonly reason: SkipReason };

/** `no-face`, `known-face`: of a box that the designer drew; no face is seen in it, or one that was found already. */
export type SkipReason = 'too-small' | 'no-face' | 'known-face';

/**
 * A face that was found, or a box that the designer drew around one (`outlined`). `score` is the landmark network's
 * face probability, 0–1; `angle` the roll in radians.
 */
export type FaceReport = {
  readonly box: Box;
  readonly score: number;
  readonly angle: number;
  readonly manual?: ManualFace;
  /** What the original's detector would give; with its networks, for comparison only. */
  readonly detectorBox?: Box;
} & FaceState;

/** Whether a report is of a face, and not of a box that adds none. */
export function isFace(report: FaceReport): boolean {
  return report.state === 'done' || report.reason === 'too-small';
}

export type SpotKind = 'blemish' | 'mark';

/** A spot that was healed: centre and radius in picture pixels, `score` 0–1. */
export interface SpotReport {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly kind: SpotKind;
  readonly score: number;
}

/** Why a find is kept: dark and not red, like several others of the face, or too faint. */
export type KeptReason = 'brown' | 'like-others' | 'faint';

/** A find that is not healed. */
export interface KeptSpot extends SpotReport {
  /** `doubtful`: it may be a blemish. */
  readonly answer: 'doubtful' | 'mark';
  readonly reason: KeptReason;
}

export const STAGES = ['decode', 'faces', 'skin', 'heal', 'blend', 'compose', 'encode'] as const;
export type Stage = (typeof STAGES)[number];

export interface RetouchReport {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceReport[];
  readonly spots: readonly SpotReport[];
  /** Finds that were judged and kept. Healing all keeps none. */
  readonly kept: readonly KeptSpot[];
  /** Spots that were found and left, because together they cover too much of a face's skin. */
  readonly spotsLeft: number;
  /** The layers that were made, bottom first; opacities 0–1. */
  readonly layers: readonly { readonly role: string; readonly opacity: number }[];
  /** Milliseconds spent in each stage that ran. */
  readonly milliseconds: Readonly<Partial<Record<Stage, number>>>;
  readonly executionProvider: 'wasm' | 'webgpu';
  readonly settings: RetouchSettings;
  /** Network name → sha-256 of its file, in hexadecimal. */
  readonly networks: Readonly<Record<string, string>>;
}

/** Where a picture is: the stage, and how much of the whole picture is done (0–1). */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
}

/** Why a picture cannot be retouched. Words for people are made from these codes by the host or the panel. */
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
  /** The original's networks were asked for, and this engine has none. */
  | { readonly code: 'imported-absent' }
  /** They are there, and one of them is not to be used. */
  | {
      readonly code: 'imported-unusable';
      readonly network: string;
      readonly reason: 'missing' | 'damaged' | 'failed-test';
    }
  | { readonly code: 'out-of-memory' }
  | { readonly code: 'gpu-lost'; readonly detail: string }
  | { readonly code: 'internal'; readonly detail: string };

/** Why a GPU is not used. `slow-gpu`: it is a program that draws on the CPU, where the wasm engine is faster. */
export type GpuRefusal = 'no-gpu' | 'slow-gpu' | 'small-gpu';

/** Thrown inside the engine; crosses to the panel as its `problem`. */
export class EngineError extends Error {
  constructor(readonly problem: EngineProblem) {
    super(problem.code);
    this.name = 'EngineError';
  }
}

export type UnchangedReason = 'no-face' | 'faces-too-small' | 'nothing-to-change';
