/** Runs work whose failure does no harm, so that the code after it runs in any case. */
export function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The failure has no remedy and no effect on the rest.
  }
}

/** Removes nodes, in their order. A node that is gone already, or cannot be removed, does not stop the others. */
export function removeAll(nodes: readonly SceneNode[]): void {
  for (const node of nodes)
    attempt(() => {
      if (!node.removed) node.remove();
    });
}
