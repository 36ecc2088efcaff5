import type { JSX } from 'preact';
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

/** Outlines, handles, names and sizes over the canvas; nothing of it takes the pointer. */
export function SelectionOverlay({ hovered, marquee }: SelectionOverlayProps): JSX.Element {
  const editor = useEditor();
  const view = viewportMatrix(editor.view);
  const { selection, page } = editor.document;
  const outline = (node: HostNode): string =>
    nodeCorners(node, view)
      .map(({ x, y }) => `${x},${y}`)
      .join(' ');
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
      {hovered !== null && !selection.includes(hovered) && <polygon class="hovered" points={outline(hovered)} />}
      {selection.map((node) => (
        <polygon key={node.id} class={`outline${node.values.visible ? '' : ' dashed'}`} points={outline(node)} />
      ))}
      {selection.length === 1 && <Handles node={selection[0]!} corners={nodeCorners(selection[0]!, view)} />}
      {marquee !== null && (
        <rect class="marquee" x={marquee.x} y={marquee.y} width={marquee.width} height={marquee.height} />
      )}
    </svg>
  );
}

function Handles({
  node,
  corners,
}: {
  readonly node: HostNode;
  readonly corners: readonly { x: number; y: number }[];
}): JSX.Element {
  const { width, height } = sizeOf(node);
  const label = `${round(width)} × ${round(height)}`;
  const left = Math.min(...corners.map(({ x }) => x));
  const right = Math.max(...corners.map(({ x }) => x));
  const bottom = Math.max(...corners.map(({ y }) => y));
  const badge = label.length * 6.2 + 10;
  return (
    <>
      {corners.map(({ x, y }, index) => (
        <rect key={index} class="handle" x={x - 3.5} y={y - 3.5} width="7" height="7" rx="1" />
      ))}
      <rect class="badge" x={(left + right) / 2 - badge / 2} y={bottom + 8} width={badge} height="18" rx="3" />
      <text class="badge-text" x={(left + right) / 2} y={bottom + 21} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
