import type { GivenUp } from '../engine-page/protocol/messages';
import type { ChangedLayers, FlattenReason, GroupChange, HostProblem } from '../host-api/host-api';
import type { Command } from './commands';
import type { Fact } from './facts';
import type { EngineProblem, SkipReason, Stage, UnchangedReason } from '../engine/api/report';
import type { NetworkSetName } from '../engine/api/settings';
import type { AdjustmentTexts } from './adjustment-text';

/** Counts of a finished picture. */
export interface DoneCounts {
  readonly faces: number;
  /** Faces among them that are under 100 px. */
  readonly smallFaces: number;
  /** Faces under 64 px, which are left alone. */
  readonly skippedFaces: number;
  /** Spots that stay because a face has too many. */
  readonly spotsLeft: number;
  /** Boxes of the designer without a face. */
  readonly emptyBoxes: number;
  readonly spots: number;
}

export interface RunCounts {
  readonly done: number;
  /** Layers that are computed and not applied. */
  readonly ready: number;
  readonly skipped: number;
  /** Layers whose changes by the designer were kept. */
  readonly leftAlone: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Counts of the preview; `spots` is null until the engine has found them. */
export interface PreviewCounts {
  readonly faces: number;
  readonly spots: number | null;
  readonly kept: number;
}

/** Every message of the panel in one language. A language that lacks one does not compile. */
export interface Messages {
  /** Language tag for the page, e.g. "en". */
  readonly language: string;
  /** The event at a layer and the remedy: one or two sentences after the name of the layer. */
  problem(problem: EngineProblem | HostProblem): string;
  readonly unchanged: Readonly<Record<UnchangedReason, string>>;
  /** Why a flattened picture was written; stands after the counts. */
  readonly flattened: Readonly<Record<FlattenReason, string>>;
  readonly stages: Readonly<Record<Stage, string>>;
  done(counts: DoneCounts): string;
  pictureCount(layers: number, pictures: number): string;
  runSummary(counts: RunCounts): string;
  readonly engine: Readonly<Record<'starting' | 'testing' | 'wasm' | 'webgpu' | 'failed', string>>;
  /** Why the engine does not run on a GPU; stands beside the running engine. */
  readonly givenUp: Readonly<Record<GivenUp, string>>;
  /** The Diagnostics view: its title, its purpose, its facts. */
  readonly diagnostics: string;
  readonly diagnosticsHint: string;
  readonly diagnosticsRunning: string;
  readonly facts: Readonly<Record<Fact, string>>;
  readonly copyReport: string;
  readonly selectReport: string;
  readonly reportCopied: string;
  readonly reportSelected: string;
  readonly adjustments: AdjustmentTexts;
  readonly flatten: string;
  readonly flattenHint: string;
  readonly retouch: string;
  readonly cancel: string;
  readonly waiting: string;
  readonly cancelled: string;
  readonly allOff: string;
  readonly running: string;
  readonly layers: string;
  readonly emptyTitle: string;
  readonly percent: string;
  readonly percentSpoken: string;
  readonly pixels: string;
  readonly pixelsSpoken: string;

  readonly networks: string;
  readonly networksHint: string;
  readonly networkSets: Readonly<Record<NetworkSetName, string>>;
  readonly networksLoading: string;
  /** Stands after the reason why another set cannot be used. */
  readonly networksOurs: string;

  readonly preview: string;
  readonly loadingTitle: string;
  readonly failedTitle: string;
  previewLabel(counts: PreviewCounts): string;
  /** Why a picture that is shown cannot be retouched, and what to do. */
  readonly nothingToSee: Readonly<Record<'no-face' | 'box-without-face' | 'faces-too-small', string>>;
  /** Button that chooses the face tool. */
  readonly outlineFace: string;
  /** The effect of each key, for the list of keys. */
  readonly commandNames: Readonly<Record<Command, string>>;
  spotSaid(number: number, of: number, kind: 'healed' | 'kept' | 'added'): string;
  /** State of the box that was drawn last. */
  outlineSaid(state: 'pending' | 'done' | SkipReason): string;
  readonly splitHandle: string;
  splitSaid(percent: number): string;
  readonly before: string;
  readonly after: string;
  readonly tools: string;
  readonly toolNames: Readonly<Record<'move' | 'spot' | 'brush' | 'face', string>>;
  readonly undo: string;
  readonly redo: string;
  readonly split: string;
  readonly showBefore: string;
  readonly showSpots: string;
  readonly fit: string;
  readonly fitHint: string;
  readonly fullSizeHint: string;
  readonly view: string;
  readonly views: Readonly<Record<'result' | 'blend' | 'mask', string>>;
  readonly brush: string;
  readonly exclude: string;
  readonly include: string;
  readonly size: string;
  readonly spotSizeHint: string;
  readonly brushSizeHint: string;
  readonly faceSizeHint: string;
  readonly feather: string;
  readonly featherHint: string;

  readonly faces: string;
  faceName(number: number): string;
  /** Name of a box that adds no face. */
  readonly boxName: string;
  /** @param face its name in the list */
  removeBox(face: string): string;
  readonly faceSkipped: Readonly<Record<SkipReason, string>>;
  readonly ownStrengths: string;
  readonly ownStrengthsHint: string;

  reveal(layer: string): string;
  readonly resize: string;

  readonly preset: string;
  readonly presetCustom: string;
  readonly presetOwn: string;
  readonly presetNames: Readonly<Record<'natural' | 'clean' | 'strong', string>>;
  readonly presetMenu: string;
  readonly presetSave: string;
  readonly presetRename: string;
  readonly presetDelete: string;
  readonly presetImport: string;
  readonly presetExport: string;
  readonly presetNameLabel: string;
  presetSaved(name: string): string;
  presetDeleted(name: string): string;
  presetsImported(count: number): string;
  readonly presetsRefused: Readonly<Record<'no-presets-file' | 'no-presets-in-it', string>>;

  /** The other language: its tag, and its name in that language. */
  readonly otherLanguage: { readonly tag: string; readonly name: string };
  readonly scope: string;
  readonly scopes: Readonly<Record<'all' | 'one', string>>;
  readonly retryFailed: string;
  readonly leftOut: string;
  leaveOut(layer: string): string;
  timeLeft(seconds: number): string;

  readonly update: string;
  readonly apply: string;
  /** A result waits for the user to apply it; stands after the counts. */
  readonly ready: string;
  readonly leftAlone: string;
  readonly whenDone: string;
  readonly whenDoneChoices: Readonly<Record<'apply' | 'review', string>>;
  readonly removeRetouch: string;
  /** @param retouches removed retouches @param kept layers of the designer that stay */
  removed(retouches: number, kept: number): string;
  changedTitle(layers: number): string;
  readonly changes: Readonly<Record<GroupChange, string>>;
  readonly changedAnswers: Readonly<Record<ChangedLayers, { readonly name: string; readonly hint: string }>>;
  more(count: number): string;
  /** Stands in a notice in place of a problem that is too long for it. */
  readonly openToSee: string;
  readonly againStarting: string;
  againProgress(progress: { readonly number: number; readonly of: number; readonly name: string }): string;
}
