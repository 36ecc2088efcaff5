import type { RetouchSettings } from './settings';

/** An axis-aligned rectangle in picture pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type FaceState =
  | { readonly state: 'done'; /** `small`: 64–100 px, little can be gained. */ readonly note?: 'small' }
  | { readonly state: 'skipped'; readonly reason: 'too-small' };

/** A face that was found. `score` is the landmark network's face probability, 0–1; `angle` the roll in radians. */
export type FaceReport = { readonly box: Box; readonly score: number; readonly angle: number } & FaceState;

export type SpotKind = 'blemish' | 'mark';

/** A spot that was healed: centre and radius in picture pixels, `score` 0–1. */
export interface SpotReport {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly kind: SpotKind;
  readonly score: number;
}

export const STAGES = ['decode', 'faces', 'skin', 'heal', 'blend', 'compose', 'encode'] as const;
export type Stage = (typeof STAGES)[number];

export interface RetouchReport {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceReport[];
  readonly spots: readonly SpotReport[];
  /** Spots that were found and left, because together they cover too much of a face's skin. */
  readonly spotsLeft: number;
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
