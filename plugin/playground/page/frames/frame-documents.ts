// The documents of the three frames around a plugin's window, as Figma nests them: page > shim > network > inner.
// They are plain script because they run outside this bundle, and the innermost one in an origin of its own.

/** The innermost frame: a data: document with a null origin, as in Figma, or a document of this page's origin. */
export type Nesting = 'null-origin' | 'own-origin';

/** Passes messages up from the child frame and down from the parent, unchanged. */
const RELAY = `
const child = document.querySelector('iframe');
window.addEventListener('message', (event) => {
  if (event.source === child.contentWindow) window.parent.postMessage(event.data, '*');
  else if (event.source === window.parent) child.contentWindow.postMessage(event.data, '*');
});`;

const FILL = '<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block;overflow:hidden}</style>';

/**
 * Runs in the innermost document. It writes the plugin's html over itself, reports when that has loaded, and then only sets
 * the theme's class and variables. Writing a document drops every listener of its window, so the listener for themes
 * is added afterwards.
 */
const LOADER = `
const dress = ({ name, css }) => {
  document.documentElement.classList.remove('figma-light', 'figma-dark');
  document.documentElement.classList.add('figma-' + name);
  let style = document.getElementById('figma-style');
  if (style === null) {
    style = document.createElement('style');
    style.id = 'figma-style';
    document.head.prepend(style);
  }
  style.textContent = css;
};
const tell = (state) => window.parent.postMessage({ pluginFrame: state }, '*');
window.addEventListener('message', ({ source, data }) => {
  if (source !== window.parent || typeof data?.pluginHtml !== 'string') return;
  document.open();
  document.write(data.pluginHtml);
  document.close();
  if (data.pluginTheme) dress(data.pluginTheme);
  window.addEventListener('message', (event) => {
    if (event.source === window.parent && event.data?.pluginTheme) dress(event.data.pluginTheme);
  });
  if (document.readyState === 'complete') tell('loaded');
  else window.addEventListener('load', () => tell('loaded'), { once: true });
});
tell('waiting');`;

const ALLOW = "camera 'none'; microphone 'none'; display-capture 'none'; clipboard-write 'none'";

function scriptElement(code: string): string {
  return `<script>(() => {${code}})();</scr` + 'ipt>';
}

/** The attribute with the innermost document. As a data: document it has a null origin and no secure context. */
function loaderAttribute(nesting: Nesting): string {
  const loader = `<!doctype html><meta charset="utf-8"><body>${scriptElement(LOADER)}</body>`;
  return nesting === 'own-origin' ? `srcdoc="${quoted(loader)}"` : `src="data:text/html;base64,${btoa(loader)}"`;
}

/** A document as the value of an attribute. */
function quoted(html: string): string {
  return html.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
}

/** The middle frame, whose policy the innermost frame inherits. */
function networkDocument(policy: string, nesting: Nesting): string {
  return (
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${FILL}` +
    `<iframe title="Inner Plugin Iframe" name="Inner Plugin Iframe" allow="${ALLOW}" ${loaderAttribute(nesting)}></iframe>` +
    scriptElement(RELAY)
  );
}

/** The outermost of the three frames, for an iframe's srcdoc. */
export function shimDocument(policy: string, nesting: Nesting): string {
  const nested = quoted(networkDocument(policy, nesting));
  return (
    `<!doctype html><meta charset="utf-8">${FILL}` +
    `<iframe title="Network Plugin Iframe" name="Network Plugin Iframe" srcdoc="${nested}"></iframe>` +
    scriptElement(RELAY)
  );
}
