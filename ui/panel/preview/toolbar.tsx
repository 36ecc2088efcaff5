import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { IconButton } from '../controls/icon-button';
import { useRoving } from '../controls/roving';
import { useMessages } from '../controls/use-messages';
import { labelOf } from '../keyboard/shortcuts';
import type { PreviewTools } from './preview-tools';
import { TOOLS } from './tools';

export interface ToolbarProps {
  readonly tools: PreviewTools;
  readonly onTools: (change: Partial<PreviewTools>) => void;
  readonly maskShown: boolean;
  readonly onMask: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onHistory: (direction: 'undo' | 'redo') => void;
  /** Menus at its end. */
  readonly children: ComponentChildren;
}

/** Tools, undo, marks and views of the preview: one Tab stop. It stays while a picture loads. */
export function Toolbar(props: ToolbarProps) {
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  useRoving(element);
  const { tools, onTools, maskShown, onMask, canUndo, canRedo, onHistory, children } = props;
  return (
    <div class="tools" role="toolbar" aria-label={messages.tools} ref={element}>
      <div class="tool-group">
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
      </div>
      <div class="tool-group">
        <IconButton
          icon="undo"
          label={messages.undo}
          shortcut={labelOf('undo')}
          disabled={!canUndo}
          onClick={() => onHistory('undo')}
        />
        <IconButton
          icon="redo"
          label={messages.redo}
          shortcut={labelOf('redo')}
          disabled={!canRedo}
          onClick={() => onHistory('redo')}
        />
      </div>
      <div class="tool-group">
        <IconButton
          icon="rings"
          label={messages.showSpots}
          shortcut={labelOf('toggle-marks')}
          pressed={tools.marks}
          onClick={() => onTools({ marks: !tools.marks })}
        />
        <IconButton
          icon="mask"
          label={messages.showMask}
          shortcut={labelOf('toggle-mask')}
          pressed={maskShown}
          onClick={onMask}
        />
      </div>
      <div class="tool-group end">{children}</div>
    </div>
  );
}
