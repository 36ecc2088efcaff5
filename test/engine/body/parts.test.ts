import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeableParts } from '../../../ui/engine/body/parts';
import type { JointName, Joints, Pose } from '../../../ui/engine/body/pose';
import { figure, poseOf, type Figure } from '../shape/drawn-figures';

const PICTURE = { width: 640, height: 960 };
const standing = figure({ x: 320, y: 240, unit: 130 });

/** The figure with some joints moved or hidden. */
function withJoints(change: Partial<Record<JointName, Partial<Joints['nose']>>>, one = standing): Figure {
  const joints = Object.fromEntries(
    Object.entries(one.joints).map(([name, joint]) => [name, { ...joint, ...change[name as JointName] }]),
  );
  return { ...one, joints: joints as Record<JointName, Joints['nose']> };
}

function partsOf(one: Figure, pose: Pose = poseOf(one)): ReturnType<typeof changeableParts> {
  return changeableParts(pose, PICTURE);
}

describe('changeableParts', () => {
  // Promise: S4
  test('allows every part of a standing person', () => {
    assert.deepEqual(partsOf(standing), {
      waist: null,
      leftArm: null,
      rightArm: null,
      legs: null,
      length: null,
      face: null,
    });
  });

  // Promise: S4
  test('leaves a half body without legs, and a hidden arm', () => {
    const hidden = { isSeen: false };
    const parts = partsOf(withJoints({ leftAnkle: hidden, rightKnee: hidden, rightWrist: hidden }));
    assert.equal(parts.legs, 'cut');
    assert.equal(parts.length, 'cut');
    assert.equal(parts.rightArm, 'cut');
    assert.equal(parts.leftArm, null);
    assert.equal(partsOf(withJoints({ leftHip: hidden })).waist, 'cut');
  });

  test('leaves crossed arms and the trunk behind them', () => {
    const parts = partsOf(withJoints({ leftWrist: { x: 300, y: 330 } }));
    assert.equal(parts.leftArm, 'crossed');
    assert.equal(parts.waist, 'crossed');
    assert.equal(parts.rightArm, null);
  });

  test('leaves bent legs', () => {
    const seated = { leftKnee: { x: 400, y: 460 }, rightKnee: { x: 240, y: 460 } };
    assert.equal(partsOf(withJoints(seated)).legs, 'seated');
  });

  test('leaves legs under a skirt or a coat', () => {
    assert.equal(partsOf(standing, poseOf(standing, 3)).legs, 'covered');
  });

  test('leaves a trunk that is seen from the side', () => {
    const turned = { leftShoulder: { x: 330 }, rightShoulder: { x: 310 } };
    assert.equal(partsOf(withJoints(turned)).waist, 'turned');
  });

  test('does not make legs longer at the lower border', () => {
    const low = figure({ x: 320, y: 460, unit: 130 });
    assert.equal(partsOf(low).length, 'no-room');
    assert.equal(partsOf(low).legs, null);
  });

  test('leaves small bodies and faces without a body', () => {
    assert.equal(partsOf(figure({ x: 320, y: 240, unit: 40 })).leftArm, 'small');
    assert.deepEqual(changeableParts(null, PICTURE), {
      waist: 'no-body',
      leftArm: 'no-body',
      rightArm: 'no-body',
      legs: 'no-body',
      length: 'no-body',
      face: null,
    });
  });
});
