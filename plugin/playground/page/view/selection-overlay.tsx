import type { JSX } from 'preact';
import type { Affine } from '../../../geometry/affine';
import { boxAround, type Box, type Point } from '../../../geometry/box';
import { sizeOf, type HostNode } from '../../host/index';
import { nodeCorners } from '../editor/hit-test';
import { viewportMatrix } from '../editor/viewport';
import { useEditor } from './use-editor';

interface SelectionOverlayProps {
  readonly hovered: HostNode | null;
  /** In css pixels of the canvas. */
  readonly marquee: Box | null;
}

/** Outlines, handles, names and sizes over the canvas. The pointer passes through all of it. */
export function SelectionOverlay({ hovered, marquee }: SelectionOverlayProps): JSX.Element {
  const editor = useEditor();
  const view = viewportMatrix(editor.view);
  const { selection, page } = editor.document;
  const shown = selection.filter((node) => node.values.visible);
  const hidden = selection.filter((node) => !node.values.visible);
  const frames = page.children.filter((node) => node.type === 'FRAME' || node.type === 'SECTION');
  return (
    <svg class="overlay" aria-hidden="true">
      {frames.map((node) => {
        const corner = nodeCorners(node, view)[0]!;
        return (
          <text key={node.id} class="frame-name" x={corner.x} y={corner.y - 6}>
            {node.values.name}
          </text>
        );
      })}
      {hovered !== null && !selection.includes(hovered) && <path class="hovered" d={outlinePath([hovered], view)} />}
      {shown.length > 0 && <path class="outline" d={outlinePath(shown, view)} />}
      {hidden.length > 0 && <path class="outline dashed" d={outlinePath(hidden, view)} />}
      {selection.length === 1 && <Handles node={selection[0]!} corners={nodeCorners(selection[0]!, view)} />}
      {marquee !== null && (
        <rect class="marquee" x={marquee.x} y={marquee.y} width={marquee.width} height={marquee.height} />
      )}
    </svg>
  );
}

/** The outlines of nodes as one SVG path: thousands of selected layers are one element. */
function outlinePath(nodes: readonly HostNode[], view: Affine): string {
  return nodes
    .map((node) => {
      const corners = nodeCorners(node, view).map(({ x, y }) => `${x} ${y}`);
      return `M${corners.join('L')}Z`;
    })
    .join('');
}

function Handles({
  node,
  corners,
}: {
  readonly node: HostNode;
  readonly corners: readonly Point[];
}): JSX.Element | null {
  const box = boxAround(corners);
  if (box === null) return null;
  const { width, height } = sizeOf(node);
  const label = `${round(width)} × ${round(height)}`;
  const middle = box.x + box.width / 2;
  const bottom = box.y + box.height;
  const badge = label.length * 6.2 + 10;
  return (
    <>
      {corners.map(({ x, y }, index) => (
        <rect key={index} class="handle" x={x - 3.5} y={y - 3.5} width="7" height="7" rx="1" />
      ))}
      <rect class="badge" x={middle - badge / 2} y={bottom + 8} width={badge} height="18" rx="3" />
      <text class="badge-text" x={middle} y={bottom + 21} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
