import type { BrushStroke } from '../api/brush';
import { unionBox, wholePixels, type Box } from '../geometry/box';
import type { Picture } from '../picture/picture';
import { bodyUnit } from '../body/measure-body';
import { bodyGoals, type ShapedPerson } from './body-goals';
import { freezeNodes } from './frozen';
import { keepOrder } from './keep-order';
import { limbLength, type BodyStrengths, type Limb } from './limbs';
import { mixNodes, nodeMix, onGrid, ROUGH_CELLS, shapeGrid, type NodeField, type ShapeGrid } from './shape-grid';
import { solveField, type Bend, type FieldGoals } from './solve-field';
import { straightLines } from './straight-lines';

/** Room around the joints of a body, in shoulder widths. */
const MARGIN = 1.6;
/** The first answer is weaker than asked, because everything around resists. Strengths grow at most by this factor. */
const MOST_GAIN = 2.5;
/** The same for Length: the ground under the feet resists more. */
const MOST_LENGTH_GAIN = 6;
/** Share of a half width from the line at which the narrowing is measured. */
const MEASURED_AT = 0.8;

/**
 * The movement of the bodies of a picture. A place (x, y) moves to (x, y) + field.
 * @param people all people of the picture, in any order
 * @param frozen strokes under which nothing moves
 * @returns null if nobody's body changes
 */
export function bodyField(
  picture: Picture,
  people: readonly ShapedPerson[],
  frozen: readonly BrushStroke[] = [],
): NodeField | null {
  const shaped = people.filter(isShaped);
  const boxes = shaped.map(({ pose }) => bodyBox(pose));
  if (boxes.length === 0) return null;
  const box = wholePixels(boxes.reduce(unionBox), picture);
  const rough = fieldProblem(picture, shapeGrid(box, ROUGH_CELLS), frozen);
  const grid = shapeGrid(box);
  const fine = fieldProblem(picture, grid, frozen);
  // Strengths are corrected by what they gave: on a rough grid first, because that is fast.
  const first = solveField(rough(people));
  const asked = people.map((person, index) => corrected(person, people[index]!, first));
  const second = solveField(fine(asked), onGrid(solveField(rough(asked), first), grid));
  const askedAgain = asked.map((person, index) => corrected(person, people[index]!, second));
  return keepOrder(solveField(fine(askedAgain), second));
}

/** The goals for people on a grid. Their bends are those of the first call: they depend on places only. */
function fieldProblem(
  picture: Picture,
  grid: ShapeGrid,
  frozen: readonly BrushStroke[],
): (people: readonly ShapedPerson[]) => FieldGoals {
  let bends: readonly Bend[] | null = null;
  return (people) => {
    const goals = bodyGoals(grid, people, picture);
    freezeNodes(goals.fixed, grid, frozen);
    bends ??= straightLines(picture, grid, goals.background);
    return { ...goals, bends };
  };
}

type ShapedBody = ShapedPerson & {
  readonly pose: NonNullable<ShapedPerson['pose']>;
  readonly strengths: BodyStrengths;
};

function isShaped(person: ShapedPerson): person is ShapedBody {
  return person.pose !== null && person.strengths !== null;
}

/** The box around a body's joints with room for the change to fade. */
function bodyBox({ joints }: ShapedBody['pose']): Box {
  const points = Object.values(joints);
  const margin = MARGIN * bodyUnit(joints);
  const [left, top] = [Math.min(...points.map(({ x }) => x)) - margin, Math.min(...points.map(({ y }) => y)) - margin];
  return {
    x: left,
    y: top,
    width: Math.max(...points.map(({ x }) => x)) + margin - left,
    height: Math.max(...points.map(({ y }) => y)) + margin - top,
  };
}

