import { type BrushStroke } from '../api/brush';
import { choiceOfFace } from '../api/choices';
import { SMALLEST_FACE } from '../api/limits';
import {
  isShapeOff,
  type PartReasons,
  type PersonReport,
  type ShapeReport,
  type ShapeRequest,
  type ShapeValues,
} from '../api/shape';
import { changeableParts, everywhere } from '../body/parts';
import type { Pose } from '../body/pose';
import type { Face } from '../faces/face';
import type { Picture } from '../picture/picture';
import { bodyField } from '../shape/body-field';
import type { ShapedPerson } from '../shape/body-goals';
import { displacementOf, type Displacement } from '../shape/displacement';
import { faceField, FACE_STRENGTH } from '../shape/face-field';
import { invertField } from '../shape/invert-field';
import { limbsOf, strengthsOf } from '../shape/limbs';
import type { NodeField } from '../shape/shape-grid';
import type { Analysis } from './analysis';

/** The movement that a request asks for, and what it does to whom. */
export interface ShapePlan {
  /** Null if nothing moves. */
  readonly displacement: Displacement | null;
  readonly report: ShapeReport;
}

/**
 * Which parts of each person can be changed, in the order of the faces.
 * @throws EngineError the runner's errors
 */
export async function findPeople(analysis: Analysis): Promise<readonly PersonReport[]> {
  const people = await peopleOf(analysis);
  return people.map(({ face, parts }) => ({ face: face.box, parts }));
}

/**
 * Plans the movement of a picture.
 * @throws EngineError the runner's errors
 */
export async function planShape(analysis: Analysis, request: ShapeRequest): Promise<ShapePlan> {
  const { picture } = analysis;
  const people = await peopleOf(analysis);
  const values = people.map(({ face }) => valuesOf(face, request));
  const fields = fieldsOf(picture, people, values, request.frozen);
  return {
    displacement: fields.length === 0 ? null : displacementOf(fields, picture.width),
    report: {
      values: request.values,
      people: people.map(({ face, parts }, index) => ({ face: face.box, parts, values: values[index]! })),
      moved: Math.round(10 * Math.max(0, ...fields.map(largestMovement))) / 10,
    },
  };
}

interface Person {
  readonly face: Face;
  readonly pose: Pose | null;
  readonly parts: PartReasons;
}

async function peopleOf({ picture, found, bodies }: Analysis): Promise<readonly Person[]> {
  const faces = await found.get();
  if (isCutOut(picture)) return faces.map((face) => ({ face, pose: null, parts: everywhere('transparent') }));
  const poses = await bodies.get();
  return faces.map((face, index) => {
    const pose = poses[index]!;
    const parts = changeableParts(pose, picture);
    return { face, pose, parts: face.size < SMALLEST_FACE ? { ...parts, face: 'small' } : parts };
  });
}

/** Whether a pixel is not fully opaque. A movement would have to move the picture's own outline, too. */
function isCutOut({ data }: Picture): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

function valuesOf({ box }: Face, { values, people = [] }: ShapeRequest): ShapeValues {
  const own = people.find(({ x, y }) => choiceOfFace(box, [{ x, y, on: true, own: {} }]) !== null);
  return own?.values ?? values;
}

/** The inverse fields of the bodies and of each face. */
function fieldsOf(
  picture: Picture,
  people: readonly Person[],
  values: readonly ShapeValues[],
  frozen: readonly BrushStroke[] = [],
): NodeField[] {
  const shaped = people.map(({ face, pose, parts }, index): ShapedPerson => {
    const strengths = strengthsOf(values[index]!, parts);
    const isStill = Object.values(strengths).every((strength) => strength === 0);
    return {
      face,
      pose,
      limbs: pose === null ? [] : limbsOf(pose.joints, parts),
      strengths: pose === null || isStill || isShapeOff(values[index]!) ? null : strengths,
    };
  });
  const faces = people.map(({ face, parts }, index) => {
    const strength = parts.face === null ? (FACE_STRENGTH * values[index]!.faceSlim) / 100 : 0;
    const others = people.filter((other) => other.face !== face).map((other) => other.face);
    return faceField(face, strength, others, frozen);
  });
  return [bodyField(picture, shaped, frozen), ...faces].filter((field) => field !== null).map(invertField);
}

/** Longest movement of a node, in picture pixels. */
function largestMovement({ grid: { cellX, cellY }, dx, dy }: NodeField): number {
  let most = 0;
  for (let node = 0; node < dx.length; node++) most = Math.max(most, Math.hypot(dx[node]! * cellX, dy[node]! * cellY));
  return most;
}
