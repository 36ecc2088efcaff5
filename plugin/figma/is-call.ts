/**
 * Whether a Comlink message calls one of an API's own methods (not what every object inherits, such as
 * `constructor`), and is whole. Comlink also knows messages that set members, or end the conversation, and trips
 * over ones that are cut short; HostApi has no use for any of them.
 */
export function isCall(api: object, message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { id, type, path, argumentList } = message as Readonly<Record<string, unknown>>;
  return (
    typeof id === 'string' &&
    type === 'APPLY' &&
    Array.isArray(path) &&
    path.length === 1 &&
    typeof path[0] === 'string' &&
    Object.prototype.hasOwnProperty.call(api, path[0]) &&
    Array.isArray(argumentList) &&
    argumentList.every((argument) => typeof argument === 'object' && argument !== null)
  );
}
