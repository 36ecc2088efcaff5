import { useState } from 'preact/hooks';
import { HOST_THEMES, type HostTheme } from '../../../../../ui/host-api/host-api';
import type { Studio } from '../studio';

const COMMANDS = [
  ['retouch', 'Retouch selected layers'],
  ['again', 'Retouch with last settings'],
  ['remove', 'Remove retouch'],
  ['diagnostics', 'Diagnostics'],
] as const;

/** The menus that matter here: the plugin's commands, and marching ants. */
export function MenuBar({ studio }: { readonly studio: Studio }) {
  const [open, setOpen] = useState(false);
  return (
    <nav class="menus">
      <b>Ps</b>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        Plugins ▸ Softlight
      </button>
      {open && (
        <ul role="menu">
          {COMMANDS.map(([id, label]) => (
            <li key={id}>
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  setOpen(false);
                  studio.runCommand(id);
                }}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" onClick={() => studio.toggleSelection()}>
        Select left half
      </button>
      <label>
        Brightness
        <select
          value={studio.theme}
          onChange={({ currentTarget }) => studio.chooseTheme(currentTarget.value as HostTheme)}
        >
          {HOST_THEMES.map((theme) => (
            <option key={theme}>{theme}</option>
          ))}
        </select>
      </label>
      <span class="note">A fake Photoshop: it shows what the plugin does, and knows nothing else.</span>
    </nav>
  );
}
