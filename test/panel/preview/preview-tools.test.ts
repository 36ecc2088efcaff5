import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INITIAL_TOOLS, toolsFor } from '../../../ui/panel/preview/preview-tools';
import type { OpenPicture } from '../../../ui/panel/preview/viewed-picture';

/** An open picture of 1000 × 1000 px with one face of 200 × 200 px. */
function pictureWithFace(x: number, y: number): OpenPicture {
  const box = { x, y, width: 200, height: 200 };
  const none = { spots: null, original: null, after: null, originalDetail: null, afterDetail: null, progress: null };
  const faces = [{ box, score: 1, angle: 0, state: 'done' as const }];
  return { state: 'open', width: 1000, height: 1000, faces, ...none, busy: false };
}

describe('toolsFor', () => {
  const zoom = { mode: 'scale', scale: 2, center: { x: 1, y: 1 } } as const;
  const first = toolsFor(INITIAL_TOOLS, 'A', pictureWithFace(0, 0));
  const used = { ...first, tool: 'brush' as const, split: 0.3, zoom };

  test('keeps everything while the picture stays', () => {
    assert.deepEqual(toolsFor(used, 'A', pictureWithFace(0, 0)), used);
  });

  test('keeps tool, split and scale on another picture, and centres on its face', () => {
    const next = toolsFor(used, 'B', pictureWithFace(400, 600));
    assert.deepEqual([next.tool, next.split], ['brush', 0.3]);
    assert.deepEqual(next.zoom, { mode: 'scale', scale: 2, center: { x: 500, y: 700 } });
  });

  test('keeps effect and feather of the brush, with a size that suits the faces', () => {
    const own = {
      ...used,
      toolSettings: { ...first.toolSettings, effect: 'include' as const, feather: 9, brushSize: 1 },
    };
    const { toolSettings } = toolsFor(own, 'B', pictureWithFace(400, 600));
    assert.deepEqual([toolSettings.effect, toolSettings.feather, toolSettings.brushSize], ['include', 9, 40]);
  });
});
