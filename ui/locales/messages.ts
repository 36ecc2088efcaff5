import type { GivenUp } from '../engine-page/protocol/messages';
import type { ChangedLayers, FlattenReason, GroupChange, HostProblem } from '../host-api/host-api';
import type { Command } from './commands';
import type { Fact } from './facts';
import type { EngineProblem, SkipReason, SpotAnswer, SpotReason, Stage, UnchangedReason } from '../engine/api/report';
import type { NetworkSetName } from '../engine/api/settings';
import type { AdjustmentTexts } from './adjustment-text';
import type { ClothesTexts } from './clothes-text';
import type { ShapeTexts } from './shape-text';

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

/** Finds of a picture by what happens to them. */
export interface FindCounts {
  readonly healed: number;
  readonly unsure: number;
  readonly kept: number;
}

/** Counts of the preview; `finds` is null until the engine has found them. */
export interface PreviewCounts {
  readonly faces: number;
  readonly finds: FindCounts | null;
}

/** The work of a run on all of its pictures: the healed spots, and the roles of the layers. */
export interface OutcomeCounts {
  readonly spots: number;
  readonly roles: readonly string[];
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
  readonly shape: ShapeTexts;
  readonly clothes: ClothesTexts;
  readonly flatten: string;
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
  /** @param text what happens to the spot, and what it looks like */
  spotSaid(number: number, of: number, text: string): string;
  /** The fate of a find, for each answer. */
  readonly findMarks: Readonly<Record<SpotAnswer | 'added', string>>;
  /** The same by the designer's decision. */
  byYou(mark: string): string;
  /** The tab of the review for one answer. */
  findGroups(group: SpotAnswer, count: number): string;
  findCounts(counts: FindCounts): string;
  /** The value of the tool Heal: its number of healed spots. */
  healedCount(count: number): string;
  readonly noFinds: string;
  readonly noFindsHere: string;
  readonly reviewFinds: string;
  readonly reviewTitle: string;
  healedOf(healed: number, of: number): string;
  /** @param percent probability of a blemish */
  findScore(percent: number): string;
  readonly healFind: string;
  readonly keepFind: string;
  /** The look of a find, and the reason for its answer. */
  spotReason(reason: SpotReason): string;
  /** State of the box that was drawn last. */
  outlineSaid(state: 'pending' | 'done' | SkipReason): string;
  readonly splitHandle: string;
  splitSaid(percent: number): string;
  readonly before: string;
  readonly tools: string;
  readonly toolNames: Readonly<Record<'move' | 'spot' | 'brush' | 'face', string>>;
  readonly undo: string;
  readonly redo: string;
  readonly compare: string;
  readonly compares: Readonly<Record<'after' | 'split' | 'side', string>>;
  readonly compareHints: Readonly<Record<'after' | 'split' | 'side', string>>;
  readonly holdBefore: string;
  readonly showSpots: string;
  readonly showMask: string;
  readonly zoom: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly face: string;
  readonly faceHint: string;
  readonly fit: string;
  readonly fitHint: string;
  readonly fullSizeHint: string;
  readonly view: string;
  readonly views: Readonly<Record<'result' | 'solarise' | 'luminosity' | 'clipped' | 'blend' | 'mask', string>>;
  /** A view of one layer without the others. */
  onlyLayer(name: string): string;
  /** @param count pixels of the shown preview */
  clippedPixels(count: number): string;
  readonly brush: string;
  readonly exclude: string;
  readonly include: string;
  /** Brush that pins places against Shape. */
  readonly freeze: string;
  readonly size: string;
  readonly spotSizeHint: string;
  readonly brushSizeHint: string;
  readonly faceSizeHint: string;
  readonly feather: string;
  readonly featherHint: string;
  strokeCount(count: number): string;
  readonly removeLastStroke: string;
  readonly clearStrokes: string;

  readonly faces: string;
  faceName(number: number): string;
  /** Name of a box that adds no face. */
  readonly boxName: string;
  /** @param face its name in the list */
  removeBox(face: string): string;
  readonly faceSkipped: Readonly<Record<SkipReason, string>>;
  readonly allFaces: string;
  /** The face whose values the rows show now. */
  faceChosen(face: string, isOn: boolean): string;
  retouchFace(face: string): string;
  /** A face or a picture has values of its own. */
  readonly ownSettings: string;
  /** Drops the own values of a face. */
  readonly followAll: string;

  /** The rows of the panel: one tool a row. */
  readonly toolList: string;
  layerOn(name: string): string;
  readonly eyeHint: string;
  readonly off: string;
  readonly reach: string;
  readonly reachHint: string;
  readonly moreSettings: string;

  reveal(layer: string): string;
  readonly resize: string;

  readonly preset: string;
  readonly presetCustom: string;
  readonly presetNames: Readonly<Record<'natural' | 'clean' | 'strong', string>>;
  readonly presetSave: string;
  readonly presetRename: string;
  readonly presetDelete: string;
  readonly presetImport: string;
  readonly presetImportHint: string;
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

  /** The main button. @param count number of pictures, where it is not all of them */
  readonly actions: Readonly<Record<'retouch' | 'update' | 'update-all' | 'apply', (count: number | null) => string>>;
  changedCount(count: number): string;
  readonly changedRow: string;
  readonly upToDate: string;
  /** The work of the last run. */
  outcome(counts: OutcomeCounts): string;
  /** A result waits for the user to apply it; stands after the counts. */
  readonly ready: string;
  readonly leftAlone: string;
  readonly mainMenu: string;
  readonly reviewFirst: string;
  readonly copySettings: string;
  pasteSettings(count: number): string;
  readonly updateAll: string;
  readonly resetPicture: string;
  readonly keys: string;
  readonly keyScopes: Readonly<Record<'panel' | 'canvas' | 'review', string>>;
  readonly close: string;
  readonly back: string;
  readonly removeRetouch: string;
  /** @param retouches removed retouches @param kept layers of the designer that stay */
  removed(retouches: number, kept: number): string;
  changedTitle(layers: number): string;
  readonly changes: Readonly<Record<GroupChange, string>>;
  readonly changedAnswers: Readonly<Record<ChangedLayers, { readonly name: string; readonly hint: string }>>;
  more(count: number): string;
  /** The host waits until the user has ended a tool or a dialog. */
  readonly hostBusy: string;
  /** Stands in a notice in place of a problem that is too long for it. */
  readonly openToSee: string;
  readonly againStarting: string;
  againProgress(progress: { readonly number: number; readonly of: number; readonly name: string }): string;
}
