import type { Face } from '../faces/face';
import type { Point, SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { readPose, type Pose } from './pose';

/** The first view: its side, and the way from the face's centre down to its own, in face sizes. */
const VIEW_SIDE = 11;
const VIEW_DOWN = 3.6;
/** Each run's view follows from the joints of the run before. The first view is rough, so its joints do not count. */
const LEAST_RUNS = 2;
const MOST_RUNS = 3;
/** The body is the face's if nose and eyes lie no farther from the face's own, in face sizes. */
const HEAD_TOLERANCE = 0.3;
/** Least probability of a person. */
const LEAST_SCORE = 0.5;
/** Landmarks of a face: tip of the nose, corners of the person's left and right eye. */
const NOSE_TIP = 1;
const LEFT_EYE = [263, 362] as const;
const RIGHT_EYE = [33, 133] as const;

/**
 * Finds the body of a face. The network sees people everywhere, so the search begins below a confirmed face. The result
 * counts only if its head is that face.
 *
 * @returns the pose, or null if none is the face's
 * @throws EngineError as `NetworkRunner.run`
 */
export async function findBody(picture: Picture, face: Face, runner: NetworkRunner): Promise<Pose | null> {
  let view = firstView(face);
  for (let run = 1; run <= MOST_RUNS; run++) {
    const pose = await readPose(picture, view, runner);
    if (run >= LEAST_RUNS && pose.score >= LEAST_SCORE && isHeadOf(pose, face)) return pose;
    view = pose.nextView;
  }
  return null;
}

/** A view of the body below a face. A head turns more than a body, so only quarter turns are followed. */
function firstView({ crop: { centerX, centerY, angle }, size }: Face): SquareCrop {
  const turned = (Math.round(angle / (Math.PI / 2)) * Math.PI) / 2;
  return {
    centerX: centerX - VIEW_DOWN * size * Math.sin(turned),
    centerY: centerY + VIEW_DOWN * size * Math.cos(turned),
    side: VIEW_SIDE * size,
    angle: turned,
  };
}

function isHeadOf({ joints }: Pose, { landmarks, size }: Face): boolean {
  const near = (point: Point, ...indices: readonly number[]): boolean => {
    const x = indices.reduce((sum, index) => sum + landmarks[2 * index]!, 0) / indices.length;
    const y = indices.reduce((sum, index) => sum + landmarks[2 * index + 1]!, 0) / indices.length;
    return Math.hypot(point.x - x, point.y - y) <= HEAD_TOLERANCE * size;
  };
  return near(joints.nose, NOSE_TIP) && near(joints.leftEye, ...LEFT_EYE) && near(joints.rightEye, ...RIGHT_EYE);
}
