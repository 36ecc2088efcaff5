// The engine's public entry: types, tables and errors. The two platform entries of the package add `createEngine`.
export { ADJUSTMENTS, type Adjustment } from './api/adjustments';
export type { BrushStroke } from './api/brush';
export { NO_CHOICES, type Choices, type FaceChoice, type ManualFace, type SpotPlace } from './api/choices';
export type { ResultLayer } from './api/engine-api';
export { LAYER_KINDS, type LayerBlendMode, type LayerKind } from './api/layer-kinds';
export type { PictureData, RawPicture } from './api/picture-data';
export {
  EngineError,
  type EngineProblem,
  type FaceReport,
  type Progress,
  type RetouchReport,
  type SpotFind,
  type SpotReason,
  type SpotReport,
  type UnchangedReason,
} from './api/report';
export { DEFAULT_SETTINGS, parseSettings, type RetouchSettings } from './api/settings';
export {
  NO_SHAPE,
  SHAPE_ADJUSTMENTS,
  SHAPE_PARTS,
  type PartReason,
  type PersonReport,
  type ShapePart,
  type ShapeReport,
  type ShapeValues,
} from './api/shape';
export type { SkinTone } from './api/skin-tone';
export type {
  Engine,
  ExportOptions,
  PictureInput,
  RetouchOptions,
  RetouchResult,
  ShapeOptions,
} from './package/engine';
export type { ExportResult } from './package/export-layers';
export { LAYERED_FORMATS, type LayeredFormat } from './layered-files/layered-files';
