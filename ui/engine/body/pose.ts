import { cropToPicture, type Point, type SquareCrop } from '../geometry/square-crop';
import { sigmoid } from '../faces/decode-detections';
import { runOnCrop } from '../faces/run-on-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';

/** Joint → index of its point in the pose network's output. Left and right are the person's own. */
const POINTS = {
  nose: 0,
  leftEye: 2,
  rightEye: 5,
  leftEar: 7,
  rightEar: 8,
  leftShoulder: 11,
  rightShoulder: 12,
  leftElbow: 13,
  rightElbow: 14,
  leftWrist: 15,
  rightWrist: 16,
  leftHand: 19,
  rightHand: 20,
  leftHip: 23,
  rightHip: 24,
  leftKnee: 25,
  rightKnee: 26,
  leftAnkle: 27,
  rightAnkle: 28,
  leftFoot: 31,
  rightFoot: 32,
} as const;
export type JointName = keyof typeof POINTS;

/** The centre of the body's circle and a point on it, above the head of an upright body. */
const CENTRE = 33;
const RIM = 34;
/** Numbers that the network gives for each point: x, y, z, visibility, presence. */
const NUMBERS = 5;
/** Side of the network's view in diameters of the body's circle (MediaPipe). */
const VIEW_MARGIN = 1.25;
/** A joint is used from this probability of being visible. */
const SEEN = 0.5;

/** A joint in picture pixels. */
export interface Joint extends Point {
  /** Whether the joint is visible and lies in the picture. Its position is a guess otherwise. */
  readonly isSeen: boolean;
}

export type Joints = Readonly<Record<JointName, Joint>>;

/** The pose network's result for one view. */
export interface Pose {
  readonly joints: Joints;
  /** Probability of a person in the view, 0–1. */
  readonly score: number;
  readonly mask: BodyMask;
  /** The view that these joints suggest. */
  readonly nextView: SquareCrop;
}

/** Where the person is: one logit for each cell of a square over `crop`, above 0 inside. */
export interface BodyMask {
  readonly crop: SquareCrop;
  /** Cells along each side. */
  readonly side: number;
  /** Row-major, `side * side` values. */
  readonly logits: Float32Array;
}

/**
 * Runs the pose network once.
 * @param view with the person upright in it
 * @throws EngineError as `NetworkRunner.run`
 */
export async function readPose(picture: Picture, view: SquareCrop, runner: NetworkRunner): Promise<Pose> {
  const {
    inputSize,
    outputs: [points, person, logits],
  } = await runOnCrop(picture, view, 'pose', runner);
  const at = (index: number): Point =>
    cropToPicture(view, points![NUMBERS * index]! / inputSize, points![NUMBERS * index + 1]! / inputSize);
  const jointAt = (index: number): Joint => {
    const { x, y } = at(index);
    const isInside = x >= 0 && y >= 0 && x < picture.width && y < picture.height;
    return { x, y, isSeen: isInside && sigmoid(points![NUMBERS * index + 3]!) > SEEN };
  };
  const joints = Object.entries(POINTS).map(([name, index]) => [name, jointAt(index)] as const);
  const [centre, rim] = [at(CENTRE), at(RIM)];
  const [dx, dy] = [rim.x - centre.x, rim.y - centre.y];
  return {
    joints: Object.fromEntries(joints) as Record<JointName, Joint>,
    score: person![0]!,
    mask: { crop: view, side: Math.sqrt(logits!.length), logits: logits! },
    nextView: {
      centerX: centre.x,
      centerY: centre.y,
      side: 2 * VIEW_MARGIN * Math.hypot(dx, dy),
      angle: Math.atan2(dy, dx) + Math.PI / 2,
    },
  };
}
