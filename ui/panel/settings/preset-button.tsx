import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RetouchSettings } from '../../engine/api/settings';
import { Icon } from '../controls/icons';
import { Popover } from '../controls/popover';
import { useMessages } from '../controls/use-messages';
import { BUILT_IN_NAMES, BUILT_IN_PRESETS, sameSettings, type Preset } from './presets';
import { PresetManager } from './preset-manager';

/** A preset as the popover shows it. */
interface Tile {
  readonly key: string;
  readonly name: string;
  readonly settings: RetouchSettings;
}

export interface PresetButtonProps {
  readonly settings: RetouchSettings;
  readonly presets: readonly Preset[];
  readonly disabled: boolean;
  /** The face of the shown picture with the settings of each tile, in the order of `tileSettings`; at first none. */
  readonly pictures: readonly { readonly bitmap: ImageBitmap }[];
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onSettings: (settings: RetouchSettings) => void;
  readonly onPresets: (presets: readonly Preset[]) => void;
  /** Says what happened to the presets. */
  readonly onSaid: (text: string) => void;
}

/** The name of the present settings; a press shows all presets on the face of the shown picture. */
export function PresetButton(props: PresetButtonProps) {
  const { settings, presets, disabled, pictures, isOpen, onOpen, onSettings } = props;
  const messages = useMessages();
  const button = useRef<HTMLButtonElement>(null);
  const tiles: readonly Tile[] = [
    ...BUILT_IN_NAMES.map((name) => ({
      key: `built-in ${name}`,
      name: messages.presetNames[name],
      settings: BUILT_IN_PRESETS[name],
    })),
    ...presets.map((preset) => ({ key: `own ${preset.name}`, ...preset })),
  ];
  const current = [...tiles].reverse().find((tile) => sameSettings(tile.settings, settings));
  const name = current?.name ?? messages.presetCustom;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="text-button preset-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`${messages.preset}: ${name}`}
        disabled={disabled}
        onClick={() => onOpen(!isOpen)}
      >
        <span>{name}</span>
        <Icon name="chevron-down" />
      </button>
      {isOpen && (
        <Popover anchor={button} role="dialog" class="presets" label={messages.preset} onClose={() => onOpen(false)}>
          <div class="preset-tiles" role="radiogroup" aria-label={messages.preset}>
            {tiles.map((tile, index) => (
              <PresetTile
                key={tile.key}
                name={tile.name}
                bitmap={pictures[index]?.bitmap}
                isChosen={tile === current}
                onChoose={() => onSettings(tile.settings)}
              />
            ))}
          </div>
          <PresetManager
            {...props}
            onDone={(text) => {
              if (text !== '') props.onSaid(text);
              onOpen(false);
              button.current?.focus();
            }}
          />
        </Popover>
      )}
    </>
  );
}

interface PresetTileProps {
  readonly name: string;
  readonly bitmap: ImageBitmap | undefined;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function PresetTile({ name, bitmap, isChosen, onChoose }: PresetTileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useLayoutEffect(() => {
    if (bitmap === undefined || canvas.current === null) return;
    canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.current.width, canvas.current.height);
    setDrawn(true);
  }, [bitmap]);
  useEffect(() => setDrawn(bitmap !== undefined), [bitmap]);
  return (
    <button type="button" role="radio" class="preset-tile" aria-checked={isChosen} onClick={onChoose}>
      <canvas ref={canvas} width="112" height="112" aria-hidden="true" class={drawn ? undefined : 'pending'} />
      <span>{name}</span>
    </button>
  );
}
