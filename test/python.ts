import { spawnSync } from 'node:child_process';

const NEEDED = 'import torch, onnx, cv2';

/** A Python with PyTorch, ONNX and OpenCV, which training and export need; null if this machine has none. */
export function findPython(): string | null {
  return (
    ['python3', '/usr/bin/python3'].find(
      (python) => spawnSync(python, ['-c', NEEDED], { stdio: 'ignore' }).status === 0,
    ) ?? null
  );
}