/** The person with strengths that give what `wanted` asks for, judged by what `field` gave. */
function corrected(person: ShapedPerson, wanted: ShapedPerson, field: NodeField): ShapedPerson {
  const [now, goal] = [person.strengths, wanted.strengths];
  if (now === null || goal === null) return person;
  const gain = (part: 'waist' | 'arms' | 'legs'): number =>
    nextStrength(now[part], goal[part], meanNarrowing(person.limbs, part, goal, field), MOST_GAIN);
  const length = nextStrength(now.length, goal.length, meanGrowth(person.limbs, field), MOST_LENGTH_GAIN);
  return { ...person, strengths: { waist: gain('waist'), arms: gain('arms'), legs: gain('legs'), length } };
}

/** The strength that would have given `goal`, where `now` gave `got`. */
function nextStrength(now: number, goal: number, got: number, mostGain: number): number {
  if (goal === 0) return 0;
  const next = got * goal > 0 ? (now * goal) / got : now;
  const most = mostGain * Math.abs(goal);
  return Math.min(most, Math.max(-most, next));
}

/** The mean share by which legs grow in a field. */
function meanGrowth(limbs: readonly Limb[], field: NodeField): number {
  const grown = limbs.flatMap(({ grows, from, to }) => {
    if (!grows) return [];
    const [start, end] = [movementAt(field, from.x, from.y), movementAt(field, to.x, to.y)];
    const length = limbLength({ from, to });
    return [((end.x - start.x) * (to.x - from.x) + (end.y - start.y) * (to.y - from.y)) / (length * length)];
  });
  return grown.length === 0 ? 0 : grown.reduce((sum, one) => sum + one, 0) / grown.length;
}

/** The mean narrowing of a part in a field where its limbs narrow most, for a strength of `goal`. */
function meanNarrowing(
  limbs: readonly Limb[],
  part: 'waist' | 'arms' | 'legs',
  goal: BodyStrengths,
  field: NodeField,
): number {
  if (goal[part] === 0) return 0;
  const only = { waist: 0, arms: 0, legs: 0, length: 0, [part]: goal[part] };
  const measured = limbs.flatMap((limb) => {
    if (limb.part !== part) return [];
    const t = strongestPlace(limb, only);
    const share = limb.narrows(only, t) / goal[part];
    return share < 0.5 ? [] : [narrowingIn(field, limb, t) / share];
  });
  return measured.length === 0 ? 0 : measured.reduce((sum, one) => sum + one, 0) / measured.length;
}

function strongestPlace(limb: Limb, strengths: BodyStrengths): number {
  let best = 0.5;
  for (let t = 0.1; t < 0.95; t += 0.05)
    if (Math.abs(limb.narrows(strengths, t)) > Math.abs(limb.narrows(strengths, best))) best = t;
  return best;
}

/** The share by which a field narrows a limb at a place along its line. Below 0: it widens. */
export function narrowingIn(field: NodeField, { from, to, halfFrom, halfTo }: Limb, t: number): number {
  const length = limbLength({ from, to });
  const [normalX, normalY] = [-(to.y - from.y) / length, (to.x - from.x) / length];
  const reach = MEASURED_AT * (halfFrom + t * (halfTo - halfFrom));
  const [x, y] = [from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)];
  const outwards = (side: 1 | -1): number => {
    const { x: dx, y: dy } = movementAt(field, x + side * reach * normalX, y + side * reach * normalY);
    return side * (dx * normalX + dy * normalY);
  };
  return -(outwards(1) + outwards(-1)) / (2 * reach);
}

/** The movement of a place in picture pixels, interpolated between nodes. */
export function movementAt(
  { grid, dx, dy }: NodeField,
  x: number,
  y: number,
): { readonly x: number; readonly y: number } {
  const mix = nodeMix(grid, ...cellsOf(grid, x, y));
  return { x: mixNodes(dx, grid.columns, mix) * grid.cellX, y: mixNodes(dy, grid.columns, mix) * grid.cellY };
}

function cellsOf({ left, top, cellX, cellY }: ShapeGrid, x: number, y: number): [number, number] {
  return [(x - left) / cellX, (y - top) / cellY];
}
