import type { ShapeTexts } from './shape-text';

export const shapeEn: ShapeTexts = {
  name: 'Shape',
  hint: 'Narrows or widens bodies and faces, for this picture only. No preset holds it.',
  about:
    'Shape changes the bodies of people: waist, arms, legs and jaw. Reshaping people without asking them is contested. Ask the person in the photo first.',
  allow: 'I understand: use Shape',
  on: 'On',
  looking: 'Looking for bodies …',
  nobody: 'No person found.',
  stays: 'These stay as they are:',
  part: (person, parts, reason) => `${person === null ? '' : `${person}, `}${parts.join(', ')}: ${reason}`,
  layers: 'Hide all layers of the group together. Without Shape, the others lie in the wrong place.',
  done: 'bodies reshaped',
  values: {
    slim: { name: 'Slim', hint: 'Narrows waist, arms and legs together; below 0 it widens them.' },
    waist: { name: 'Waist', hint: 'Narrows or widens the trunk, most at the waist.' },
    arms: { name: 'Arms', hint: 'Narrows or widens both arms. Hands keep their shape.' },
    legs: { name: 'Legs', hint: 'Narrows or widens both legs. Feet keep their shape.' },
    length: { name: 'Length', hint: 'Makes legs longer or shorter.' },
    faceSlim: { name: 'Face slim', hint: 'Narrows or widens the jaw. Eyes, nose and mouth stay.' },
  },
  parts: {
    waist: 'waist',
    leftArm: 'left arm',
    rightArm: 'right arm',
    legs: 'legs',
    length: 'length',
    face: 'face',
  },
  reasons: {
    'no-body': 'no body was found below the face',
    cut: 'not all in the picture, or hidden',
    crossed: 'an arm lies before the trunk',
    seated: 'the legs are bent',
    covered: 'a skirt, a coat or a thing hides the legs',
    turned: 'the body is seen from the side',
    small: 'too small',
    'no-room': 'the feet are too near to the border',
    transparent: 'the picture has transparent pixels',
  },
};
