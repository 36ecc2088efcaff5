import { choiceOfFace, type Choices } from '../../engine/api/choices';
import {
  isShapeOff,
  NO_SHAPE,
  SHAPE_PARTS,
  type PartReason,
  type PersonReport,
  type PersonShape,
  type ShapeKey,
  type ShapePart,
  type ShapeValues,
} from '../../engine/api/shape';

/** The parts that each value changes. */
const PARTS_OF: Readonly<Record<ShapeKey, readonly ShapePart[]>> = {
  slim: ['waist', 'leftArm', 'rightArm', 'legs'],
  waist: ['waist'],
  arms: ['leftArm', 'rightArm'],
  legs: ['legs'],
  length: ['length'],
  faceSlim: ['face'],
};

/** Whether Shape changes anybody. */
export function isShapeOn({ people }: Choices): boolean {
  return people.some(({ values }) => !isShapeOff(values));
}

/** The values of a person; zeros where the designer chose none. */
export function shapeValuesOf({ face }: PersonReport, { people }: Choices): ShapeValues {
  return people.find((one) => isOf(one, face))?.values ?? NO_SHAPE;
}

/** Whether a value changes any part of a person. */
export function canChange({ parts }: PersonReport, key: ShapeKey): boolean {
  return PARTS_OF[key].some((part) => parts[part] === null);
}

/** The choices with another value for these people. People whom the value cannot change stay as they are. */
export function withShapeValue(
  choices: Choices,
  people: readonly PersonReport[],
  key: ShapeKey,
  value: number,
): Choices {
  const changed = people
    .filter((person) => canChange(person, key))
    .reduce<readonly PersonShape[]>((list, { face, ...person }) => {
      const values = { ...shapeValuesOf({ face, ...person }, { ...choices, people: list }), [key]: value };
      const others = list.filter((one) => !isOf(one, face));
      const next = { x: face.x + face.width / 2, y: face.y + face.height / 2, values };
      return isShapeOff(values) ? others : [...others, next];
    }, choices.people);
  return { ...choices, people: changed };
}

/** The parts of a person that stay as they are, by reason. */
export function partsThatStay({ parts }: PersonReport): ReadonlyMap<PartReason, readonly ShapePart[]> {
  const groups = new Map<PartReason, ShapePart[]>();
  for (const part of SHAPE_PARTS) {
    const reason = parts[part];
    if (reason !== null) groups.set(reason, [...(groups.get(reason) ?? []), part]);
  }
  return groups;
}

function isOf({ x, y }: PersonShape, face: PersonReport['face']): boolean {
  return choiceOfFace(face, [{ x, y, on: true, own: {} }]) !== null;
}
