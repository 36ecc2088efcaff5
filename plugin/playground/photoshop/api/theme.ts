import type { HostTheme } from '../../../../ui/host-api/host-api';

/** UXP's `document.theme`: Photoshop's brightness, and its changes. */
export class FakeTheme {
  readonly onUpdated = new ThemeEvent();
  private current: HostTheme = 'dark';

  getCurrent(): HostTheme {
    return this.current;
  }

  /** As the user does in Photoshop's preferences. */
  choose(theme: HostTheme): void {
    this.current = theme;
    this.onUpdated.tell(theme);
  }
}

class ThemeEvent {
  readonly #listeners: ((theme: string) => void)[] = [];

  addListener(listener: (theme: string) => void): void {
    this.#listeners.push(listener);
  }

  tell(theme: string): void {
    for (const listener of this.#listeners) listener(theme);
  }
}
