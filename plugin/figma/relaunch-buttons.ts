import { attempt } from './attempt';

const COMMANDS = { edit: '', remove: '' };

/** Puts "Edit retouch" and "Remove retouch" beside a layer. Where the host allows none, a layer has none: its retouch is no worse for it. */
export function offerRelaunch(node: SceneNode): void {
  setCommands(node, COMMANDS);
}

export function withdrawRelaunch(node: SceneNode): void {
  setCommands(node, {});
}

/** It fails in a part of an instance, say. */
function setCommands(node: SceneNode, commands: Record<string, string>): void {
  attempt(() => node.setRelaunchData(commands));
}
