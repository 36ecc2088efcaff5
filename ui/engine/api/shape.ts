import { parseValues, type Adjustment, type AdjustmentValues, type NumberAdjustment } from './adjustments';
import type { Box } from '../geometry/box';
import type { BrushStroke } from './brush';
import { fieldsOf } from './untrusted';

/** A slider of Shape from −100 to 100. Below 0 it widens or shortens. */
function shapeRow<Key extends string>(key: Key): NumberAdjustment & { readonly key: Key } {
  return {
    key,
    kind: 'number',
    group: 'shape',
    analysis: 'body',
    layer: 'shape',
    min: -100,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: false,
  };
}

/**
 * The adjustments of Shape, in the order of every list. They stand in a table of their own: settings and presets hold
 * the rows of `ADJUSTMENTS`, so neither can hold a row of this one.
 */
export const SHAPE_ADJUSTMENTS = [
  shapeRow('slim'),
  shapeRow('waist'),
  shapeRow('arms'),
  shapeRow('legs'),
  shapeRow('length'),
  shapeRow('faceSlim'),
] as const satisfies readonly Adjustment[];

export type ShapeKey = (typeof SHAPE_ADJUSTMENTS)[number]['key'];
/** A value for every adjustment of Shape, −100 to 100. `slim` adds to `waist`, `arms` and `legs`. */
export type ShapeValues = Readonly<Record<ShapeKey, number>>;

/** Values that change nothing. */
export const NO_SHAPE: ShapeValues = { slim: 0, waist: 0, arms: 0, legs: 0, length: 0, faceSlim: 0 };

/** A designer's wishes for Shape in one picture. */
export interface ShapeRequest {
  /** For every person without own values. */
  readonly values: ShapeValues;
  /** Own values of the person whose face's box holds (x, y), in picture pixels. The first that fits counts. */
  readonly people?: readonly PersonShape[];
  /** Places that stay, painted with a brush. */
  readonly frozen?: readonly BrushStroke[];
}

export interface PersonShape {
  readonly x: number;
  readonly y: number;
  readonly values: ShapeValues;
}

/** Parts of a person that Shape changes. `waist` is the trunk from the armpits to the hips. */
export const SHAPE_PARTS = ['waist', 'leftArm', 'rightArm', 'legs', 'length', 'face'] as const;
export type ShapePart = (typeof SHAPE_PARTS)[number];

/**
 * Why a part stays as it is. `no-body`: the pose network found no body below the face. `cut`: a joint is hidden or
 * outside the picture. `crossed`: an arm lies before the trunk. `seated`: the legs are bent or point at the camera.
 * `covered`: a skirt, a coat or a thing hides the legs. `turned`: the body is seen from the side. `small`: the part has
 * too few pixels. `no-room`: the feet are too near to the picture's border. `transparent`: the picture is a cut-out.
 */
export type PartReason =
  'no-body' | 'cut' | 'crossed' | 'seated' | 'covered' | 'turned' | 'small' | 'no-room' | 'transparent';

/** Whether a part can be changed; null: it can. */
export type PartReasons = Readonly<Record<ShapePart, PartReason | null>>;

/** A person of the picture: the box of the face, and why parts stay as they are. */
export interface PersonReport {
  readonly face: Box;
  readonly parts: PartReasons;
}

/** The part of a report about Shape. */
export interface ShapeReport {
  readonly values: ShapeValues;
  readonly people: readonly (PersonReport & { readonly values: ShapeValues })[];
  /** Largest distance that a pixel moved, in pixels. */
  readonly moved: number;
}

/** Values of Shape from an untrusted value. A missing or unusable field gives 0; others are clamped. */
export function parseShapeValues(value: unknown): ShapeValues {
  const values: AdjustmentValues = parseValues(fieldsOf(value), SHAPE_ADJUSTMENTS);
  return values as ShapeValues;
}

/** Whether values change nothing. */
export function isShapeOff(values: ShapeValues): boolean {
  return SHAPE_ADJUSTMENTS.every(({ key }) => values[key] === 0);
}

/** Whether a request changes nobody. */
export function asksForShape({ values, people = [] }: ShapeRequest): boolean {
  return !isShapeOff(values) || people.some((person) => !isShapeOff(person.values));
}
