import { maskLogit } from '../body/parts';
import type { Pose } from '../body/pose';
import type { Face } from '../faces/face';
import { narrowingAt, placeAt, type BodyStrengths, type Limb, type LimbPlace } from './limbs';
import { eachNode, type ShapeGrid } from './shape-grid';
import { FIXED, FIXED_X, FIXED_Y, type Bend, type FieldGoals } from './solve-field';

/** Weights of the goals. The background follows weakly, so that the change fades over it. */
const BODY = 1;
const RIGID = 4;
const BACKGROUND = 0.08;
const BACKGROUND_PULL = 0.012;
/** Radius of a head with its hair and a margin, in face sizes. Nothing in it moves. */
export const HEAD_RADIUS = 1.15;
/** The place of a person without a found body: half the width and the depth below the face, in face sizes. */
const HIDDEN_HALF_WIDTH = 1.5;
const HIDDEN_DEPTH = 3.5;

/** A person of the picture. */
export interface ShapedPerson {
  readonly face: Face;
  /** Null: the pose network found no body. */
  readonly pose: Pose | null;
  readonly limbs: readonly Limb[];
  /** Null: nothing of the body shall change. */
  readonly strengths: BodyStrengths | null;
}

/** The goals, and the nodes of the background. */
export interface BodyGoals extends FieldGoals {
  /** 1 where nobody is. */
  readonly background: Uint8Array;
}

/**
 * The goals of a field that narrows limbs. Heads, people who do not change and the sides of the picture stay.
 * @param picture its size in pixels
 */
export function bodyGoals(
  grid: ShapeGrid,
  people: readonly ShapedPerson[],
  picture: { readonly width: number; readonly height: number },
): BodyGoals {
  const count = grid.columns * grid.rows;
  const gradients = new Float32Array(4 * count);
  const stiffness = new Float32Array(count).fill(BACKGROUND);
  const pull = new Float32Array(count).fill(BACKGROUND_PULL);
  const fixed = new Uint8Array(count);
  const background = new Uint8Array(count).fill(1);
  eachNode(grid, (node, x, y) => {
    fixed[node] = borderOf(grid, node, picture);
    const owner = ownerAt(people, x, y);
    if (owner === null) return;
    background[node] = 0;
    pull[node] = 0;
    if (owner === 'fixed') {
      fixed[node] = FIXED;
      stiffness[node] = BODY;
      return;
    }
    stiffness[node] = owner.limb.isRigid ? RIGID : BODY;
    writeGradient(owner, gradients, 4 * node);
  });
  const bends: Bend[] = [];
  return { grid, gradients, stiffness, movements: new Float32Array(2 * count), pull, fixed, bends, background };
}

/** The limb that a place belongs to. */
interface Owner {
  readonly limb: Limb;
  readonly place: LimbPlace;
  readonly strengths: BodyStrengths;
}

function ownerAt(people: readonly ShapedPerson[], x: number, y: number): Owner | 'fixed' | null {
  if (people.some(({ face }) => isHead(face, x, y))) return 'fixed';
  let nearest: Owner | 'fixed' | null = null;
  let least = Infinity;
  for (const { pose, limbs, strengths } of people) {
    if (pose === null || maskLogit(pose.mask, x, y) <= 0) continue;
    for (const limb of limbs) {
      const place = placeAt(limb, x, y);
      if (place.nearness >= least) continue;
      least = place.nearness;
      nearest = strengths === null ? 'fixed' : { limb, place, strengths };
    }
  }
  if (nearest === null && people.some((person) => isHiddenBody(person, x, y))) return 'fixed';
  return nearest;
}

function isHead({ crop, size }: Face, x: number, y: number): boolean {
  return Math.hypot(x - crop.centerX, y - crop.centerY) < HEAD_RADIUS * size;
}

/** Whether a place is probably the body of a person whose body was not found. */
function isHiddenBody({ face: { crop, size }, pose }: ShapedPerson, x: number, y: number): boolean {
  const [dx, dy] = [x - crop.centerX, y - crop.centerY];
  return pose === null && Math.abs(dx) < HIDDEN_HALF_WIDTH * size && dy > 0 && dy < HIDDEN_DEPTH * size;
}

/** The gradient of −share · across · normal, and of the growth along the limb. Changes `gradients`. */
function writeGradient({ limb, place, strengths }: Owner, gradients: Float32Array, at: number): void {
  const length = Math.hypot(limb.to.x - limb.from.x, limb.to.y - limb.from.y);
  if (length === 0) return;
  const [alongX, alongY] = [(limb.to.x - limb.from.x) / length, (limb.to.y - limb.from.y) / length];
  const [normalX, normalY] = [-alongY, alongX];
  const { share, slope } = narrowingAt(limb, strengths, place.t);
  // Far from the line the target would pull without end; a limb is at most this wide.
  const across = Math.max(-1.5 * limb.halfFrom, Math.min(1.5 * limb.halfFrom, place.across));
  const [perX, perY] = [share * normalX + slope * across * alongX, share * normalY + slope * across * alongY];
  const growth = limb.grows ? strengths.length : 0;
  gradients[at] = -normalX * perX + growth * alongX * alongX;
  gradients[at + 1] = -normalX * perY + growth * alongX * alongY;
  gradients[at + 2] = -normalY * perX + growth * alongY * alongX;
  gradients[at + 3] = -normalY * perY + growth * alongY * alongY;
}

/** Limits of a node on the grid's border: it may not leave a side of the picture, and inside it may not move. */
function borderOf(
  { columns, rows, left, top, cellX, cellY }: ShapeGrid,
  node: number,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  const [column, row] = [node % columns, Math.floor(node / columns)];
  const [x, y] = [left + column * cellX, top + row * cellY];
  let held = 0;
  if (column === 0 || column === columns - 1) held |= x <= 0.5 || x >= width - 0.5 ? FIXED_X : FIXED;
  if (row === 0 || row === rows - 1) held |= y <= 0.5 || y >= height - 0.5 ? FIXED_Y : FIXED;
  return held;
}
