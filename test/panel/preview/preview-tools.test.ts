import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INITIAL_TOOLS, toolsFor } from '../../../ui/panel/preview/preview-tools';
import type { OpenPicture } from '../../../ui/panel/preview/viewed-picture';

/** An open picture of 1000 × 1000 px with one square face. */
function pictureWithFace(x: number, y: number, size = 200): OpenPicture {
  const box = { x, y, width: size, height: size };
  const images = { original: null, after: null, originalDetail: null, afterDetail: null, mask: null };
  const none = {
    ...images,
    spots: null,
    found: [],
    people: null,
    clipped: null,
    crops: new Map(),
    tiles: [],
    progress: null,
  };
  const faces = [{ box, score: 1, angle: 0, state: 'done' as const }];
  return { state: 'open', width: 1000, height: 1000, analysed: true, faces, ...none, busy: false };
}

describe('toolsFor', () => {
  const zoom = { mode: 'scale', scale: 2, center: { x: 1, y: 1 } } as const;
  const first = toolsFor(INITIAL_TOOLS, 'A', pictureWithFace(0, 0));
  const used = { ...first, tool: 'brush' as const, compare: 'split' as const, split: 0.3, zoom };

  test('keeps everything while the picture stays', () => {
    assert.deepEqual(toolsFor(used, 'A', pictureWithFace(0, 0)), used);
  });

  test('keeps tool, comparison and split on another picture', () => {
    const next = toolsFor(used, 'B', pictureWithFace(400, 600));
    assert.deepEqual([next.tool, next.compare, next.split], ['brush', 'split', 0.3]);
  });

  test('keeps the zoom on the same part of the face, and the face as large', () => {
    const next = toolsFor(used, 'B', pictureWithFace(400, 600, 400));
    // 99 px left of and above the middle of a face of 200 px is 198 px for one of 400 px.
    assert.deepEqual(next.zoom, { mode: 'scale', scale: 1, center: { x: 600 - 198, y: 800 - 198 } });
  });

  test('shows all of a picture until its faces are known', () => {
    assert.deepEqual(toolsFor(used, 'B', { ...pictureWithFace(400, 600), analysed: false }).zoom, { mode: 'fit' });
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
