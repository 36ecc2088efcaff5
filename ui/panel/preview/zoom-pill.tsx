import type { RefObject } from 'preact';
import { isFace } from '../../engine/api/report';
import { useMessages } from '../controls/use-messages';
import { labelOf } from '../keyboard/shortcuts';
import { middleOfFirstFace, zoomToFace } from './preview-tools';
import type { OpenPicture } from './viewed-picture';
import { FIT, viewportOf, zoomAt, type Size, type Zoom } from './viewport';

export interface ZoomPillProps {
  readonly picture: OpenPicture;
  readonly zoom: Zoom;
  /** The element around the canvas. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly onZoom: (zoom: Zoom) => void;
}

const STEP = 1.25;

/** Smaller, the scale, larger, all of the picture, and the face. */
export function ZoomPill({ picture, zoom, frame, onZoom }: ZoomPillProps) {
  const messages = useMessages();
  const density = window.devicePixelRatio || 1;
  const size = (): Size => {
    const stage = frame.current?.querySelector('.stage');
    return { width: stage?.clientWidth ?? 300, height: stage?.clientHeight ?? 300 };
  };
  const step = (factor: number): void => {
    const stage = size();
    const middle = { x: stage.width / 2, y: stage.height / 2 };
    onZoom(zoomAt(viewportOf(zoom, picture, stage, density), factor, middle, picture, stage, density));
  };
  const center = zoom.mode === 'scale' ? zoom.center : middleOfFirstFace(picture);
  const face = picture.faces.find(isFace);
  return (
    <div class="pill zoom" role="group" aria-label={messages.zoom}>
      <button type="button" class="text-button wide-only" aria-label={messages.zoomOut} onClick={() => step(1 / STEP)}>
        −
      </button>
      <button
        type="button"
        class="text-button"
        aria-pressed={zoom.mode === 'scale' && zoom.scale === 1}
        data-tip={`${messages.fullSizeHint}  ${labelOf('zoom-full')}`}
        onClick={() => onZoom({ mode: 'scale', scale: 1, center })}
      >
        {`${zoom.mode === 'scale' ? Math.round(100 * zoom.scale) : 100} ${messages.percent}`}
      </button>
      <button type="button" class="text-button wide-only" aria-label={messages.zoomIn} onClick={() => step(STEP)}>
        +
      </button>
      <button
        type="button"
        class="text-button"
        aria-pressed={zoom.mode === 'fit'}
        data-tip={`${messages.fitHint}  ${labelOf('zoom-fit')}`}
        onClick={() => onZoom(FIT)}
      >
        {messages.fit}
      </button>
      {face !== undefined && (
        <button
          type="button"
          class="text-button"
          data-tip={`${messages.faceHint}  ${labelOf('zoom-face')}`}
          onClick={() => onZoom(zoomToFace(face.box, size(), density))}
        >
          {messages.face}
        </button>
      )}
    </div>
  );
}
