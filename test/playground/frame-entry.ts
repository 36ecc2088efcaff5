// The plugin's frames, for their tests inside a page.
export { contentSecurityPolicy } from '../../plugin/playground/page/frames/content-security-policy';
export { PluginFrame } from '../../plugin/playground/page/frames/plugin-frame';
