import { HOST_THEMES, type HostTheme } from '../host-api/host-api';

/** Gives the page the host's colours. Null, or a name from a later host: the page keeps its own. */
export function showTheme(theme: HostTheme | null): void {
  const known = HOST_THEMES.find((name) => name === theme);
  if (known === undefined) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = known;
}
