import type { BrushStroke } from '../../engine/api/brush';
import type { Box } from '../../engine/api/report';
import { markOf, type Find } from './finds';
import type { MarkedFace } from './tools';
import { toStage, type Place, type Viewport } from './viewport';

export interface OverlayProps {
  readonly viewport: Viewport;
  /** Distance to the right at which the marks are drawn, in CSS pixels: over the right half, side by side. */
  readonly shift: number;
  readonly finds: readonly Find[];
  /** Find that the keyboard or the review has chosen. */
  readonly current: Find | null;
  /** Outlined faces: the one that is pointed at, and those for the face tool. */
  readonly face: Box | null;
  readonly faces: readonly MarkedFace[];
  readonly box: Box | null;
  /** Strokes for the brush tool. */
  readonly strokes: readonly BrushStroke[];
  /** Circle of the tool: centre and radius in picture pixels. */
  readonly cursor: { readonly at: Place; readonly radius: number } | null;
}

/** Smallest radius of a ring, and the radius of the dot on a find that is kept, in CSS pixels. */
const SMALLEST_RING = 4;
const DOT = 2;
/** Distance from a find to its ring, in CSS pixels: the ring does not hide what is judged. */
const CLEARANCE = 2;

/** Marks over the preview. They are not part of the picture. */
export function Overlay({ viewport, shift, finds, current, face, faces, box, strokes, cursor }: OverlayProps) {
  const { scale, offset } = viewport;
  return (
    <svg class="overlay" aria-hidden="true">
      <g transform={shift === 0 ? undefined : `translate(${shift} 0)`}>
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
        <g class="marks">
          {finds.map((find, index) => (
            <Mark key={index} find={find} isCurrent={find === current} viewport={viewport} />
          ))}
        </g>
        {current !== null && (
          <Ring name="spot current" at={current.place} radius={current.place.radius} viewport={viewport} />
        )}
        {faces.map((marked, index) => (
          <Outline key={index} name={marked.kind} box={marked.box} viewport={viewport} />
        ))}
        {face !== null && <Outline name="pointed" box={face} viewport={viewport} />}
        {box !== null && <Outline name="drawn" box={box} viewport={viewport} />}
        {cursor !== null && <Ring name="cursor" at={cursor.at} radius={cursor.radius} viewport={viewport} />}
      </g>
    </svg>
  );
}

interface MarkProps {
  readonly find: Find;
  readonly isCurrent: boolean;
  readonly viewport: Viewport;
}

/** A solid ring: healed; a dashed one: doubtful; a dot: kept. */
function Mark({ find, isCurrent, viewport }: MarkProps) {
  const mark = markOf(find);
  const name = `spot ${mark}${isCurrent ? ' chosen' : ''}`;
  if (mark !== 'kept') return <Ring name={name} at={find.place} radius={find.place.radius} viewport={viewport} />;
  const at = toStage(viewport, find.place);
  return (
    <g class={name}>
      <circle class="dot" cx={at.x} cy={at.y} r={DOT} />
    </g>
  );
}

interface RingProps {
  readonly name: string;
  readonly at: Place;
  readonly radius: number;
  readonly viewport: Viewport;
}

function Ring({ name, at, radius, viewport }: RingProps) {
  const { x, y } = toStage(viewport, at);
  const r = name === 'cursor' ? radius * viewport.scale : Math.max(SMALLEST_RING, radius * viewport.scale + CLEARANCE);
  return (
    <g class={name}>
      <circle class="halo" cx={x} cy={y} r={r} />
      <circle class="ring" cx={x} cy={y} r={r} />
    </g>
  );
}

function Outline({ name, box, viewport: { scale, offset } }: { name: string; box: Box; viewport: Viewport }) {
  const place = {
    x: offset.x + scale * box.x,
    y: offset.y + scale * box.y,
    width: scale * box.width,
    height: scale * box.height,
    rx: 4,
  };
  return (
    <g class={`outline ${name}`}>
      <rect class="halo" {...place} />
      <rect class="ring" {...place} />
    </g>
  );
}

/** A stroke of one point gets a second one: a line of one point is not painted. */
function strokePoints(points: readonly number[]): string {
  return (points.length === 2 ? [...points, points[0]! + 0.01, points[1]!] : points).join(' ');
}
