import { HOST_THEMES, type HostTheme } from '../../ui/host-api/host-api';
import { world } from './script-world';

/** Photoshop's brightness now. Null where UXP tells none, or one that this plugin does not know. */
export function currentTheme(): HostTheme | null {
  return themeNamed(world.document.theme?.getCurrent());
}

/** Calls back after each change of Photoshop's brightness. */
export function watchTheme(onChange: (theme: HostTheme) => void): void {
  world.document.theme?.onUpdated.addListener((name) => {
    const theme = themeNamed(name);
    if (theme !== null) onChange(theme);
  });
}

function themeNamed(name: string | undefined): HostTheme | null {
  return HOST_THEMES.find((known) => known === name) ?? null;
}
