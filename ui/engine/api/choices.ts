import { ADJUSTMENTS, clampTo, strengthsOf, type Adjustment, type StrengthKey } from './adjustments';
import { NO_SHAPE, parseShapeValues, type PersonShape, type ShapeRequest } from './shape';
import { BRUSH_EFFECTS, type BrushStroke } from './brush';
import { CLOTHES_ADJUSTMENTS, NO_CLOTHES, type ClothesChoice } from './clothes';
import { parseSkinTone, type SkinTone } from './skin-tone';
import { fieldsOf } from './untrusted';
import type { Box } from '../geometry/box';

/**
 * The designer's manual changes for one picture, on top of the settings. Hosts store this plain data with the layer
 * group. All positions and lengths are in pixels of the decoded picture.
 */
export interface Choices {
  readonly faces: readonly FaceChoice[];
  /** Boxes around faces that the search missed. */
  readonly manualFaces: readonly ManualFace[];
  /** Spots that must stay in the picture, see `isKept`. */
  readonly kept: readonly SpotPlace[];
  /** Places to heal without a detected spot, in the order of the designer's clicks. */
  readonly added: readonly SpotPlace[];
  /** In drawing order: a later stroke wins where strokes cross. */
  readonly strokes: readonly BrushStroke[];
  /** Shape's values of the people whom the designer changed, see `shapeOf`. */
  readonly people: readonly PersonShape[];
  /** The skin tone that every face gets in a Match layer, within its limits; null: none. */
  readonly tone: SkinTone | null;
  /** Clothes whose creases go. */
  readonly clothes: ClothesChoice;
}

/** Values of one face: the face whose box holds (x, y), see `choiceOfFace`. */
export interface FaceChoice {
  readonly x: number;
  readonly y: number;
  /** False: skin nearest to this face stays unchanged to the bit. */
  readonly on: boolean;
  /** Strengths in per cent, within the range of their adjustment, that replace the settings for this face. */
  readonly own: Readonly<Partial<Record<StrengthKey, number>>>;
}

/** A square around a face: its centre and its side. */
export interface ManualFace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A disc: its centre and its radius. */
export interface SpotPlace {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** No manual changes. */
export const NO_CHOICES: Choices = {
  faces: [],
  manualFaces: [],
  kept: [],
  added: [],
  strokes: [],
  people: [],
  tone: null,
  clothes: NO_CLOTHES,
};

/** Whether a choice changes anything: an amount, and a place. */
export function asksForClothes({ clothes: { amount, boxes }, strokes }: Pick<Choices, 'clothes' | 'strokes'>): boolean {
  return amount > 0 && (boxes.length > 0 || strokes.some(({ effect }) => effect === 'clothes'));
}

/** Shape's request by a designer's choices; null if they change nobody. */
export function shapeOf({ people, strokes }: Choices): ShapeRequest | null {
  const frozen = strokes.filter(({ effect }) => effect === 'freeze');
  return people.length === 0 ? null : { values: NO_SHAPE, people, frozen };
}

/** Whether two boxes have the same centre and side. */
export function sameManualFace(a: ManualFace, b: ManualFace): boolean {
  return a.x === b.x && a.y === b.y && a.size === b.size;
}

/** Whether a detected spot must stay: it overlaps the centre of a kept place, or the reverse. */
export function isKept(spot: SpotPlace, kept: readonly SpotPlace[]): boolean {
  return kept.some((place) => Math.hypot(place.x - spot.x, place.y - spot.y) < Math.max(place.radius, spot.radius));
}

/** The first choice whose point lies in the face's box; null if there is none. */
export function choiceOfFace(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  faces: readonly FaceChoice[],
): FaceChoice | null {
  return faces.find(({ x, y }) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height) ?? null;
}

/** Parsing drops entries beyond these limits. They are more than a designer makes by hand. */
const MOST_FACES = 500;
/** Each box costs a few dozen runs of the landmark network. */
const MOST_MANUAL_FACES = 50;
/** Limits of a box's side, in pixels. The larger one also limits its centre. */
const SMALLEST_MANUAL_FACE = 16;
const LARGEST_MANUAL_FACE = 12_000;
const MOST_SPOTS = 5000;
const MOST_STROKES = 2000;
const MOST_POINTS = 20_000;
const MOST_BOXES = 500;

/** Choices from an untrusted value (a layer's stored data). Unusable entries are left out. */
export function parseChoices(value: unknown): Choices {
  const fields = fieldsOf(value);
  return {
    faces: listOf(fields['faces'], MOST_FACES, parseFace),
    manualFaces: listOf(fields['manualFaces'], MOST_MANUAL_FACES, parseManualFace),
    kept: listOf(fields['kept'], MOST_SPOTS, parsePlace),
    added: listOf(fields['added'], MOST_SPOTS, parsePlace),
    strokes: listOf(fields['strokes'], MOST_STROKES, parseStroke),
    people: listOf(fields['people'], MOST_FACES, parsePerson),
    tone: parseSkinTone(fields['tone']),
    clothes: parseClothes(fields['clothes']),
  };
}

function parseFace(value: unknown): FaceChoice | null {
  const { x, y, on, own } = fieldsOf(value);
  if (!isNumber(x) || !isNumber(y) || typeof on !== 'boolean') return null;
  return { x, y, on, own: parseStrengths(own, ADJUSTMENTS) };
}

function parsePerson(value: unknown): PersonShape | null {
  const { x, y, values } = fieldsOf(value);
  return isNumber(x) && isNumber(y) ? { x, y, values: parseShapeValues(values) } : null;
}

function parseClothes(value: unknown): ClothesChoice {
  const { amount, boxes } = fieldsOf(value);
  return {
    amount: clampTo(CLOTHES_ADJUSTMENTS[0], amount) ?? NO_CLOTHES.amount,
    boxes: listOf(boxes, MOST_BOXES, parseBox),
  };
}

function parseBox(value: unknown): Box | null {
  const { x, y, width, height } = fieldsOf(value);
  const usable = isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height) && width > 0 && height > 0;
  return usable ? { x, y, width, height } : null;
}

