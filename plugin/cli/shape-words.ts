import type { ShapePart, ShapeReport } from '../../ui/engine/api/shape';
import { shapeEn } from '../../ui/locales/shape-en';

const { parts: PARTS, reasons: REASONS } = shapeEn;

/** The texts of Shape's options. */
export const SHAPE_TEXTS = shapeEn.values;

/** An explanation of Shape before its first use. */
export const ABOUT_SHAPE =
  'Shape changes the bodies of people, and reshaping people without asking them is contested. ' +
  'Ask the person in the photo, then add --allow-shape.';

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
