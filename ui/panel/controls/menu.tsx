import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icons';
import { Popover } from './popover';

export interface MenuItem {
  readonly label: string;
  /** Given for an item that is on or off, or that is one of several. */
  readonly checked?: boolean;
  /** One of several: `checked` names the chosen one. */
  readonly isOption?: boolean;
  readonly disabled?: boolean;
  readonly shortcut?: string;
  /** Language tag of the label. */
  readonly lang?: string;
  /** Takes something away that cannot be made again by a press. */
  readonly isDestructive?: boolean;
  /** A line above this item. */
  readonly startsGroup?: boolean;
  readonly onSelect: () => void;
}

export interface MenuButtonProps {
  readonly label: string;
  /** Content of the button: an icon or text. */
  readonly children: ComponentChildren;
  readonly class: string;
  readonly items: readonly MenuItem[];
  /** Text below the items. */
  readonly note?: string;
  readonly disabled?: boolean;
  readonly shortcut?: string;
}

/** A button that opens a list of commands or options, by pointer or by keyboard. */
export function MenuButton({ label, children, class: name, items, note, disabled, shortcut }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={name}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={disabled ?? false}
        data-tip={open ? undefined : shortcut === undefined ? label : `${label}  ${shortcut}`}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {open && (
        <Popover anchor={button} role="menu" class="menu" label={label} onClose={() => setOpen(false)} onKeyDown={step}>
          {items.map((item) => (
            <Item
              key={item.label}
              item={item}
              onSelect={() => {
                setOpen(false);
                button.current?.focus();
                item.onSelect();
              }}
            />
          ))}
          {note !== undefined && <p class="menu-note">{note}</p>}
        </Popover>
      )}
    </>
  );
}

function Item({ item, onSelect }: { readonly item: MenuItem; readonly onSelect: () => void }) {
  const { label, checked, isOption, disabled, shortcut, lang, isDestructive, startsGroup } = item;
  const role = checked === undefined ? 'menuitem' : isOption === true ? 'menuitemradio' : 'menuitemcheckbox';
  return (
    <>
      {startsGroup === true && <hr />}
      <button
        type="button"
        role={role}
        aria-checked={checked}
        class={isDestructive === true ? 'destructive' : undefined}
        lang={lang}
        tabIndex={-1}
        disabled={disabled ?? false}
        onPointerMove={(event) => event.currentTarget.focus()}
        onClick={onSelect}
      >
        <span class="tick">{checked === true && <Icon name="check" />}</span>
        <span class="label">{label}</span>
        {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      </button>
    </>
  );
}

/** Moves the focus by arrows, Home and End, or to the next item that begins with a letter. */
function step(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button:enabled')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = stepTo(event, items, at);
  if (event.key === 'Tab') event.preventDefault();
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

function stepTo({ key }: KeyboardEvent, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items[(Math.max(at, 0) - 1 + items.length) % items.length];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
  }
  if (key.length !== 1 || key === ' ') return undefined;
  const later = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return later.find((item) => item.textContent.toLowerCase().startsWith(key.toLowerCase()));
}
