import type { BrushStroke } from '../api/brush';
import type { Face } from '../faces/face';
import { LEFT_BROW_TOP, LEFT_EYE, LIPS, RIGHT_BROW_TOP, RIGHT_EYE } from '../faces/mesh-contours';
import { pictureToCrop, type Point } from '../geometry/square-crop';
import { HEAD_RADIUS } from './body-goals';
import { freezeNodes } from './frozen';
import { keepOrder } from './keep-order';
import { smooth } from './limbs';
import { eachNode, shapeGrid, type NodeField } from './shape-grid';
import { FIXED, solveField } from './solve-field';

/** Share by which the jaw narrows at 100. */
export const FACE_STRENGTH = 0.1;
/** Radius of the part that moves, in face sizes. The body's field holds this part still. */
const RADIUS = HEAD_RADIUS - 0.1;
/** Outline of the lower face from one ear to the other over the chin. Landmarks of MediaPipe's mesh. */
const JAW = [
  454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234,
] as const;
/** Weight of the jaw's movement, of the gradient elsewhere, and of the pull to rest. */
const JAW_PULL = 0.6;
const STIFFNESS = 0.35;
const REST = 0.002;
/** Cells around a landmark of the jaw that move with it. */
const REACH = 1.2;
/** Cells around a landmark of a feature that stay. The spline between nodes reaches two cells. */
const HOLD = 2.4;
/** Nose: bridge, tip, wings. */
const NOSE = [168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 48, 278] as const;

/**
 * The movement of one face: the jaw comes nearer to the face's axis, most at its angle, and not at ears and chin. Eyes,
 * brows, nose and mouth stay.
 *
 * @param strength share of the narrowing, −FACE_STRENGTH to FACE_STRENGTH; below 0 the jaw widens
 * @param others the other faces of the picture, which stay
 * @param frozen strokes under which nothing moves
 * @returns null for no strength
 */
export function faceField(
  face: Face,
  strength: number,
  others: readonly Face[],
  frozen: readonly BrushStroke[] = [],
): NodeField | null {
  if (strength === 0) return null;
  const { centerX, centerY } = face.crop;
  const reach = RADIUS * face.size;
  const grid = shapeGrid({ x: centerX - reach, y: centerY - reach, width: 2 * reach, height: 2 * reach });
  const count = grid.columns * grid.rows;
  const movements = new Float32Array(2 * count);
  const pull = new Float32Array(count).fill(REST);
  const fixed = new Uint8Array(count);
  const jaw = jawMovements(face, strength);
  const held = [...LEFT_EYE, ...RIGHT_EYE, ...LEFT_BROW_TOP, ...RIGHT_BROW_TOP, ...LIPS, ...NOSE].map((index) =>
    landmark(face, index),
  );
  eachNode(grid, (node, x, y) => {
    const isOutside = Math.hypot(x - centerX, y - centerY) >= reach - 2 * grid.cellX;
    const isHeld = held.some((point) => Math.hypot(point.x - x, point.y - y) < HOLD * grid.cellX);
    if (isOutside || isHeld || others.some((other) => isNear(other, x, y))) {
      fixed[node] = FIXED;
      return;
    }
    const near = jaw.find(({ from }) => Math.hypot(from.x - x, from.y - y) < REACH * grid.cellX);
    if (near === undefined) return;
    pull[node] = JAW_PULL;
    movements[2 * node] = near.x / grid.cellX;
    movements[2 * node + 1] = near.y / grid.cellY;
  });
  freezeNodes(fixed, grid, frozen);
  const gradients = new Float32Array(4 * count);
  const stiffness = new Float32Array(count).fill(STIFFNESS);
  return keepOrder(solveField({ grid, gradients, stiffness, movements, pull, fixed, bends: [] }));
}

interface JawMovement {
  readonly from: Point;
  /** Movement in picture pixels. */
  readonly x: number;
  readonly y: number;
}

/** Points along the jaw, closer than the cells of the grid, with their movements. */
function jawMovements(face: Face, strength: number): JawMovement[] {
  const points = JAW.map((index) => landmark(face, index));
  const { angle } = face.crop;
  const middle = pictureToCrop(face.crop, landmark(face, 6).x, landmark(face, 6).y);
  const chin = pictureToCrop(face.crop, landmark(face, 152).x, landmark(face, 152).y);
  const last = points.length - 1;
  const fine: JawMovement[] = [];
  const steps = 8;
  for (let step = 0; step <= last * steps; step++) {
    const [index, share] = [Math.min(last - 1, Math.floor(step / steps)), step / steps];
    const from = between(points[index]!, points[index + 1]!, share - index);
    const place = pictureToCrop(face.crop, from.x, from.y);
    const fraction = step / (last * steps);
    // 0 at the ears and at the chin, 1 around the angle of the jaw.
    const weight =
      smooth(0.02, 0.2, fraction) * smooth(0.02, 0.2, 1 - fraction) * smooth(0, 0.22, Math.abs(fraction - 0.5));
    const axis = middle.x + ((place.y - middle.y) * (chin.x - middle.x)) / (chin.y - middle.y);
    const across = -strength * weight * (place.x - axis) * face.crop.side;
    fine.push({ from, x: across * Math.cos(angle), y: across * Math.sin(angle) });
  }
  return fine;
}

function isNear({ crop, size }: Face, x: number, y: number): boolean {
  return Math.hypot(x - crop.centerX, y - crop.centerY) < 0.8 * size;
}

function landmark({ landmarks }: Face, index: number): Point {
  return { x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! };
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}
