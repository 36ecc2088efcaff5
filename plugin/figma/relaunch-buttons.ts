import { attempt } from './attempt';

const COMMANDS = { edit: '', remove: '' };

/** Adds the buttons "Edit retouch" and "Remove retouch" to a layer. The retouch works without them. */
export function offerRelaunch(node: SceneNode): void {
  setCommands(node, COMMANDS);
}

export function withdrawRelaunch(node: SceneNode): void {
  setCommands(node, {});
}

/** Figma refuses, for example, inside an instance. */
function setCommands(node: SceneNode, commands: Record<string, string>): void {
  attempt(() => node.setRelaunchData(commands));
}
