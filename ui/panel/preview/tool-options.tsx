import { BRUSH_EFFECTS } from '../../engine/api/brush';
import { type Choices } from '../../engine/api/choices';
import { Segments } from '../controls/segments';
import { SliderField } from '../controls/slider-field';
import { useMessages } from '../controls/use-messages';
import { removeStroke } from './change-choices';
import { startSettings } from './preview-tools';
import { largestBox, SMALLEST_BOX, TOOL_SIZES, type Tool, type ToolSettings } from './tools';
import type { OpenPicture } from './viewed-picture';

export interface ToolOptionsProps {
  readonly picture: OpenPicture;
  readonly tool: Tool;
  readonly settings: ToolSettings;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
  readonly onSettings: (settings: ToolSettings) => void;
}

/** Options of the tool in use; none for the move tool. */
export function ToolOptions(props: ToolOptionsProps) {
  switch (props.tool) {
    case 'move':
      return null;
    case 'spot':
      return (
        <div class="tool-options">
          <SizeField {...props} size="spotSize" />
        </div>
      );
    case 'face':
      return (
        <div class="tool-options">
          <SizeField {...props} size="faceSize" />
        </div>
      );
    case 'brush':
      return (
        <div class="tool-options">
          <EffectField {...props} />
          <SizeField {...props} size="brushSize" />
          <FeatherField {...props} />
          <StrokeList {...props} />
        </div>
      );
  }
}

type SizeKey = 'spotSize' | 'brushSize' | 'faceSize';

const IDS: Readonly<Record<SizeKey, string>> = {
  spotSize: 'spot-size',
  brushSize: 'brush-size',
  faceSize: 'face-size',
};

function SizeField({ picture, settings, onSettings, size }: ToolOptionsProps & { readonly size: SizeKey }) {
  const messages = useMessages();
  const range = size === 'faceSize' ? { min: SMALLEST_BOX, max: largestBox(picture) } : TOOL_SIZES;
  return (
    <SliderField
      id={IDS[size]}
      name={messages.size}
      hint={messages[`${size}Hint`]}
      unit="pixels"
      {...range}
      value={settings[size]}
      reset={startSettings(picture)[size]}
      onChange={(value) => onSettings({ ...settings, [size]: value })}
    />
  );
}

function EffectField({ settings, onSettings }: ToolOptionsProps) {
  const messages = useMessages();
  return (
    <div class="field">
      <span class="name">{messages.brush}</span>
      <Segments
        name="effect"
        label={messages.brush}
        value={settings.effect}
        onChange={(effect) => onSettings({ ...settings, effect })}
        options={BRUSH_EFFECTS.map((value) => ({
          value,
          label: value === 'clothes' ? messages.clothes.name : messages[value],
        }))}
      />
    </div>
  );
}

function FeatherField({ picture, settings, onSettings }: ToolOptionsProps) {
  const messages = useMessages();
  return (
    <SliderField
      id="brush-feather"
      name={messages.feather}
      hint={messages.featherHint}
      unit="percent"
      value={settings.feather}
      reset={startSettings(picture).feather}
      onChange={(feather) => onSettings({ ...settings, feather })}
    />
  );
}

/** The strokes of the picture: the last one and all of them can be taken away, also after closing the window. */
function StrokeList({ choices, onChoices }: ToolOptionsProps) {
  const messages = useMessages();
  const { strokes } = choices;
  if (strokes.length === 0) return null;
  return (
    <div class="stroke-list">
      <span>{messages.strokeCount(strokes.length)}</span>
      <button type="button" class="text-button" onClick={() => onChoices(removeStroke(choices, strokes.length - 1))}>
        {messages.removeLastStroke}
      </button>
      <button type="button" class="text-button" onClick={() => onChoices({ ...choices, strokes: [] })}>
        {messages.clearStrokes}
      </button>
    </div>
  );
}
