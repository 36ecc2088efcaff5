import { useRef } from 'preact/hooks';
import type { Choices } from '../../engine/api/choices';
import { CLOTHES_ADJUSTMENTS } from '../../engine/api/clothes';
import { SliderField } from '../controls/slider-field';
import { useMessages } from '../controls/use-messages';
import { RowLine } from './row-line';

export interface ClothesRowProps {
  readonly choices: Choices;
  /** The user has agreed before. */
  readonly allowed: boolean;
  readonly disabled: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onAllow: () => void;
  /** @param control key of the control that is moved; left out for a press */
  readonly onChoices: (choices: Choices, control?: string) => void;
}

/** Role of its layer. */
export const CLOTHES = 'clothes';
/** The amount that the eye sets without an earlier one. */
const USUAL = 70;
const [{ min, max }] = CLOTHES_ADJUSTMENTS;

/** The group Clothes, below all tools: closed and off, and it asks once before its first use. */
export function ClothesRow(props: ClothesRowProps) {
  const { choices, allowed, disabled, isOpen, onOpen, onChoices } = props;
  const messages = useMessages();
  const { clothes } = messages;
  const { amount } = choices.clothes;
  const isOn = amount > 0;
  const before = useRef(USUAL);
  const change = (next: number, control?: string): void =>
    onChoices({ ...choices, clothes: { ...choices.clothes, amount: next } }, control);
  const toggle = (): void => {
    if (isOn) before.current = amount;
    if (isOn || allowed) change(isOn ? 0 : before.current);
    else onOpen(true);
  };
  return (
    <section class={`tool-row clothes-row${isOn ? '' : ' off'}${isOpen ? ' open' : ''}`} data-role={CLOTHES}>
      <RowLine
        role={CLOTHES}
        name={clothes.name}
        hint={clothes.hint}
        isOn={isOn}
        isOpen={isOpen}
        disabled={disabled}
        onEye={toggle}
        onOpen={onOpen}
      >
        <span class="tool-value">{isOn ? Math.round(amount) : messages.off}</span>
      </RowLine>
      {isOpen && (
        <div class="tool-body" id="tool-clothes">
          <ClothesBody {...props} onAmount={change} />
        </div>
      )}
    </section>
  );
}

function ClothesBody({
  choices,
  allowed,
  disabled,
  onAllow,
  onAmount,
}: ClothesRowProps & { readonly onAmount: (amount: number, control: string) => void }) {
  const { clothes } = useMessages();
  return (
    <>
      <p class="shape-note">{allowed ? clothes.where : clothes.about}</p>
      {allowed ? (
        <SliderField
          id="clothes-amount"
          name={clothes.name}
          hint={clothes.hint}
          unit="percent"
          value={Math.round(choices.clothes.amount)}
          min={min}
          max={max}
          reset={0}
          disabled={disabled}
          onChange={(value) => onAmount(value, 'clothes-amount')}
        />
      ) : (
        <button type="button" class="button shape-allow" disabled={disabled} onClick={onAllow}>
          {clothes.allow}
        </button>
      )}
    </>
  );
}
