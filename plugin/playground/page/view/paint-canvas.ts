import type { Affine } from '../../../geometry/affine';
import type { HostNode } from '../../host/index';
import { surfaceOf } from '../canvas/surface';
import type { Editor } from '../editor/editor';
import { isPluginMade, renderTree } from '../editor/render-tree';

const GROUND = { light: '#f5f5f5', dark: '#1e1e1e' } as const;

/** Paints the page as the editor shows it. `density` is the number of device pixels a css pixel. */
export function paintCanvas(editor: Editor, canvas: HTMLCanvasElement, density: number): void {
  const width = Math.max(1, Math.round(editor.canvasSize.width * density));
  const height = Math.max(1, Math.round(editor.canvasSize.height * density));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = GROUND[editor.theme];
  context.fillRect(0, 0, width, height);
  const { zoom, offset } = editor.view;
  const scale = zoom * density;
  // Whole device pixels, so that a photo at 100 % is copied and not resampled.
  const map: Affine = [
    [scale, 0, Math.round(offset.x * density)],
    [0, scale, Math.round(offset.y * density)],
  ];
  const { page, grid } = editor.document;
  const isAway = ({ id, parent }: HostNode): boolean =>
    grid.focused !== null && parent?.type === 'SLIDE_ROW' && id !== grid.focused;
  const nodes = renderTree(page.children, (node) => isAway(node) || (editor.showsBefore && isPluginMade(node)));
  editor.renderer.paint(surfaceOf(context), nodes, map);
}