/** Strengths of one face from an untrusted value, clamped. Unknown keys and other values than numbers are left out. */
function parseStrengths(value: unknown, adjustments: readonly Adjustment[]): Partial<Record<string, number>> {
  const fields = fieldsOf(value);
  return Object.fromEntries(
    strengthsOf(adjustments).flatMap((adjustment) => {
      const strength = clampTo(adjustment, fields[adjustment.key]);
      return strength === null ? [] : [[adjustment.key, strength] as const];
    }),
  );
}

function parseManualFace(value: unknown): ManualFace | null {
  const { x, y, size } = fieldsOf(value);
  const usable =
    isWithin(x, 0, LARGEST_MANUAL_FACE) &&
    isWithin(y, 0, LARGEST_MANUAL_FACE) &&
    isWithin(size, SMALLEST_MANUAL_FACE, LARGEST_MANUAL_FACE);
  return usable ? { x, y, size } : null;
}

function parsePlace(value: unknown): SpotPlace | null {
  const { x, y, radius } = fieldsOf(value);
  return isNumber(x) && isNumber(y) && isNumber(radius) && radius > 0 ? { x, y, radius } : null;
}

function parseStroke(value: unknown): BrushStroke | null {
  const { effect, radius, feather, points } = fieldsOf(value);
  const known = BRUSH_EFFECTS.find((one) => one === effect);
  if (known === undefined) return null;
  if (!isNumber(radius) || radius <= 0 || !isNumber(feather) || !Array.isArray(points)) return null;
  const numbers: readonly unknown[] = points;
  const usable =
    numbers.length >= 2 && numbers.length % 2 === 0 && numbers.length <= 2 * MOST_POINTS && numbers.every(isNumber);
  return usable
    ? { effect: known, radius, feather: Math.min(1, Math.max(0, feather)), points: numbers.filter(isNumber) }
    : null;
}

function listOf<Item>(value: unknown, most: number, parse: (item: unknown) => Item | null): Item[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items
    .slice(0, most)
    .map(parse)
    .filter((item) => item !== null);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return isNumber(value) && value >= least && value <= most;
}
