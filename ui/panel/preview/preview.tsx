import { useRef } from 'preact/hooks';
import { isFace } from '../../engine/api/report';
import { useMessages } from '../controls/use-messages';
import { withChoices } from './choices-history';
import type { Comparison } from './draw-preview';
import { PreviewCanvas } from './preview-canvas';
import type { PreviewProps } from './preview-props';
import { toolsFor, type PictureTools, type PreviewTools } from './preview-tools';
import { ToolOptions } from './tool-options';
import { Toolbar } from './toolbar';
import { usePreviewKeys } from './use-preview-keys';
import type { OpenPicture } from './viewed-picture';

/** The chosen picture with its tools. */
export function Preview(props: PreviewProps) {
  const messages = useMessages();
  const { pictureId, picture, history } = props;
  const tools = toolsFor(props.tools, pictureId, picture);
  // The first change on a picture also stores the sizes and the zoom that suit it.
  const { toolSettings, zoom } = tools;
  const isNew = props.tools.pictureId !== pictureId || props.tools.toolSettings === null;
  const suited = isNew ? { pictureId, toolSettings, zoom } : {};
  const onTools = (change: Partial<PreviewTools>): void => props.onTools({ ...suited, ...change });
  usePreviewKeys(history, props.onHistory, onTools);
  return (
    <section class="preview" aria-label={messages.preview} aria-busy={picture.busy}>
      <Frame {...props} tools={tools} onTools={onTools} />
      <Toolbar {...props} tools={tools} onTools={onTools} />
      <ToolOptions
        picture={picture}
        tool={tools.tool}
        settings={toolSettings}
        onSettings={(next) => onTools({ toolSettings: next })}
      />
    </section>
  );
}

type FrameProps = Omit<PreviewProps, 'tools'> & { readonly tools: PictureTools };

/** The canvas with what lies over it: progress, a note, and the names of the two sides. */
function Frame({ picture, history, onHistory, onRegion, face, tools, onTools }: FrameProps) {
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  const comparison = comparisonOf(tools);
  return (
    <div class="stage-frame" ref={element}>
      <PreviewCanvas
        {...tools}
        picture={picture}
        choices={history.now}
        comparison={comparison}
        face={face}
        onZoom={(zoom) => onTools({ zoom })}
        onSplit={(split) => onTools({ split })}
        onRegion={onRegion}
        onChoices={(choices) => onHistory(withChoices(history, choices))}
        onTool={(tool) => onTools({ tool })}
        onToolSettings={(toolSettings) => onTools({ toolSettings })}
      />
      {picture.progress !== null && (
        <progress
          class="stage-progress"
          max="1"
          value={picture.progress.done}
          aria-label={messages.stages[picture.progress.stage]}
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
      {comparison.mode !== 'after' && <span class="stage-tag before">{messages.before}</span>}
      {comparison.mode === 'split' && <span class="stage-tag after">{messages.after}</span>}
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

function comparisonOf({ held, before, split }: PreviewTools): Comparison {
  if (held || before) return { mode: 'before' };
  return split === null ? { mode: 'after' } : { mode: 'split', at: split };
}

/** Why nothing in the picture can be retouched; null if something can. */
function obstacleOf({ faces }: OpenPicture): 'no-face' | 'box-without-face' | 'faces-too-small' | null {
  const found = faces.filter(isFace);
  if (found.length === 0) return faces.length === 0 ? 'no-face' : 'box-without-face';
  return found.every(({ state }) => state === 'skipped') ? 'faces-too-small' : null;
}
