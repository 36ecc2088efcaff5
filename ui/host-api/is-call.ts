/**
 * Whether a Comlink message is a complete call of one of an API's own methods. Inherited members, such as
 * `constructor`, do not count. Comlink also has messages that set members or end the conversation, and fails on
 * truncated ones. HostApi needs none of these.
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
