import type { ComponentChildren } from 'preact';
import { IconButton } from '../controls/icon-button';
import { useMessages } from '../controls/use-messages';
import { labelOf } from '../keyboard/shortcuts';
import { redo, undo } from './choices-history';
import type { PreviewProps } from './preview-props';
import { middleOfFirstFace, type PictureTools } from './preview-tools';
import { TOOLS } from './tools';
import { FIT } from './viewport';

type ToolbarProps = Omit<PreviewProps, 'tools'> & { readonly tools: PictureTools };

const SUBJECTS = ['result', 'blend', 'mask'] as const;

/** Tools, undo, comparison, zoom and view of the preview. */
export function Toolbar(props: ToolbarProps) {
  const messages = useMessages();
  const { history, onHistory, tools, onTools } = props;
  return (
    <div class="tools" role="toolbar" aria-label={messages.tools}>
      <Group>
        {TOOLS.map((tool) => (
          <IconButton
            key={tool}
            icon={tool}
            label={messages.toolNames[tool]}
            shortcut={labelOf(`choose-${tool}`)}
            pressed={tools.tool === tool}
            onClick={() => onTools({ tool })}
          />
        ))}
      </Group>
      <Group>
        <IconButton
          icon="undo"
          label={messages.undo}
          shortcut={labelOf('undo')}
          disabled={history.past.length === 0}
          onClick={() => onHistory(undo(history))}
        />
        <IconButton
          icon="redo"
          label={messages.redo}
          shortcut={labelOf('redo')}
          disabled={history.future.length === 0}
          onClick={() => onHistory(redo(history))}
        />
      </Group>
      <Comparisons {...props} />
      <ZoomButtons {...props} />
      <SubjectSelect {...props} />
    </div>
  );
}

function Group({ children }: { readonly children: ComponentChildren }) {
  return <div class="tool-group">{children}</div>;
}

function Comparisons({ tools: { split, before, rings }, onTools }: ToolbarProps) {
  const messages = useMessages();
  return (
    <Group>
      <IconButton
        icon="split"
        label={messages.split}
        pressed={split !== null}
        onClick={() => onTools({ split: split === null ? 0.5 : null })}
      />
      <IconButton
        icon="before"
        label={messages.showBefore}
        shortcut={labelOf('show-before')}
        pressed={before}
        onClick={() => onTools({ before: !before })}
      />
      <IconButton icon="rings" label={messages.showSpots} pressed={rings} onClick={() => onTools({ rings: !rings })} />
    </Group>
  );
}

function ZoomButtons({ tools: { zoom }, picture, onTools }: ToolbarProps) {
  const messages = useMessages();
  const percent = zoom.mode === 'scale' ? Math.round(100 * zoom.scale) : 100;
  const center = zoom.mode === 'scale' ? zoom.center : middleOfFirstFace(picture);
  return (
    <Group>
      <button
        type="button"
        class="text-button"
        aria-pressed={zoom.mode === 'fit'}
        title={messages.fitHint}
        onClick={() => onTools({ zoom: FIT })}
      >
        {messages.fit}
      </button>
      <button
        type="button"
        class="text-button"
        aria-pressed={zoom.mode === 'scale' && zoom.scale === 1}
        title={messages.fullSizeHint}
        onClick={() => onTools({ zoom: { mode: 'scale', scale: 1, center } })}
      >
        {`${percent} ${messages.percent}`}
      </button>
    </Group>
  );
}

function SubjectSelect({ subject, onSubject }: ToolbarProps) {
  const messages = useMessages();
  return (
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
  );
}
