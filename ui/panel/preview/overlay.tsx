import type { BrushStroke } from '../../engine/api/choices';
import type { Box } from '../../engine/api/report';
import type { MarkedFace, MarkedSpot } from './tools';
import { toStage, type Place, type Viewport } from './viewport';

export interface OverlayProps {
  readonly viewport: Viewport;
  readonly spots: readonly MarkedSpot[];
  /** Spot that the keyboard has chosen. */
  readonly current: MarkedSpot | null;
  /** A face to outline. */
  readonly face: Box | null;
  /** Outlines for the face tool. */
  readonly faces: readonly MarkedFace[];
  readonly box: Box | null;
  /** Strokes for the brush tool. */
  readonly strokes: readonly BrushStroke[];
  /** Circle of the tool: centre and radius in picture pixels. */
  readonly cursor: { readonly at: Place; readonly radius: number } | null;
}

/** Smallest radius of a ring, in CSS pixels. */
const SMALLEST_RING = 4;

/** Marks over the preview. They are not part of the picture. */
export function Overlay({ viewport, spots, current, face, faces, box, strokes, cursor }: OverlayProps) {
  const { scale, offset } = viewport;
  const ring = ({ x, y }: Place, radius: number, name: string, key?: number) => {
    const at = toStage(viewport, { x, y });
    const r = Math.max(SMALLEST_RING, radius * scale);
    return (
      <g key={key} class={name}>
        <circle class="halo" cx={at.x} cy={at.y} r={r} />
        <circle class="ring" cx={at.x} cy={at.y} r={r} />
        {name.startsWith('spot kept') && (
          <path class="ring" d={`M${at.x - r * 0.7} ${at.y + r * 0.7}l${r * 1.4} ${-r * 1.4}`} />
        )}
      </g>
    );
  };
  const outline = ({ x, y, width, height }: Box, name: string, key?: number) => {
    const place = {
      x: offset.x + scale * x,
      y: offset.y + scale * y,
      width: scale * width,
      height: scale * height,
      rx: 4,
    };
    return (
      <g key={key} class={name}>
        <rect class="halo" {...place} />
        <rect class="ring" {...place} />
      </g>
    );
  };
  return (
    <svg class="overlay" aria-hidden="true">
      <g transform={`translate(${offset.x} ${offset.y}) scale(${scale})`}>
        {strokes.map((stroke, index) => (
          <polyline
            key={index}
            class={`stroke ${stroke.effect}`}
            stroke-width={2 * stroke.radius}
            points={strokePoints(stroke.points)}
          />
        ))}
      </g>
      {spots.map((spot, index) =>
        ring(spot.place, spot.place.radius, `spot ${spot.kind}${spot === current ? ' current' : ''}`, index),
      )}
      {faces.map((marked, index) => outline(marked.box, `outline ${marked.kind}`, index))}
      {face !== null && outline(face, 'outline pointed')}
      {box !== null && outline(box, 'outline drawn')}
      {cursor !== null && ring(cursor.at, cursor.radius, 'cursor')}
    </svg>
  );
}

/** A stroke of one point gets a second one: a line of one point is not painted. */
function strokePoints(points: readonly number[]): string {
  return (points.length === 2 ? [...points, points[0]! + 0.01, points[1]!] : points).join(' ');
}
