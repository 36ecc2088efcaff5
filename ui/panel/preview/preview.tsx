import { useEffect, useRef, useState } from 'preact/hooks';
import type { Choices } from '../../engine/api/choices';
import { isFace, type Box } from '../../engine/api/report';
import { IconButton } from '../controls/icon-button';
import { Segments } from '../controls/segments';
import { SliderField } from '../controls/slider-field';
import { redo, undo, withChoices, type ChoicesHistory } from './choices-history';
import type { OpenPicture, ViewRequest } from './viewed-picture';
import { useMessages } from '../controls/use-messages';
import type { Comparison } from './draw-preview';
import { PreviewCanvas } from './preview-canvas';
import { largestBox, SMALLEST_BOX, TOOL_SIZES, TOOLS, type Tool, type ToolSettings } from './tools';
import { FIT, type Zoom } from './viewport';

export interface PreviewProps {
  readonly picture: OpenPicture;
  readonly history: ChoicesHistory;
  readonly onHistory: (history: ChoicesHistory) => void;
  readonly subject: ViewRequest['subject'];
  readonly onSubject: (subject: ViewRequest['subject']) => void;
  readonly onRegion: (region: Box | null) => void;
  readonly face: Box | null;
}

const SUBJECTS = ['result', 'blend', 'mask'] as const;
/** Spots and brushes begin at a size that suits the picture, as a share of a face. */
const SPOT_SHARE = 0.06;
const BRUSH_SHARE = 0.2;

