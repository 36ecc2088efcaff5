/**
 * The address of a file beside the playground, such as `plugin.js`. The page's script lies in `playground/`, so the
 * folder may stand anywhere on a web server.
 */
export function fileUrl(name: string): URL {
  return new URL(`../${name}`, import.meta.url);
}
