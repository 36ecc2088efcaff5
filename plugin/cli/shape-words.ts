import type { PartReason, ShapeKey, ShapePart, ShapeReport } from '../../ui/engine/api/shape';
import type { AdjustmentText } from '../../ui/locales/adjustment-text';

/** The texts of Shape's options. */
export const SHAPE_TEXTS: Readonly<Record<ShapeKey, AdjustmentText>> = {
  slim: { name: 'Slim', hint: 'Narrows waist, arms and legs together; below 0 it widens them.' },
  waist: { name: 'Waist', hint: 'Narrows or widens the trunk, most at the waist.' },
  arms: { name: 'Arms', hint: 'Narrows or widens both arms. Hands keep their shape.' },
  legs: { name: 'Legs', hint: 'Narrows or widens both legs. Feet keep their shape.' },
  length: { name: 'Length', hint: 'Makes legs longer or shorter.' },
  faceSlim: { name: 'Face slim', hint: 'Narrows or widens the jaw. Eyes, nose and mouth stay.' },
};

/** An explanation of Shape before its first use. */
export const ABOUT_SHAPE =
  'Shape changes the bodies of people, and reshaping people without asking them is contested. ' +
  'Ask the person in the photo, then add --allow-shape.';

const PARTS: Readonly<Record<ShapePart, string>> = {
  waist: 'waist',
  leftArm: 'left arm',
  rightArm: 'right arm',
  legs: 'legs',
  length: 'length',
  face: 'face',
};

const REASONS: Readonly<Record<PartReason, string>> = {
  'no-body': 'no body was found below the face',
  cut: 'not all in the picture, or hidden',
  crossed: 'an arm lies before the trunk',
  seated: 'the legs are bent',
  covered: 'a skirt, a coat or a thing hides the legs',
  turned: 'the body is seen from the side',
  small: 'too small',
  'no-room': 'the feet are too near to the border',
  transparent: 'the picture has transparent pixels',
};

/** The end of a line about a photo: how far Shape moved it, and the parts that it left, with the reasons. */
export function shapeWords({ moved, people }: ShapeReport): string {
  const many = people.length > 1;
  const left = people.flatMap(({ parts, values }, index) => {
    const kept = (Object.keys(PARTS) as ShapePart[]).flatMap((part) => {
      const reason = parts[part];
      return reason !== null && isAsked(part, values) ? [`${PARTS[part]} (${REASONS[reason]})`] : [];
    });
    return kept.length === 0 ? [] : [`${many ? `person ${index + 1}: ` : ''}${kept.join(', ')}`];
  });
  return `, shape moved up to ${moved} px${left.length === 0 ? '' : `, left as they are: ${left.join('; ')}`}`;
}

/** Whether values ask for a change of a part. */
function isAsked(part: ShapePart, values: ShapeReport['values']): boolean {
  switch (part) {
    case 'waist':
      return values.slim !== 0 || values.waist !== 0;
    case 'leftArm':
    case 'rightArm':
      return values.slim !== 0 || values.arms !== 0;
    case 'legs':
      return values.slim !== 0 || values.legs !== 0;
    case 'length':
      return values.length !== 0;
    case 'face':
      return values.faceSlim !== 0;
  }
}
