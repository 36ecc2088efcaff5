import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { isFace } from '../../engine/api/report';
import { useMessages } from '../controls/use-messages';
import { ComparePill } from './compare-pill';
import type { Comparison } from './draw-preview';
import { PreviewCanvas } from './preview-canvas';
import { PreviewNotice } from './preview-notice';
import type { CanvasProps } from './preview-props';
import { suitedTools, toolsFor, type PreviewTools } from './preview-tools';
import type { OpenPicture, ViewedPicture } from './viewed-picture';
import { ZoomPill } from './zoom-pill';

export interface PreviewProps extends Omit<CanvasProps, 'picture' | 'tools' | 'onTools'> {
  readonly pictureId: string;
  readonly picture: ViewedPicture;
  readonly tools: PreviewTools;
  readonly onTools: (change: Partial<PreviewTools>) => void;
  /** The toolbar, which always stands below the picture. */
  readonly children: ComponentChildren;
}

/** The chosen picture with its tools. While it loads, a notice stands in its place. */
export function Preview(props: PreviewProps) {
  const messages = useMessages();
  const { picture, children } = props;
  const isBusy = picture.state === 'open' ? picture.busy : picture.state === 'loading';
  return (
    <section class="preview" aria-label={messages.preview} aria-busy={isBusy}>
      {picture.state === 'open' ? (
        <OpenFrame {...props} picture={picture} />
      ) : (
        <div class="stage-frame">
          <PreviewNotice picture={picture} />
        </div>
      )}
      {children}
    </section>
  );
}

function OpenFrame({
  pictureId,
  picture,
  ...props
}: Omit<PreviewProps, 'picture' | 'children'> & { readonly picture: OpenPicture }) {
  const tools = toolsFor(props.tools, pictureId, picture);
  const suited = suitedTools(props.tools, tools, picture);
  const onTools = (change: Partial<PreviewTools>): void => props.onTools({ ...suited, ...change });
  return <Frame {...props} picture={picture} tools={tools} onTools={onTools} />;
}

/** The canvas with what lies over it: comparison, zoom, progress and a note. */
function Frame(props: CanvasProps) {
  const { picture, tools, onTools } = props;
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  const comparison = comparisonOf(tools);
  return (
    <div class="stage-frame" ref={element}>
      <PreviewCanvas {...props} comparison={comparison} />
      <ComparePill compare={tools.compare} held={tools.held} onTools={onTools} />
      <ZoomPill picture={picture} zoom={tools.zoom} frame={element} onZoom={(zoom) => onTools({ zoom })} />
      {picture.clipped !== null && (
        <p class="stage-hint" role="note">
          {messages.clippedPixels(picture.clipped)}
        </p>
      )}
      {(picture.progress !== null || !picture.analysed) && (
        <progress
          class="stage-progress"
          max="1"
          value={picture.progress?.done ?? 0}
          aria-label={messages.stages[picture.progress?.stage ?? 'decode']}
        />
      )}
      <PreviewNote
        picture={picture}
        isDrawing={tools.tool === 'face'}
        onDraw={() => {
          onTools({ tool: 'face' });
          // The pressed button goes away. With the focus on the canvas, keys can place the box at once.
          element.current?.querySelector<HTMLElement>('.stage')?.focus();
        }}
      />
    </div>
  );
}

interface PreviewNoteProps {
  readonly picture: OpenPicture;
  /** The face tool is in use. */
  readonly isDrawing: boolean;
  readonly onDraw: () => void;
}

/** Says why nothing in the picture can be retouched, and offers the face tool. */
function PreviewNote({ picture, isDrawing, onDraw }: PreviewNoteProps) {
  const messages = useMessages();
  const obstacle = obstacleOf(picture);
  if (obstacle === null || (obstacle === 'no-face' && isDrawing)) return null;
  return (
    <div class="stage-note">
      {messages.nothingToSee[obstacle]}
      {!isDrawing && (
        <button type="button" class="text-button" onClick={onDraw}>
          {messages.outlineFace}
        </button>
      )}
    </div>
  );
}

function comparisonOf({ held, compare, split }: PreviewTools): Comparison {
  if (held) return { mode: 'before' };
  return compare === 'split' ? { mode: 'split', at: split } : { mode: compare };
}

/** Why nothing in the picture can be retouched; null if something can, or before the engine has looked. */
function obstacleOf({ faces, analysed }: OpenPicture): 'no-face' | 'box-without-face' | 'faces-too-small' | null {
  if (!analysed) return null;
  const found = faces.filter(isFace);
  if (found.length === 0) return faces.length === 0 ? 'no-face' : 'box-without-face';
  return found.every(({ state }) => state === 'skipped') ? 'faces-too-small' : null;
}