/** The chosen picture with its tools. Its state is lost with the picture; the choices are the owner's. */
export function Preview({ picture, history, onHistory, subject, onSubject, onRegion, face }: PreviewProps) {
  const messages = useMessages();
  const element = useRef<HTMLElement>(null);
  const [tool, setTool] = useState<Tool>('move');
  const [toolSettings, setToolSettings] = useState<ToolSettings>(() => startSettings(picture));
  const [split, setSplit] = useState<number | null>(null);
  const [before, setBefore] = useState(false);
  const [held, setHeld] = useState(false);
  const [rings, setRings] = useState(true);
  const [zoom, setZoom] = useState<Zoom>(FIT);
  const comparison: Comparison =
    held || before ? { mode: 'before' } : split === null ? { mode: 'after' } : { mode: 'split', at: split };

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const command = event.ctrlKey || event.metaKey;
      if (event.key === '\\' && !command) setHeld(true);
      else if (command && event.key.toLowerCase() === 'z') onHistory(event.shiftKey ? redo(history) : undo(history));
      else if (command || event.altKey) return;
      else if (event.key === 'v') setTool('move');
      else if (event.key === 's') setTool('spot');
      else if (event.key === 'b') setTool('brush');
      else if (event.key === 'f') setTool('face');
      else return;
      event.preventDefault();
    };
    const release = (event: KeyboardEvent): void => {
      if (event.key === '\\') setHeld(false);
    };
    const leave = (): void => setHeld(false);
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', leave);
    };
  });

  const choose = (choices: Choices): void => onHistory(withChoices(history, choices));
  const percent = zoom.mode === 'fit' ? messages.fit : `${Math.round(100 * zoom.scale)} ${messages.percent}`;
  const note = nothingToSee(picture);
  const shortcuts: Readonly<Record<Tool, string>> = { move: 'V', spot: 'S', brush: 'B', face: 'F' };
  const outlineFace = (): void => {
    setTool('face');
    // The button that was pressed goes away, and the box can be placed by keys at once.
    element.current?.querySelector<HTMLElement>('.stage')?.focus();
  };
  return (
    <section class="preview" ref={element} aria-label={messages.preview} aria-busy={picture.busy}>
      <div class="stage-frame">
        <PreviewCanvas
          picture={picture}
          choices={history.now}
          tool={tool}
          toolSettings={toolSettings}
          comparison={comparison}
          zoom={zoom}
          rings={rings}
          face={face}
          onZoom={setZoom}
          onSplit={setSplit}
          onRegion={onRegion}
          onChoices={choose}
          onToolSettings={setToolSettings}
        />
        {picture.progress !== null && (
          <progress
            class="stage-progress"
            max="1"
            value={picture.progress.done}
            aria-label={messages.stages[picture.progress.stage]}
          />
        )}
        {note !== null && !(note === 'no-face' && tool === 'face') && (
          <div class="stage-note">
            {messages.nothingToSee[note]}
            {tool !== 'face' && (
              <button type="button" class="text-button" onClick={outlineFace}>
                {messages.outlineFace}
              </button>
            )}
          </div>
        )}
        {comparison.mode !== 'after' && <span class="stage-tag before">{messages.before}</span>}
        {comparison.mode === 'split' && <span class="stage-tag after">{messages.after}</span>}
      </div>
      <div class="tools" role="toolbar" aria-label={messages.tools}>
        <div class="tool-group">
          {TOOLS.map((one) => (
            <IconButton
              key={one}
              icon={one}
              label={messages.toolNames[one]}
              shortcut={shortcuts[one]}
              pressed={tool === one}
              onClick={() => setTool(one)}
            />
          ))}
        </div>
        <div class="tool-group">
          <IconButton
            icon="undo"
            label={messages.undo}
            disabled={history.past.length === 0}
            onClick={() => onHistory(undo(history))}
          />
          <IconButton
            icon="redo"
            label={messages.redo}
            disabled={history.future.length === 0}
            onClick={() => onHistory(redo(history))}
          />
        </div>
        <div class="tool-group">
          <IconButton
            icon="split"
            label={messages.split}
            pressed={split !== null}
            onClick={() => setSplit(split === null ? 0.5 : null)}
          />
          <IconButton
            icon="before"
            label={messages.showBefore}
            shortcut="\"
            pressed={before}
            onClick={() => setBefore(!before)}
          />
          <IconButton icon="rings" label={messages.showSpots} pressed={rings} onClick={() => setRings(!rings)} />
        </div>
        <div class="tool-group">
          <button
            type="button"
            class="text-button"
            aria-pressed={zoom.mode === 'fit'}
            title={messages.fitHint}
            onClick={() => setZoom(FIT)}
          >
            {messages.fit}
          </button>
          <button
            type="button"
            class="text-button"
            aria-pressed={zoom.mode === 'scale' && zoom.scale === 1}
            title={messages.fullSizeHint}
            onClick={() =>
              setZoom({ mode: 'scale', scale: 1, center: zoom.mode === 'scale' ? zoom.center : middleOf(picture) })
            }
          >
            {zoom.mode === 'scale' && zoom.scale !== 1 ? percent : `100 ${messages.percent}`}
          </button>
        </div>
        <select
          class="select"
          aria-label={messages.view}
          value={subject}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onSubject(SUBJECTS.find((one) => one === value) ?? 'result');
          }}
        >
          {SUBJECTS.map((one) => (
            <option key={one} value={one}>
              {messages.views[one]}
            </option>
          ))}
        </select>
      </div>
      {tool !== 'move' && (
        <div class="tool-options">
          {tool === 'brush' && (
            <div class="field">
              <span class="name">{messages.brush}</span>
              <Segments
                name="effect"
                label={messages.brush}
                value={toolSettings.effect}
                onChange={(effect) => setToolSettings({ ...toolSettings, effect })}
                options={[
                  { value: 'exclude', label: messages.exclude },
                  { value: 'include', label: messages.include },
                ]}
              />
            </div>
          )}
          {tool === 'face' && (
            <SliderField
              id="face-size"
              name={messages.size}
              hint={messages.faceSizeHint}
              unit="pixels"
              min={SMALLEST_BOX}
              max={largestBox(picture)}
              value={toolSettings.faceSize}
              reset={startSettings(picture).faceSize}
              onChange={(faceSize) => setToolSettings({ ...toolSettings, faceSize })}
            />
          )}
          {tool === 'spot' && (
            <SliderField
              id="spot-size"
              name={messages.size}
              hint={messages.spotSizeHint}
              unit="pixels"
              {...TOOL_SIZES}
              value={toolSettings.spotSize}
              reset={startSettings(picture).spotSize}
              onChange={(spotSize) => setToolSettings({ ...toolSettings, spotSize })}
            />
          )}
          {tool === 'brush' && (
            <>
              <SliderField
                id="brush-size"
                name={messages.size}
                hint={messages.brushSizeHint}
                unit="pixels"
                {...TOOL_SIZES}
                value={toolSettings.brushSize}
                reset={startSettings(picture).brushSize}
                onChange={(brushSize) => setToolSettings({ ...toolSettings, brushSize })}
              />
              <SliderField
                id="brush-feather"
                name={messages.feather}
                hint={messages.featherHint}
                unit="percent"
                value={toolSettings.feather}
                reset={50}
                onChange={(feather) => setToolSettings({ ...toolSettings, feather })}
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** Why nothing of the picture can be retouched; null if something can. */
function nothingToSee({ faces }: OpenPicture): 'no-face' | 'box-without-face' | 'faces-too-small' | null {
  const seen = faces.filter(isFace);
  if (seen.length === 0) return faces.length === 0 ? 'no-face' : 'box-without-face';
  return seen.every(({ state }) => state === 'skipped') ? 'faces-too-small' : null;
}

function startSettings({ faces, width, height }: OpenPicture): ToolSettings {
  const known = faces.filter(isFace).map(({ box }) => box.height);
  const face = Math.max(...known, Math.min(width, height) / 8);
  const size = (share: number): number => Math.round(Math.min(TOOL_SIZES.max, Math.max(TOOL_SIZES.min, share * face)));
  const faceSize = Math.round(
    Math.max(SMALLEST_BOX, known.length === 0 ? Math.min(width, height) / 3 : Math.max(...known)),
  );
  return { spotSize: size(SPOT_SHARE), brushSize: size(BRUSH_SHARE), feather: 50, effect: 'exclude', faceSize };
}

/** Zooming to 100 % goes to the first face: that is what is looked at. */
function middleOf({ faces, width, height }: OpenPicture): { readonly x: number; readonly y: number } {
  const box = faces[0]?.box ?? { x: 0, y: 0, width, height };
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function isTyping({ target }: Event): boolean {
  return (
    target instanceof HTMLInputElement &&
    target.type !== 'range' &&
    target.type !== 'checkbox' &&
    target.type !== 'radio'
  );
}
